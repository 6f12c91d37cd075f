extension Follower {
  /// The contents that a parameter expansion may stand for: at least one.
  func contents(of parameter: Parameter, quoted: Bool) -> [Variables.Content] {
    if !parameter.subscriptParts.isEmpty { _ = expand(parameter.subscriptParts, splits: false) }
    if parameter.isLength { return [[.unknownText]] }
    let base = parameter.isIndirect ? indirect(parameter) : direct(parameter)
    switch parameter.operation {
    case nil, .orFail: return base ?? [[.unknownText]]
    case .orElse: return orElse(base, parameter, quoted: quoted)
    case .assign:
      let result = orElse(base, parameter, quoted: true)
      if isName(parameter.name) {
        variables.assign(
          parameter.name, result, appends: false, isConditional: conditionalDepth > 0)
      }
      return result
    case .instead:
      let operand = expand(parameter.operand, splits: !quoted)
      guard let base, !base.contains(where: Self.mayBeAnything) else { return operand + [[]] }
      return unique(base.flatMap { isEmpty($0) ? [[]] : operand })
    case .removePrefix(let longest):
      return edit(base, parameter.operand) { $0.removing($1, atEnd: false, longest: longest) }
    case .removeSuffix(let longest):
      return edit(base, parameter.operand) { $0.removing($1, atEnd: true, longest: longest) }
    case .replace(let all):
      let replacement = expandPattern(parameter.replacement).first ?? Value()
      return edit(base, parameter.operand) { $0.replacing($1, with: replacement, all: all) }
    case .other:
      _ = expand(parameter.operand, splits: false)
      return [[.unknownText]]
    }
  }

  /// Without its operator; nil where it is not set in the script.
  private func direct(_ parameter: Parameter) -> [Variables.Content]? {
    let name = parameter.name
    if name == [UInt8(ascii: "@")] || name == [UInt8(ascii: "*")] { return variables.arguments }
    if let number = Int(String(decoding: name, as: UTF8.self)) {
      return variables.argument(number)
    }
    if name == Array("BASH_SOURCE".utf8) { return variables.argument(0) }
    guard let known = variables[name] else { return nil }
    if parameter.isWholeArray { return known }
    guard !parameter.subscriptParts.isEmpty else {
      return unique(known.map { Array($0.prefix(1)) })
    }
    // Which element is meant is rarely known, so it may be each.
    let elements = unique(known.flatMap { $0.map { [$0] } })
    return elements.isEmpty ? [[]] : Array(elements.prefix(Variables.maximumContents))
  }

  /// `${!name}`: the variables whose names the variable has.
  private func indirect(_ parameter: Parameter) -> [Variables.Content]? {
    guard !parameter.isWholeArray else { return [[.anyFields]] }
    var result: [Variables.Content] = []
    for content in direct(parameter) ?? [] {
      guard let name = content.first?.literal else { return nil }
      guard let found = direct(Parameter(name: name)) else { return nil }
      result += found
    }
    return result.isEmpty ? nil : unique(result)
  }

  private func orElse(
    _ base: [Variables.Content]?, _ parameter: Parameter, quoted: Bool
  ) -> [Variables.Content] {
    let operand = expand(parameter.operand, splits: !quoted)
    guard let base else { return unique(operand + [[.unknownText]]) }
    var result = base.filter { !isEmpty($0) }
    if result.count < base.count || base.contains(where: Self.mayBeAnything) { result += operand }
    return unique(result)
  }

  private func edit(
    _ base: [Variables.Content]?, _ operand: [WordPart], _ change: (Value, Value) -> Value?
  ) -> [Variables.Content] {
    let pattern = expandPattern(operand).first ?? Value()
    guard let base else { return [[.unknownText]] }
    return unique(base.map { $0.map { change($0, pattern) ?? .unknownText } })
  }

  private static func mayBeAnything(_ content: Variables.Content) -> Bool {
    content.contains { $0.isUnknown }
  }

  private func isEmpty(_ content: Variables.Content) -> Bool { content.allSatisfy(\.isEmpty) }

  func unique(_ contents: [Variables.Content]) -> [Variables.Content] {
    var result: [Variables.Content] = []
    for content in contents where !result.contains(content) { result.append(content) }
    return Array(result.prefix(Variables.maximumContents))
  }
}

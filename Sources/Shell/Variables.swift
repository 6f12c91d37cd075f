/// The variables of a script, each with the values that it may have: in branches values are added, elsewhere they replace.
struct Variables {
  /// One possible content: one value, or the elements of an array.
  typealias Content = [Value]

  private var contents: [[UInt8]: [Content]] = [:]
  /// The possible `$1`, `$2`, ...; `Value.anyFields` at the end stands for more.
  var arguments: [Content] = [[.anyFields]]
  /// The possible `$0`.
  var scriptNames: [Value] = []

  /// More possible values than this are not told apart.
  static let maximumContents = 16

  /// nil where a variable was never set, so that it may come from the environment.
  subscript(name: [UInt8]) -> [Content]? {
    get { contents[name] }
    set { contents[name] = newValue }
  }

  mutating func assign(_ name: [UInt8], _ new: [Content], appends: Bool, isConditional: Bool) {
    var result = new
    let old = contents[name] ?? [[.unknownText]]
    if appends {
      result = []
      for before in old {
        for added in new where result.count < Self.maximumContents { result.append(before + added) }
      }
    }
    if isConditional { result = old + result.filter { !old.contains($0) } }
    if result.count > Self.maximumContents {
      result = Array(result.prefix(Self.maximumContents - 1)) + [[.unknownText]]
    }
    contents[name] = result
  }

  /// Appends text to the one value that a variable has, as `name+=text` does.
  mutating func appendText(_ name: [UInt8], _ new: [Content], isConditional: Bool) {
    var result: [Content] = []
    for before in contents[name] ?? [[.unknownText]] {
      for added in new where result.count < Self.maximumContents {
        var content = before.isEmpty ? [Value()] : before
        content[0].append(added.first ?? Value())
        result.append(content)
      }
    }
    assign(name, result, appends: false, isConditional: isConditional)
  }

  /// The possible values of `$1` and so on.
  func argument(_ number: Int) -> [Content] {
    if number == 0 { return scriptNames.isEmpty ? [[.unknownText]] : scriptNames.map { [$0] } }
    var result: [Content] = []
    for list in arguments {
      let known = list.prefix { $0 != .anyFields }
      let content: Content =
        number <= known.count
        ? [known[number - 1]] : known.count < list.count ? [.unknownText] : []
      if !result.contains(content) { result.append(content) }
    }
    return result
  }

  /// Drops the first arguments, as `shift` does.
  mutating func shift(_ count: Int, isConditional: Bool) {
    let shifted = arguments.map { list -> Content in
      let known = list.prefix { $0 != .anyFields }
      return Array(list.dropFirst(min(count, known.count)))
    }
    setArguments(shifted, isConditional: isConditional)
  }

  mutating func setArguments(_ new: [Content], isConditional: Bool) {
    var result: [Content] = []
    for list in isConditional ? arguments + new : new where !result.contains(list) {
      if result.count < Self.maximumContents { result.append(list) }
    }
    arguments = result
  }

  /// The values that are known whole, for those who read a sourced script.
  var known: [[UInt8]: [[UInt8]]] {
    contents.compactMapValues { list in
      let values = Self.known(list)
      return values.isEmpty ? nil : values
    }
  }

  /// Those of one variable.
  func known(_ name: [UInt8]) -> [[UInt8]] { contents[name].map(Self.known) ?? [] }

  private static func known(_ list: [Content]) -> [[UInt8]] {
    list.compactMap { $0.count == 1 ? $0[0].quoted.literal : nil }
  }
}

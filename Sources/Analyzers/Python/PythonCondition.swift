/// Conditions whose outcome is known before the program runs: `TYPE_CHECKING`, `sys.platform == "win32"`, `sys.version_info >= (3, 8)`.
///
/// What stands under one that is false is written for other systems, other versions or type checkers.
struct PythonCondition {
  let text: [UInt8]
  let version: PythonSource.Version

  /// Nil where it depends on the run.
  func value(_ tokens: ArraySlice<PythonTokens.Token>) -> Bool? {
    tokens.contains(where: isTelling) ? decided(tokens) : nil
  }

  /// Whether a token is one of those without which no condition is known.
  private func isTelling(_ token: PythonTokens.Token) -> Bool {
    guard token.kind == .name || token.kind == .number, token.end - token.start <= 14,
      "TMF01vpni".utf8.contains(text[token.start])
    else { return false }
    return Self.telling.contains(nameHash(text, token))
  }

  private static let telling = Set(
    [
      "TYPE_CHECKING", "MYPY", "True", "False", "0", "1", "version_info", "platform", "name",
      "implementation",
    ].map { nameHash(Array($0.utf8)) })

  private func decided(_ tokens: ArraySlice<PythonTokens.Token>) -> Bool? {
    if let parts = split(tokens, at: "or") {
      let values = parts.map { decided($0) }
      return values.contains(true) ? true : values.allSatisfy { $0 == false } ? false : nil
    }
    if let parts = split(tokens, at: "and") {
      let values = parts.map { decided($0) }
      return values.contains(false) ? false : values.allSatisfy { $0 == true } ? true : nil
    }
    // Not by recursion: there may be thousands of them.
    let negations = tokens.prefix {
      $0.kind == .name && spelling($0).elementsEqual("not".utf8)
    }.count
    let spelled = spelling(of: tokens.dropFirst(negations))
    if spelled.isEmpty { return nil }
    let value = Self.constants[spelled] ?? version(spelled) ?? platform(spelled)
    return value.map { $0 != (negations % 2 == 1) }
  }

  /// Whether it is `__name__ == "__main__"`.
  func isMain(_ tokens: ArraySlice<PythonTokens.Token>) -> Bool {
    tokens.count == 4 && spelling(of: tokens).elementsEqual("__name__==\"__main__\"".utf8)
  }

  private static let constants: [[UInt8]: Bool] = {
    var table: [[UInt8]: Bool] = [:]
    for name in ["TYPE_CHECKING", "typing.TYPE_CHECKING", "False", "0", "MYPY", "t.TYPE_CHECKING"] {
      table[Array(name.utf8)] = false
    }
    for name in ["True", "1"] { table[Array(name.utf8)] = true }
    return table
  }()

  // MARK: sys.version_info

  private func version(_ spelled: [UInt8]) -> Bool? {
    var rest = spelled[...]
    let name = Array("sys.version_info".utf8)
    guard rest.starts(with: name) else { return nil }
    rest = rest.dropFirst(name.count)
    // The interpreter's version has five parts: a tuple of two that it begins with is smaller.
    var mine = [version.major, version.minor, 99]
    if rest.starts(with: "[:2]".utf8) { mine.removeLast() }
    for suffix in ["[:2]", "[:3]", "[0]", ".major"] where rest.starts(with: suffix.utf8) {
      rest = rest.dropFirst(suffix.utf8.count)
      break
    }
    guard let comparison = Self.comparison(&rest) else { return nil }
    let numbers = rest.split(whereSeparator: { $0 == 0x28 || $0 == 0x29 || $0 == 0x2c })
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard let first = numbers.first, let major = first else { return nil }
    var other = [major]
    for number in numbers.dropFirst().prefix(2) {
      guard let number else { return nil }
      other.append(number)
    }
    let isSubscript = !spelled.contains(UInt8(ascii: "("))
    if isSubscript {
      return comparison.holds(for: mine[0] - other[0])
    }
    return comparison.holds(
      for: mine == other ? 0 : mine.lexicographicallyPrecedes(other) ? -1 : 1)
  }

  private enum Comparison: String, CaseIterable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case greater = ">"

    func holds(for difference: Int) -> Bool {
      switch self {
      case .lessOrEqual: difference <= 0
      case .greaterOrEqual: difference >= 0
      case .equal: difference == 0
      case .notEqual: difference != 0
      case .less: difference < 0
      case .greater: difference > 0
      }
    }
  }

  private static func comparison(_ rest: inout ArraySlice<UInt8>) -> Comparison? {
    for comparison in Comparison.allCases where rest.starts(with: comparison.rawValue.utf8) {
      rest = rest.dropFirst(comparison.rawValue.utf8.count)
      return comparison
    }
    return nil
  }

  // MARK: The platform

  private func platform(_ spelled: [UInt8]) -> Bool? {
    for (name, value) in Self.platforms where spelled.starts(with: name.utf8) {
      var rest = spelled.dropFirst(name.utf8.count)
      if rest.starts(with: ".startswith(\"".utf8) {
        return value.utf8.starts(with: rest.dropFirst(13).prefix { $0 != UInt8(ascii: "\"") })
      }
      guard let comparison = Self.comparison(&rest), rest.first == UInt8(ascii: "\"") else {
        return nil
      }
      let same = rest.dropFirst().dropLast().elementsEqual(value.utf8)
      switch comparison {
      case .equal: return same
      case .notEqual: return !same
      default: return nil
      }
    }
    return nil
  }

  private static let platforms = [
    ("sys.platform", "linux"), ("_sys.platform", "linux"), ("os.name", "posix"),
    ("_os.name", "posix"), ("platform.system()", "Linux"),
    ("sys.implementation.name", "cpython"),
  ]

  // MARK: Text

  private func spelling(_ token: PythonTokens.Token) -> ArraySlice<UInt8> {
    text[token.start..<token.end]
  }

  /// Without white space, strings in double quotes.
  private func spelling(of tokens: ArraySlice<PythonTokens.Token>) -> [UInt8] {
    var result: [UInt8] = []
    for token in tokens.prefix(24) {
      if token.kind == .string { result.append(UInt8(ascii: "\"")) }
      result += spelling(token)
      if token.kind == .string { result.append(UInt8(ascii: "\"")) }
    }
    return result
  }

  private func split(
    _ tokens: ArraySlice<PythonTokens.Token>, at word: String
  ) -> [ArraySlice<PythonTokens.Token>]? {
    var depth = 0
    var start = tokens.startIndex
    var parts: [ArraySlice<PythonTokens.Token>] = []
    for index in tokens.indices {
      let token = tokens[index]
      if token.kind == .punctuation {
        if "([{".utf8.contains(token.byte) { depth += 1 }
        if ")]}".utf8.contains(token.byte) { depth -= 1 }
      } else if depth == 0, token.kind == .name, spelling(token).elementsEqual(word.utf8) {
        parts.append(tokens[start..<index])
        start = index + 1
      }
    }
    if parts.isEmpty { return nil }
    parts.append(tokens[start...])
    return parts
  }
}

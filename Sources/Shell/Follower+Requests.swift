/// What a script may be asked for: the words with which it compares its first argument.
///
/// `case "$1" in certbot|yt-dlp) exec "$@"` and `if [ "$1" = certbot ]` say what callers give, whatever this image's own command line is.
extension Follower {
  /// Goes through a branch in which an argument only has the values that patterns match. What they name whole may be asked for, behind the branch too.
  func narrowing(argument number: Int, to patterns: [Value], _ body: () -> Void) {
    let before = variables.arguments
    var inside = before.filter { Self.mayBe($0, number, patterns) }
    let requests = requests(number, patterns).filter { !before.contains($0) }
    if patterns.allSatisfy({ $0.literal != nil }), !requests.isEmpty {
      inside.removeAll { $0.first == .anyFields }
    }
    inside += requests
    guard !inside.isEmpty else { return body() }
    let wereRequested = argumentsAreRequested
    argumentsAreRequested = wereRequested || !requests.isEmpty
    variables.setArguments(inside, isConditional: false)
    let narrowed = variables.arguments
    body()
    let after = variables.arguments == narrowed ? requests : variables.arguments
    variables.setArguments(before + after, isConditional: false)
    argumentsAreRequested = wereRequested || !requests.isEmpty
  }

  /// `$1`, `"${1:-}"`: which argument a word is.
  func argumentNumber(_ word: Word) -> Int? {
    // Quotes leave an empty text.
    let parts = word.parts.filter { part in
      if case .literal(let text) = part { !text.isEmpty } else { true }
    }
    guard parts.count == 1, case .parameter(let parameter, _) = parts[0],
      !parameter.isLength, !parameter.isIndirect, parameter.subscriptParts.isEmpty
    else { return nil }
    switch parameter.operation {
    case nil, .orElse, .orFail: break
    default: return nil
    }
    if let number = Int(String(decoding: parameter.name, as: UTF8.self)) {
      return number > 0 ? number : nil
    }
    // `command=$1; case $command in`.
    let first = variables.argument(1)
    let isFirst = first.allSatisfy { $0.count == 1 && $0[0].isKnown }
    return isFirst && !first.isEmpty && variables[parameter.name] == first ? 1 : nil
  }

  /// What `[ "$1" = name ]` and `[[ $1 == name* ]]` compare an argument with, where a condition does.
  func comparison(in condition: [ListItem]) -> (number: Int, patterns: [Value])? {
    var result: (number: Int, patterns: [Value])?
    for item in condition {
      let words: [Word]
      let isPattern: Bool
      switch item.command {
      case .simple(let simple):
        guard let name = simple.words.first?.bareText,
          name == [UInt8(ascii: "[")] || name == Array("test".utf8)
        else { continue }
        (words, isPattern) = (Array(simple.words.dropFirst()), false)
      case .test(let tested, _): (words, isPattern) = (tested, true)
      default: continue
      }
      guard words.count > 2 else { continue }
      for index in 0..<(words.count - 2) {
        guard let sign = words[index + 1].bareText, sign == [equals] || sign == [equals, equals],
          let number = argumentNumber(words[index]), result == nil || result?.number == number,
          let value = Self.constant(words[index + 2], isPattern: isPattern)
        else { continue }
        result = (number, (result?.patterns ?? []) + [value])
      }
    }
    return result
  }

  /// Whether a command runs what the script was asked for.
  func runsRequest(_ command: SimpleCommand) -> Bool {
    argumentsAreRequested
      && command.words.contains { word in
        word.parts.contains { part in
          guard case .parameter(let parameter, _) = part else { return false }
          return ["@", "*", "1"].contains { $0.utf8.elementsEqual(parameter.name) }
        }
      }
  }

  private static func constant(_ word: Word, isPattern: Bool) -> Value? {
    var result = Value()
    for part in word.parts {
      switch part {
      case .bare(let text): result.append(isPattern ? Value(bare: text) : Value(text))
      case .literal(let text): result.append(Value(text))
      default: return nil
      }
    }
    return result
  }

  /// Whether a list of arguments may have one of these at a place.
  private static func mayBe(_ list: [Value], _ number: Int, _ patterns: [Value]) -> Bool {
    let known = list.prefix { $0 != .anyFields }
    guard number > known.count else {
      let value = known[number - 1]
      return !value.isKnown || patterns.contains { !$0.isKnown || value.matches($0) }
    }
    return known.count < list.count || patterns.contains { !$0.isKnown || Value().matches($0) }
  }

  /// The arguments that patterns without marks name, with whatever follows them.
  private func requests(_ number: Int, _ patterns: [Value]) -> [[Value]] {
    // Those of a function are what the script gives to it.
    guard number == 1, !isInFunction || variables.arguments == givenArguments else { return [] }
    return patterns.compactMap { pattern in
      guard let name = pattern.literal, isCommandName(name), !isBuiltin(name) else {
        return nil
      }
      return [pattern.quoted, .anyFields]
    }
  }
}

private let equals = UInt8(ascii: "=")

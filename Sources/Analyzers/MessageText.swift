/// Text in a program's data that begins with a word which is the name of a program too, and is no command line: what the program says to people
/// (`link %s to %s: %s`, `hostname '%s' is too long`), or an expression of its source that an assertion prints (`size <= limit`, `id < list->count`).
enum MessageText {
  static func isOne(_ line: some Collection<UInt8>) -> Bool {
    let line = line.filter { $0 != UInt8(ascii: "\n") }
    let words = line.split(separator: UInt8(ascii: " "))
    guard words.count > 1 else { return false }
    return isExpression(words) || endsWithCause(line) || isSentence(line) || hasPrecision(line)
  }

  /// A comparison: shells have no `<=` between words, and what `<` names for them is a file.
  private static func isExpression(_ words: [ArraySlice<UInt8>]) -> Bool {
    if comparisons.contains(Array(words[1])) { return true }
    guard words.count > 2 else { return false }
    if words[1].elementsEqual("<".utf8) || words[1].elementsEqual(">".utf8) {
      return isOperand(words[2])
    }
    // `dir && *dir`
    return words[1].elementsEqual("&&".utf8)
      && words.dropFirst(2).contains { $0.first == UInt8(ascii: "*") && isOperand($0.dropFirst()) }
  }

  /// A number, an identifier, or a member (`list->count`).
  private static func isOperand(_ word: ArraySlice<UInt8>) -> Bool {
    !word.isEmpty
      && word.allSatisfy { byte in
        isLetter(byte) || isDigit(byte) || "_->[]()".utf8.contains(byte)
      }
  }

  /// `truncate %s: %m`: what went wrong comes last.
  private static func endsWithCause(_ line: [UInt8]) -> Bool {
    var rest = line[...]
    while let last = rest.last, last == UInt8(ascii: " ") || last == UInt8(ascii: ".") {
      rest.removeLast()
    }
    guard let last = rest.popLast(), last == UInt8(ascii: "s") || last == UInt8(ascii: "m"),
      rest.popLast() == UInt8(ascii: "%"), rest.last == UInt8(ascii: " ")
    else { return false }
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    return rest.last == UInt8(ascii: ":")
  }

  /// Whether words stand in it that only sentences have, outside quotes; a line with several commands may have a sentence for one of them.
  private static func isSentence(_ line: [UInt8]) -> Bool {
    if line.contains(where: { "|;&`$<>".utf8.contains($0) }) { return false }
    var quote: UInt8?
    var bare: [UInt8] = []
    for byte in line {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else {
        bare.append(byte)
      }
    }
    return bare.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") })
      .dropFirst()
      .contains { sentenceWords.contains(Array($0)) }
  }

  /// `%.100s`, `%qE`: who builds a command line does not cut it short, nor does a compiler's own way to print its trees build one.
  private static func hasPrecision(_ line: [UInt8]) -> Bool {
    for index in line.indices.dropLast(2) where line[index] == UInt8(ascii: "%") {
      let next = line[index + 1]
      if next == UInt8(ascii: "q"), (0x41...0x5a).contains(line[index + 2]) { return true }
      if next == UInt8(ascii: "."), isDigit(line[index + 2]),
        line[(index + 2)...].first(where: { !isDigit($0) }) == UInt8(ascii: "s")
      {
        return true
      }
    }
    return false
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static let comparisons = Set(["<=", ">=", "==", "!="].map { Array($0.utf8) })

  private static let sentenceWords = Set(
    [
      "is", "are", "was", "were", "not", "failed", "cannot", "does", "has", "too", "must", "of",
      "failed:", "exceeds",
    ].map { Array($0.utf8) })
}

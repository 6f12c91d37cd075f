/// Command lines that are written as lists of strings: `"argv": ["python3", "-m", "kernel"]`, on one line or on several.
enum ListedWords {
  private static let longest = 64

  /// The lists of more than one string in a text, each with its strings.
  static func lists(in text: borrowing RawSpan) -> [[[UInt8]]] {
    var result: [[[UInt8]]] = []
    var list: [[UInt8]] = []
    var end = 0
    CodeLiterals.forEach(in: text) { literal in
      let begin = literal.range.lowerBound - 1
      if list.isEmpty || list.count >= longest || !isGap(end..<begin, in: text) {
        if list.count > 1 { result.append(list) }
        list = []
      }
      list.append(text.bytes(in: literal.range))
      end = literal.range.upperBound + 1
    }
    if list.count > 1 { result.append(list) }
    return result
  }

  /// Whether nothing but a comma and blanks stands there.
  private static func isGap(_ range: Range<Int>, in text: borrowing RawSpan) -> Bool {
    guard range.count <= 64 else { return false }
    for position in range {
      let byte = text.byte(at: position)
      guard byte == UInt8(ascii: ",") || CodeLiterals.isBlank(byte) else { return false }
    }
    return true
  }
}

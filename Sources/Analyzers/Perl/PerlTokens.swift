/// Cuts Perl source into words and strings, line by line.
///
/// Only perl can parse Perl. This knows documentation (perlpod), comments that fill a line, the end of the code, quotes, and `qw`; where it takes a regular
/// expression for a quote, the end of the line sets it right.
struct PerlTokens {
  enum Token {
    /// An identifier with its `::`, or a number.
    case word(Range<Int>)
    /// The content of a quoted string; whether variables in it are replaced.
    case string(Range<Int>, interpolated: Bool)
    /// What stands in backticks, for a shell.
    case command(Range<Int>)
    /// Any other byte.
    case mark(UInt8)
  }

  let text: [UInt8]
  private var position = 0

  init(_ text: [UInt8]) { self.text = text }

  /// The tokens of the next line that has some; nil at the end of the code. A list in `qw` may take further lines.
  mutating func next(_ tokens: inout [Token]) -> Bool {
    tokens.removeAll(keepingCapacity: true)
    while position < text.count {
      let start = position
      if text[start] == UInt8(ascii: "="), start + 1 < text.count, Self.isLetter(text[start + 1]) {
        skipDocumentation()
        continue
      }
      let end = lineEnd(from: start)
      if text[start] == UInt8(ascii: "_") {
        let line = text[start..<end]
        if line.starts(with: "__END__".utf8) || line.starts(with: "__DATA__".utf8) {
          position = text.count
          return false
        }
      }
      position = start
      read(to: end, &tokens)
      position = max(position, end + 1)
      if !tokens.isEmpty { return true }
    }
    return false
  }

  private func lineEnd(from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  /// From `=head1` to the line behind `=cut`.
  private mutating func skipDocumentation() {
    while position < text.count {
      let end = lineEnd(from: position)
      let isLast = text[position..<end].starts(with: "=cut".utf8)
      position = end + 1
      if isLast { return }
    }
  }

  private mutating func read(to end: Int, _ tokens: inout [Token]) {
    while position < end {
      let byte = text[position]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "#") where position == 0 || Self.mayEndCode(text[position - 1]):
        position = end
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        readString(byte, to: end, &tokens)
      case _ where Self.isWordByte(byte): readWord(to: end, &tokens)
      default:
        tokens.append(.mark(byte))
        position += 1
      }
    }
  }

  private mutating func readString(_ quote: UInt8, to end: Int, _ tokens: inout [Token]) {
    var close = position + 1
    while close < end, text[close] != quote {
      close += text[close] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard close < end else {
      // An apostrophe, or a string of several lines.
      tokens.append(.mark(quote))
      position += 1
      return
    }
    tokens.append(
      quote == UInt8(ascii: "`")
        ? .command(position + 1..<close)
        : .string(position + 1..<close, interpolated: quote != UInt8(ascii: "'")))
    position = close + 1
  }

  private mutating func readWord(to end: Int, _ tokens: inout [Token]) {
    let start = position
    while position < end {
      if Self.isWordByte(text[position]) {
        position += 1
      } else if text[position] == UInt8(ascii: ":"), position + 1 < end,
        text[position + 1] == UInt8(ascii: ":")
      {
        position += 2
      } else {
        break
      }
    }
    // q, qq, qw
    guard position - start <= 2, text[start] == UInt8(ascii: "q"),
      position - start == 1 || text[start + 1] == UInt8(ascii: "w")
        || text[start + 1] == UInt8(ascii: "q")
    else {
      tokens.append(.word(start..<position))
      return
    }
    readQuotedWords(to: end, isList: text[position - 1] == UInt8(ascii: "w"), &tokens)
  }

  /// `qw(a b)`, `qw/a b/`, `q{a}`
  private mutating func readQuotedWords(to end: Int, isList: Bool, _ tokens: inout [Token]) {
    var start = position
    while start < end, Self.isBlank(text[start]) { start += 1 }
    guard start < end, !Self.isWordByte(text[start]), text[start] != UInt8(ascii: "="),
      text[start] != UInt8(ascii: ","), text[start] != UInt8(ascii: ";")
    else { return }
    let close = Self.closing(text[start])
    var last = start + 1
    let limit = isList ? min(text.count, start + 4096) : end
    while last < limit, text[last] != close { last += 1 }
    guard last < limit else {
      position = start + 1
      return
    }
    if isList {
      var index = start + 1
      while index < last {
        while index < last, Self.isBlank(text[index]) || text[index] == 0x0a { index += 1 }
        let from = index
        while index < last, !Self.isBlank(text[index]), text[index] != 0x0a { index += 1 }
        if index > from { tokens.append(.string(from..<index, interpolated: false)) }
      }
    } else {
      tokens.append(.string(start + 1..<last, interpolated: false))
    }
    position = last + 1
  }

  private static func closing(_ open: UInt8) -> UInt8 {
    switch open {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    default: open
    }
  }

  /// Whether a `#` behind it begins a comment: it is no `$#` and no quote of an `s#a#b#`.
  private static func mayEndCode(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ";")
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

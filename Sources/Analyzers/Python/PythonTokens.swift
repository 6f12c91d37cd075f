/// Cuts Python source into logical lines of tokens, as the language reference's "Lexical analysis" has it.
///
/// Brackets, backslashes and triple quotes join physical lines; comments vanish. What cannot be read (an unfinished string, a stray byte) is passed
/// over: this looks for names, it does not judge.
struct PythonTokens {
  struct Token {
    enum Kind { case name, number, string, punctuation }
    /// Of a string, the content alone.
    var start: Int
    var end: Int
    var kind: Kind
    /// Of punctuation, its byte; of a string, whether it is one of bytes (`b`) or formatted (`f`), else 0.
    var byte: UInt8 = 0
  }

  let text: [UInt8]
  /// The tokens of the current logical line, reused from line to line.
  private(set) var tokens: [Token] = []
  /// The columns before its first token; a tab goes to the next multiple of eight.
  private(set) var indent = 0
  private var position = 0

  init(_ text: [UInt8]) {
    self.text = text
    // A byte order mark is no part of the program.
    if text.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  /// Goes to the next logical line that has tokens; false at the end.
  mutating func next() -> Bool {
    tokens.removeAll(keepingCapacity: true)
    // A copy, so that it can be looked at while the rest changes.
    let source = text
    return unsafe source.withUnsafeBufferPointer { unsafe next(in: $0) }
  }

  private mutating func next(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    // What stands in memory is looked at anew after each token.
    var position = self.position
    defer { self.position = position }
    var depth = 0
    indent = 0
    while position < text.count {
      let byte = unsafe text[position]
      switch byte {
      case UInt8(ascii: " "):
        if tokens.isEmpty { indent += 1 }
        position += 1
      case UInt8(ascii: "\t"):
        if tokens.isEmpty { indent = (indent / 8 + 1) * 8 }
        position += 1
      case UInt8(ascii: "\n"):
        position += 1
        if tokens.isEmpty {
          indent = 0
        } else if depth == 0 {
          return true
        }
      case UInt8(ascii: "\\"):
        position +=
          unsafe position + 1 < text.count && text[position + 1] == UInt8(ascii: "\r") ? 3 : 2
      case UInt8(ascii: "#"):
        position = unsafe Self.plain(text, position, UInt8(ascii: "\n"), UInt8(ascii: "\n"))
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        unsafe addString(prefix: 0, in: text, &position)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let start = position
        while position < text.count, unsafe Self.isNameByte(text[position]) { position += 1 }
        tokens.append(Token(start: start, end: position, kind: .number))
      case _ where Self.isNameByte(byte):
        unsafe addName(in: text, &position)
      case UInt8(ascii: "\r"), 0x0c:
        position += 1
      default:
        if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
          depth += 1
        } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]")
          || byte == UInt8(ascii: "}")
        {
          depth = max(0, depth - 1)
        }
        tokens.append(
          Token(start: position, end: position + 1, kind: .punctuation, byte: byte))
        position += 1
      }
    }
    return !tokens.isEmpty
  }

  @inline(__always)
  private mutating func addName(in text: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    let start = position
    while position < text.count, unsafe Self.isNameByte(text[position]) { position += 1 }
    // `rb"..."`: a short name that runs into a quote is the string's prefix.
    if position < text.count, position - start <= 2,
      unsafe text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'")
    {
      let letters = unsafe text[start..<position].map { $0 | 0x20 }
      if letters.allSatisfy({ "rbfu".utf8.contains($0) }) {
        let isFormatted = letters.contains(UInt8(ascii: "f"))
        let isBytes = letters.contains(UInt8(ascii: "b"))
        unsafe addString(
          prefix: isFormatted ? UInt8(ascii: "f") : isBytes ? UInt8(ascii: "b") : 0, in: text,
          &position)
        return
      }
    }
    tokens.append(Token(start: start, end: position, kind: .name))
  }

  private mutating func addString(
    prefix: UInt8, in text: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) {
    let quote = unsafe text[position]
    let isTriple =
      unsafe position + 2 < text.count && text[position + 1] == quote && text[position + 2] == quote
    position += isTriple ? 3 : 1
    let start = position
    var braces = 0
    while position < text.count {
      // Most of what strings hold.
      if prefix != UInt8(ascii: "f") {
        position = unsafe Self.plain(
          text, position, quote, UInt8(ascii: "\\"), isTriple ? quote : UInt8(ascii: "\n"))
        if position >= text.count { break }
      }
      let byte = unsafe text[position]
      if byte == UInt8(ascii: "\\") {
        position += 2
        continue
      }
      if byte == UInt8(ascii: "\n"), !isTriple { break }
      if byte == quote {
        if isTriple {
          if position + 2 < text.count, unsafe text[position + 1] == quote,
            unsafe text[position + 2] == quote
          {
            break
          }
        } else if braces > 0 {
          // A string inside a replacement field may use the same quotes since Python 3.12.
          position += 1
          while position < text.count, unsafe text[position] != quote,
            unsafe text[position] != 0x0a
          {
            position += 1
          }
        } else {
          break
        }
      } else if prefix == UInt8(ascii: "f"), byte == UInt8(ascii: "{") {
        if position + 1 < text.count, unsafe text[position + 1] == byte {
          position += 1
        } else {
          braces += 1
        }
      } else if byte == UInt8(ascii: "}"), braces > 0 {
        braces -= 1
      }
      position += 1
    }
    let end = min(position, text.count)
    tokens.append(Token(start: start, end: end, kind: .string, byte: prefix))
    position = unsafe min(
      text.count, end + (isTriple ? 3 : end < text.count && text[end] == quote ? 1 : 0))
  }

  /// The first place from `start` on where one of three bytes stands, or the end: comments and documentation are most of many sources, so eight
  /// bytes are looked at together.
  @inline(__always)
  private static func plain(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ first: UInt8, _ second: UInt8,
    _ third: UInt8? = nil
  ) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (a, b, c) = (UInt64(first) &* ones, UInt64(second) &* ones, UInt64(third ?? first) &* ones)
    /// The lowest bit that is left belongs to the first byte that is none.
    func zeros(_ chunk: UInt64) -> UInt64 { (chunk &- ones) & ~chunk & 0x8080_8080_8080_8080 }
    let bytes = UnsafeRawBufferPointer(text)
    var position = start
    while position <= bytes.count - 8 {
      let chunk = UInt64(
        littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let found = zeros(chunk ^ a) | zeros(chunk ^ b) | zeros(chunk ^ c)
      if found != 0 { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < bytes.count {
      let byte = unsafe bytes[position]
      if byte == first || byte == second || byte == third { break }
      position += 1
    }
    return position
  }

  /// Letters, digits, `_` and whatever is not ASCII.
  @inline(__always)
  static func isNameByte(_ byte: UInt8) -> Bool {
    if byte >= 0x80 { return true }
    let set: UInt64 = byte < 0x40 ? 0x03ff_0000_0000_0000 : 0x07ff_fffe_87ff_fffe
    return set >> UInt64(byte & 0x3f) & 1 != 0
  }
}

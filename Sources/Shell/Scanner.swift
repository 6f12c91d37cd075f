/// A place in the bytes of a script.
struct Scanner {
  let bytes: [UInt8]
  var position = 0
  /// Counted from the line that the text begins on.
  var line: Int

  init(_ bytes: [UInt8], line: Int = 1) {
    self.bytes = bytes
    self.line = line
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at the place, or `offset` after it; nil behind the end.
  func peek(_ offset: Int = 0) -> UInt8? {
    let index = position + offset
    return index < bytes.count ? bytes[index] : nil
  }

  /// Whether the bytes at the place are these.
  func isAt(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    return text.withUTF8Buffer { wanted in
      for index in 0..<count where unsafe bytes[position + index] != wanted[index] { return false }
      return true
    }
  }

  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == newline { line += 1 }
      position += 1
    }
  }

  mutating func take(_ text: StaticString) -> Bool {
    guard isAt(text) else { return false }
    advance(text.utf8CodeUnitCount)
    return true
  }

  /// Passes over `\` before the end of a line, which joins it with the next.
  mutating func skipContinuations() {
    while peek() == backslash {
      if peek(1) == newline {
        advance(2)
      } else if peek(1) == UInt8(ascii: "\r"), peek(2) == newline {
        advance(3)
      } else {
        return
      }
    }
  }

  /// Passes over blanks, joined lines, and a comment.
  mutating func skipBlanks() {
    while let byte = peek() {
      if isBlank(byte) {
        advance()
      } else if byte == UInt8(ascii: "\r"), peek(1) == nil || peek(1) == newline {
        advance()
      } else if byte == backslash {
        let before = position
        skipContinuations()
        if position == before { return }
      } else if byte == UInt8(ascii: "#") {
        while let byte = peek(), byte != newline { advance() }
        return
      } else {
        return
      }
    }
  }
}

let newline = UInt8(ascii: "\n")
let backslash = UInt8(ascii: "\\")
let slash = UInt8(ascii: "/")

func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

func isNameStart(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

/// Whether bytes are the name of a variable.
func isName(_ bytes: some Collection<UInt8>) -> Bool {
  guard let first = bytes.first else { return false }
  return isNameStart(first) && bytes.allSatisfy(isNamePart)
}

/// The bytes that end an unquoted word.
func endsWord(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: " "), UInt8(ascii: "\t"), newline, UInt8(ascii: ";"), UInt8(ascii: "&"),
    UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
    UInt8(ascii: ")"):
    true
  default: false
  }
}

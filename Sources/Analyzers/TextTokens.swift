/// Cuts text that is a script or configuration of unknown kind into the words that could name a file, line by line.
///
/// No grammar is assumed: white space, quotes, brackets and `= , ; < > ( ) { } |` end a word, and so does `:` where it does not begin a
/// Windows-like or URL part. Comment lines (`#`, `;`, `//`, `--` at the start) are passed over: they name what is not used.
struct TextTokens {
  /// Calls `body` with each word, and whether the word before it says that this is a command (`command=`, `ExecStart=`, `program:`).
  static func forEach(
    in text: borrowing RawSpan, _ body: (_ word: [UInt8], _ startsCommand: Bool) -> Void
  ) {
    let count = text.byteCount
    var position = 0
    // Where one never ends, none that follows does.
    var mayBeArmored = true
    while position < count {
      var previous: [UInt8] = []
      // A line.
      while position < count, isBlank(byte(text, position)) { position += 1 }
      if position < count, isCommentStart(text, position) {
        let isArmored = mayBeArmored && text.starts(with: "-----BEGIN ", at: position)
        position = endOfLine(in: text, from: position)
        if isArmored {
          let end = endOfArmor(in: text, from: position)
          mayBeArmored = end != nil
          position = end ?? position
        }
        position += 1
        continue
      }
      var start = position
      while position < count {
        let next = byte(text, position)
        if !isWordByte(next) {
          flush(text, start, position, &previous, body)
          start = position + 1
          if next == newline { break }
          // A comment that follows code.
          if next == UInt8(ascii: "#"), position > 0, isBlank(byte(text, position - 1)) {
            position = endOfLine(in: text, from: position)
            start = position
            break
          }
        }
        position += 1
      }
      flush(text, start, position, &previous, body)
      position += 1
    }
  }

  private static func endOfLine(in text: borrowing RawSpan, from position: Int) -> Int {
    var position = position
    while position < text.byteCount, byte(text, position) != newline { position += 1 }
    return position
  }

  /// The end of the line `-----END ...`: what is before it is a key or a certificate (RFC 7468), whose letters name nothing. Nil where there is no such line.
  private static func endOfArmor(in text: borrowing RawSpan, from position: Int) -> Int? {
    var line = position
    while line < text.byteCount {
      line += 1
      if text.starts(with: "-----END ", at: line) { return endOfLine(in: text, from: line) }
      line = endOfLine(in: text, from: line)
    }
    return nil
  }

  private static let newline = UInt8(ascii: "\n")

  private static let longestWord = 4096

  private static func flush(
    _ text: borrowing RawSpan, _ start: Int, _ end: Int, _ previous: inout [UInt8],
    _ body: (_ word: [UInt8], _ startsCommand: Bool) -> Void
  ) {
    var end = min(end, start + longestWord)
    while end > start,
      byte(text, end - 1) == UInt8(ascii: ".") || byte(text, end - 1) == UInt8(ascii: ":")
    {
      end -= 1
    }
    if end <= start { return }
    let word = unsafe [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
      for index in start..<end { unsafe buffer[index - start] = byte(text, index) }
      count = end - start
    }
    // XML writes its quotes as words.
    if word.elementsEqual("quot".utf8) || word.elementsEqual("apos".utf8) { return }
    body(word, isCommandKey(previous))
    previous = word
    // `PATH=a:b`, `unix:/run/x`, `image:/usr/x`: each part by itself as well.
    if word.contains(UInt8(ascii: ":")) {
      for part in word.split(separator: UInt8(ascii: ":")) where part.count > 1 {
        body(Array(part), false)
      }
    }
  }

  private static func isCommandKey(_ word: [UInt8]) -> Bool {
    guard word.count >= 3, word.count <= 24 else { return false }
    let lower = word.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
    return commandKeys.contains(lower) || lower.starts(with: "exec".utf8)
  }

  private static let commandKeys = Set(
    ["command", "cmd", "program", "exec", "entrypoint"].map {
      Array($0.utf8)
    })

  private static func isCommentStart(_ text: borrowing RawSpan, _ position: Int) -> Bool {
    let first = byte(text, position)
    let second = position + 1 < text.byteCount ? byte(text, position + 1) : 0
    if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { return true }
    return (first == UInt8(ascii: "/") && second == UInt8(ascii: "/"))
      || (first == UInt8(ascii: "-") && second == UInt8(ascii: "-"))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private static func isWordByte(_ byte: UInt8) -> Bool { wordBytes[Int(byte)] }

  private static let wordBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in UInt8(0)...255 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xff:
        table[Int(byte)] = true
      default: break
      }
    }
    for byte in "._-+/@%~*?$:!^".utf8 { table[Int(byte)] = true }
    for byte in "[]".utf8 { table[Int(byte)] = false }
    return table
  }()

  @inline(__always)
  private static func byte(_ text: borrowing RawSpan, _ position: Int) -> UInt8 {
    unsafe text.unsafeLoad(fromByteOffset: position, as: UInt8.self)
  }
}

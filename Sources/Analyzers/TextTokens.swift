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
    while position < count {
      var previous: [UInt8] = []
      // A line.
      while position < count, isBlank(byte(text, position)) { position += 1 }
      if position < count, isCommentStart(text, position) {
        while position < count, byte(text, position) != newline { position += 1 }
        position += 1
        continue
      }
      var word: [UInt8] = []
      while position < count {
        let next = byte(text, position)
        if isWordByte(next) {
          if word.count < 4096 { word.append(next) }
        } else {
          // A comment that follows code.
          flush(&word, &previous, body)
          if next == newline { break }
          if next == UInt8(ascii: "#"), position > 0, isBlank(byte(text, position - 1)) {
            while position < count, byte(text, position) != newline { position += 1 }
            break
          }
        }
        position += 1
      }
      flush(&word, &previous, body)
      position += 1
    }
  }

  private static let newline = UInt8(ascii: "\n")

  private static func flush(
    _ word: inout [UInt8], _ previous: inout [UInt8],
    _ body: (_ word: [UInt8], _ startsCommand: Bool) -> Void
  ) {
    defer { word.removeAll(keepingCapacity: true) }
    while let last = word.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ":") {
      word.removeLast()
    }
    if word.isEmpty { return }
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

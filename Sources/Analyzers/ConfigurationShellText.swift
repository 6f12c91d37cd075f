/// Shell text in configuration: what stands behind `sh -c`, quoted, as a word of a list, or up to the end of the line.
///
///     command = /bin/sh -c "while sleep 1; do date; done"
///     - ["bash", "-ec", "exec backup --now"]
///     ExecStart=/bin/sh -c 'umask 077 && exec daemon'
enum ConfigurationShellText {
  static func texts(in text: borrowing RawSpan) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var position = 0
    while position + 6 < text.byteCount {
      // Every such text has `sh` with something other than a name around it.
      guard text.byte(at: position) == UInt8(ascii: "s"),
        text.byte(at: position + 1) == UInt8(ascii: "h"), isShell(endingAt: position + 2, in: text),
        let start = argument(after: position + 2, in: text)
      else {
        position += 1
        continue
      }
      let end = end(of: start, in: text)
      if end > start.begin {
        result.append(unescaped(text.bytes(in: start.begin..<end), start.quote))
      }
      position = max(end, position + 1)
    }
    return result
  }

  private static let shells = Set(
    ["sh", "bash", "dash", "ash", "ksh", "zsh"].map { Array($0.utf8) })

  /// Whether the word that ends there is a shell's name, alone or behind a directory.
  private static func isShell(endingAt end: Int, in text: borrowing RawSpan) -> Bool {
    var start = end
    while start > 0, end - start < 8, isLetter(text.byte(at: start - 1)) { start -= 1 }
    guard shells.contains(text.bytes(in: start..<end)) else { return false }
    return start == 0 || !"._-@%".utf8.contains(text.byte(at: start - 1))
  }

  /// Where the text begins that an option with `c` says is a command.
  private static func argument(
    after end: Int, in text: borrowing RawSpan
  ) -> (begin: Int, quote: UInt8?)? {
    var position = end
    // Other options may stand before it: `bash -e -c`, `["sh", "-e", "-c", ...]`.
    while true {
      let word = skipGap(from: position, in: text)
      guard word > position, word + 1 < text.byteCount, text.byte(at: word) == UInt8(ascii: "-")
      else { return nil }
      position = word + 1
      var isCommand = false
      while position < text.byteCount, isLetter(text.byte(at: position)) {
        if text.byte(at: position) == UInt8(ascii: "c") { isCommand = true }
        position += 1
      }
      if isCommand { break }
    }
    // The quote that closed the option, if it was one of a list.
    let begin = skipGap(from: position, in: text)
    guard begin > position, begin < text.byteCount else { return nil }
    let quote = text.byte(at: begin - 1)
    return (begin, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") ? quote : nil)
  }

  /// Past what parts words of a command line or of a list: blanks, quotes, commas.
  private static func skipGap(from start: Int, in text: borrowing RawSpan) -> Int {
    var position = start
    while position < text.byteCount, position - start < 80 {
      let byte = text.byte(at: position)
      // An opening quote ends the gap, whatever follows; a closing one stands first.
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        position += 1
        if position > start + 1 { return position }
        continue
      }
      guard CodeLiterals.isBlank(byte) || byte == UInt8(ascii: ",") else { break }
      position += 1
    }
    return position
  }

  /// The quote that closes it, or the end of the line.
  private static func end(
    of start: (begin: Int, quote: UInt8?), in text: borrowing RawSpan
  ) -> Int {
    var position = start.begin
    while position < text.byteCount, position - start.begin < longest {
      let byte = text.byte(at: position)
      if let quote = start.quote {
        if byte == UInt8(ascii: "\\") {
          position += 2
          continue
        }
        if byte == quote { return position }
      } else if byte == UInt8(ascii: "\n") {
        return position
      }
      position += 1
    }
    return min(position, text.byteCount)
  }

  private static let longest = 1 << 16

  /// Between double quotes `\"` stands for a quote, and `\n` of JSON for a line's end.
  private static func unescaped(_ text: [UInt8], _ quote: UInt8?) -> [UInt8] {
    guard quote == UInt8(ascii: "\""), text.contains(UInt8(ascii: "\\")) else { return text }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in text {
      if isEscaped {
        result.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

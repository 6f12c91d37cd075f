extension StringScan {
  @inline(__always)
  mutating func lookForWords(
    at position: Int, _ byte: UInt8, _ text: Text, _ filter: WordFilter
  ) {
    if unsafe text[position - 1] == 0 { unsafe addWord(position, text, filter) }
    if byte == UInt8(ascii: "/") {
      unsafe addLastName(position, text, filter)
    } else if byte == UInt8(ascii: " "), unsafe text.has(.argument, at: position + 1) {
      unsafe addCommand(position, text, filter)
    }
  }

  /// A string that is a word.
  private mutating func addWord(_ start: Int, _ text: Text, _ filter: WordFilter) {
    if let word = unsafe filter.word(at: start, text), word.count <= 40 { words.insert(word) }
  }

  /// `libexec/name`, `%s/name`: the last component is a word as well.
  private mutating func addLastName(_ slash: Int, _ text: Text, _ filter: WordFilter) {
    guard let word = unsafe filter.word(at: slash + 1, text),
      unsafe text.string(around: slash, limit: 256) != nil
    else { return }
    words.insert(word)
  }

  /// A program's name with arguments behind it: an option, a path, a value that is put in, a redirection. English has none of these.
  private mutating func addCommand(_ space: Int, _ text: Text, _ filter: WordFilter) {
    var start = space
    while true {
      let byte = unsafe text[start - 1]
      if byte == 0 || byte == UInt8(ascii: "/") { break }
      if byte == UInt8(ascii: " "), unsafe isAfterExec(start, text) { break }
      if byte == UInt8(ascii: " ") || space - start == filter.longest + Self.decoration { return }
      start -= 1
    }
    guard let word = unsafe filter.word(bare(start..<space, text), text),
      let string = unsafe text.string(around: space, limit: 512),
      // Only the first word of a string is a command.
      unsafe !text.contains(UInt8(ascii: " "), in: string.lowerBound..<start)
        || isAfterExec(start, text)
    else { return }
    commands.insert(word)
    unsafe commandLines.insert(text.bytes(string))
  }

  /// What may stand around a program's name: two quotes, and two conversions that put its directory in.
  private static var decoration: Int { 6 }

  /// The name in `"%s%sname"`: without quotes, and without the conversions that put a directory before it.
  private func bare(_ word: Range<Int>, _ text: Text) -> Range<Int> {
    var start = word.lowerBound
    var end = word.upperBound
    if start < end, unsafe Self.isQuote(text[start]) { start += 1 }
    while end - start > 2, unsafe text[start] == UInt8(ascii: "%"),
      unsafe text[start + 1] == UInt8(ascii: "s")
    {
      start += 2
    }
    if start < end, unsafe Self.isQuote(text[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// `exec PROGRAM ...` is for a shell, which the program replaces.
  private func isAfterExec(_ start: Int, _ text: Text) -> Bool {
    let word = Array("exec ".utf8)
    guard start >= word.count, unsafe start == word.count || text[start - word.count - 1] == 0
    else {
      return false
    }
    return unsafe text.bytes(start - word.count..<start) == word
  }
}

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
      if byte == UInt8(ascii: " ") || space - start == filter.longest { return }
      start -= 1
    }
    guard let word = unsafe filter.word(start..<space, text),
      let string = unsafe text.string(around: space, limit: 512),
      // Only the first word of a string is a command.
      unsafe !text.contains(UInt8(ascii: " "), in: string.lowerBound..<start)
        || isAfterExec(start, text)
    else { return }
    commands.insert(word)
    unsafe commandLines.insert(text.bytes(string))
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

extension StringScan {
  /// Looks at what `Stretches` finds besides the beginnings of strings.
  @inline(__always)
  mutating func lookForWords(at position: Int, _ byte: UInt8, _ text: Text, _ test: WordTest) {
    if byte == UInt8(ascii: "/") {
      unsafe addLastName(position, text, test)
    } else if byte == UInt8(ascii: " ") {
      if unsafe text.has(.argument, at: position &+ 1) { unsafe addCommand(position, text, test) }
    } else if byte == UInt8(ascii: ":"), unsafe text[position &+ 1] == byte {
      unsafe addModule(position, text)
    }
  }

  /// A string that is a word, or an option that is called as one (`--name`): linkers let a string be the end of another.
  mutating func lookForWord(at start: Int, _ text: Text, _ test: WordTest) {
    var start = start
    while unsafe text[start] == UInt8(ascii: "-") { start &+= 1 }
    if let end = unsafe text.endOfWord(at: start, test), end - start <= 40 {
      unsafe words.insert(text.slice(start..<end))
    }
  }

  /// `libexec/name`, `%s/name`: the last component is a word as well.
  @inline(__always)
  private mutating func addLastName(_ slash: Int, _ text: Text, _ test: WordTest) {
    guard let end = unsafe text.endOfWord(at: slash &+ 1, test),
      unsafe text.string(around: slash, limit: 256) != nil
    else { return }
    unsafe words.insert(text.slice((slash + 1)..<end))
  }

  /// A program's name with arguments behind it: an option, a path, a value that is put in, a redirection. English has none of these.
  private mutating func addCommand(_ space: Int, _ text: Text, _ test: WordTest) {
    let longest = unsafe test.longest + Self.decoration
    var start = space
    while true {
      let byte = unsafe text[start - 1]
      if byte == 0 || byte == UInt8(ascii: "/") { break }
      if byte == UInt8(ascii: " "), unsafe isAfterExec(start, text) { break }
      if byte == UInt8(ascii: " ") || space - start == longest { return }
      start -= 1
    }
    let name = unsafe bare(start..<space, text)
    guard unsafe text.isWord(name, test),
      let string = unsafe text.string(around: space, limit: 512),
      // Only the first word of a string is a command.
      unsafe !text.contains(UInt8(ascii: " "), in: string.lowerBound..<start)
        || isAfterExec(start, text)
    else { return }
    let word = unsafe text.bytes(name)
    unsafe commandLines[word, default: []].insert(text.bytes(string))
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
    guard start >= 5, unsafe start == 5 || text[start - 6] == 0 else { return false }
    return unsafe text.continues("exec ", start - 5)
  }
}

/// Command lines in configuration whose format is not known: `key=stat.lines,cat /run/x | wc -l`, `* * * * * root find /srv -delete`.
///
/// What shows that a word is a program that is run, and not a word like others: an option behind it; a pipe before it; or that a value begins with
/// it and something follows that only commands have. Text from the first such word of a line on is for a shell.
struct ConfigurationCommandLines {
  private let line: [UInt8]
  private let isProgram: (ArraySlice<UInt8>) -> Bool

  /// The command lines of a text, as they would be given to a shell.
  static func texts(
    in text: [UInt8], isProgram: (ArraySlice<UInt8>) -> Bool
  ) -> [[UInt8]] {
    withoutActuallyEscaping(isProgram) { isProgram in
      text.split(separator: UInt8(ascii: "\n")).compactMap { line in
        guard line.count <= 4096, line.contains(UInt8(ascii: " ")) else { return nil }
        return ConfigurationCommandLines(line: Array(line), isProgram: isProgram).text
      }
    }
  }

  private var text: [UInt8]? {
    guard let first = line.first(where: { !CodeLiterals.isBlank($0) }), !"#;<".utf8.contains(first)
    else { return nil }
    if let job = job { return job }
    let hasPipe = hasPipe
    var position = 0
    while position < line.count {
      let start = position
      while position < line.count, Self.isNameByte(line[position]) { position += 1 }
      if position - start >= 2, isCommand(start..<position, hasPipe),
        isProgram(line[start..<position])
      {
        return Array(line[start..<end(of: start)])
      }
      // The rest of a word that is none of a program's.
      position = max(position, start + 1)
    }
    return nil
  }

  /// What a line of a table of jobs runs (crontab(5)): five fields that say when, or `@daily` and its kin; then maybe a user; then the command.
  private var job: [UInt8]? {
    var rest = line[...].drop(while: CodeLiterals.isBlank)
    func word() -> ArraySlice<UInt8> {
      let word = rest.prefix { !CodeLiterals.isBlank($0) }
      rest = rest.dropFirst(word.count).drop(while: CodeLiterals.isBlank)
      return word
    }
    if rest.first == UInt8(ascii: "@") {
      guard Self.times.contains(Array(word())) else { return nil }
    } else {
      for index in 0..<5 {
        let field = word()
        // Months and days of the week have names too.
        guard let first = field.first,
          first == UInt8(ascii: "*") || Self.isDigit(first) || (index > 2 && field.count < 16),
          field.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) || "*,-/".utf8.contains($0) })
        else { return nil }
      }
    }
    let command = rest
    let user = word()
    let isUser =
      !user.isEmpty && !rest.isEmpty && user.allSatisfy(Self.isNameByte)
      && !isProgram(user)
    return command.isEmpty ? nil : Array(isUser ? rest : command)
  }

  private static let times = Set(
    ["@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]
      .map { Array($0.utf8) })

  private func isCommand(_ word: Range<Int>, _ hasPipe: Bool) -> Bool {
    let before = word.lowerBound > 0 ? line[word.lowerBound - 1] : UInt8(ascii: "\n")
    guard " \t\n\"'=,:|(`!".utf8.contains(before) else { return false }
    let isValue = "\"'=,:".utf8.contains(before) || isFirstAfterSign(word.lowerBound)
    if isAfterPipe(word.lowerBound) || (hasPipe && isValue) { return true }
    guard word.upperBound + 1 < line.count, line[word.upperBound] == UInt8(ascii: " ") else {
      return false
    }
    let next = line[word.upperBound + 1]
    if next == UInt8(ascii: "-") {
      return word.upperBound + 2 < line.count && Self.isLetter(line[word.upperBound + 2])
    }
    return isValue && "/$\"'".utf8.contains(next)
  }

  /// `key = word`
  private func isFirstAfterSign(_ start: Int) -> Bool {
    guard let last = line[..<start].lastIndex(where: { !CodeLiterals.isBlank($0) }) else {
      return false
    }
    return line[last] == UInt8(ascii: "=")
  }

  /// In `a|b` the stroke is an alternative's; a pipe has room around it.
  private var hasPipe: Bool {
    line.indices.contains { isPipe(at: $0) && $0 + 2 < line.count && isAfterPipeProgram($0) }
  }

  private func isPipe(at index: Int) -> Bool {
    line[index] == UInt8(ascii: "|") && index > 0 && CodeLiterals.isBlank(line[index - 1])
      && index + 1 < line.count && line[index + 1] != UInt8(ascii: "|")
  }

  private func isAfterPipe(_ start: Int) -> Bool {
    guard let last = line[..<start].lastIndex(where: { !CodeLiterals.isBlank($0) }) else {
      return false
    }
    return isPipe(at: last)
  }

  private func isAfterPipeProgram(_ index: Int) -> Bool {
    let rest = line[(index + 1)...].drop(while: CodeLiterals.isBlank)
    let word = rest.prefix(while: Self.isNameByte)
    return word.count >= 2 && isProgram(word)
  }

  /// The quote that closes what a quote before it began, or the line's end.
  private func end(of start: Int) -> Int {
    guard start > 0 else { return line.count }
    let quote = line[start - 1]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return line.count }
    return line[start...].lastIndex(of: quote) ?? line.count
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "._-+".utf8.contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

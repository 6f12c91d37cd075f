extension PerlSource {
  init(reading text: [UInt8]) {
    var lexer = PerlTokens(text)
    var tokens: [PerlTokens.Token] = []
    var statement = Statement.other
    while lexer.next(&tokens) { read(tokens, text, &statement) }
  }

  /// What the strings of the current statement are.
  private enum Statement { case other, parents, directories, file }

  private mutating func read(
    _ tokens: [PerlTokens.Token], _ text: [UInt8], _ statement: inout Statement
  ) {
    var previous: PerlTokens.Token?
    var keyword: [UInt8] = []
    let starts = tokens.contains { token in
      guard case .word(let range) = token else { return false }
      let name = text[range].split(separator: UInt8(ascii: ":")).last ?? []
      return Self.starters.contains(Array(name))
    }
    if starts {
      // system 'sort', '-u'; open3($in, $out, undef, 'sort')
      for case .string(let range, _) in tokens { commands.insert(Array(text[range])) }
    }
    for token in tokens {
      switch token {
      case .word(let range):
        let word = Array(text[range])
        switch keyword {
        case Self.use, Self.no: readUse(word, &statement)
        case Self.require:
          if Self.isModule(word) { imports.append(Import(module: word, isFirm: false)) }
        default: readWord(word, after: previous)
        }
        keyword = Self.keywords.contains(word) && !Self.isVariable(previous) ? word : []
        if keyword == Self.require || keyword == Self.do { statement = .file }
      case .string(let range, let interpolated):
        readString(Array(text[range]), interpolated: interpolated, statement)
        keyword = []
      case .command(let range):
        commands.insert(Array(text[range]))
        keyword = []
      case .mark(let byte):
        if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
          statement = .other
        }
        // `\N{GREEK SMALL LETTER ALPHA}` in a pattern.
        keyword = []
      }
      previous = token
    }
    for token in tokens {
      if case .word(let range) = token, range.count == 1,
        text[range.lowerBound] == UInt8(ascii: "N"),
        range.lowerBound > 0, text[range.lowerBound - 1] == UInt8(ascii: "\\"),
        range.upperBound < text.count, text[range.upperBound] == UInt8(ascii: "{")
      {
        namesCharacters = true
      }
    }
  }

  private mutating func readUse(_ word: [UInt8], _ statement: inout Statement) {
    switch word {
    case Self.lib: statement = .directories
    case Self.parent, Self.base, Self.if, Self.aliased: statement = .parents
    default: break
    }
    // `use 5.010`, `use v5.36`
    if Self.isModule(word) { imports.append(Import(module: word, isFirm: true)) }
  }

  private mutating func readWord(_ word: [UInt8], after previous: PerlTokens.Token?) {
    guard word.count > 3, word.contains(UInt8(ascii: ":")), !Self.isVariable(previous) else {
      return
    }
    if word.suffix(2).elementsEqual("::".utf8) {
      uses.insert(Array(word.dropLast(2)))
    } else if Self.isModule(word) {
      uses.insert(word)
    }
  }

  private mutating func readString(
    _ string: [UInt8], interpolated: Bool, _ statement: Statement
  ) {
    switch statement {
    case .directories: directories.insert(string)
    case .parents:
      if Self.isModule(string) { imports.append(Import(module: string, isFirm: true)) }
    case .file:
      if string.contains(UInt8(ascii: ".")) { files.insert(string) }
    case .other: break
    }
    if interpolated, Self.contains(string, "\\N{") { namesCharacters = true }
    // "DBD::$driver", 'Plack::Handler::%s', 'Template::Plugin::'
    let fixed = string.prefix {
      PerlTokens.isWordByte($0) || $0 == UInt8(ascii: ":")
    }
    if fixed.suffix(2).elementsEqual("::".utf8), fixed.count > 4,
      Self.isModule(Array(fixed.dropLast(2)))
    {
      prefixes.insert(Array(fixed.dropLast(2)))
    } else if fixed.count == string.count, string.contains(UInt8(ascii: ":")),
      Self.isModule(string)
    {
      names.insert(string)
    }
    if string.count <= 40,
      string.allSatisfy({ PerlTokens.isWordByte($0) || "-/.:+".utf8.contains($0) })
    {
      words.insert(string)
    }
  }

  // MARK: Words

  private static let use = Array("use".utf8)
  private static let no = Array("no".utf8)
  private static let require = Array("require".utf8)
  private static let `do` = Array("do".utf8)
  private static let keywords: Set<[UInt8]> = [use, no, require, `do`]
  private static let starters = Set(
    ["system", "exec", "open2", "open3", "capture", "run", "popen"].map { Array($0.utf8) })
  private static let lib = Array("lib".utf8)
  private static let parent = Array("parent".utf8)
  private static let base = Array("base".utf8)
  private static let `if` = Array("if".utf8)
  private static let aliased = Array("aliased".utf8)

  /// `$require`, `->use`, `%no`: names of other things.
  private static func isVariable(_ previous: PerlTokens.Token?) -> Bool {
    guard case .mark(let byte) = previous else { return false }
    return "$@%&>".utf8.contains(byte)
  }

  static func isModule(_ name: [UInt8]) -> Bool {
    guard let first = name.first, PerlTokens.isLetter(first) || first == UInt8(ascii: "_"),
      name.last != UInt8(ascii: ":"), name.count <= 200
    else { return false }
    // v5.36
    if first == UInt8(ascii: "v"), name.count > 1,
      name.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
    {
      return false
    }
    var colons = 0
    for byte in name {
      if byte == UInt8(ascii: ":") {
        colons += 1
        if colons > 2 { return false }
      } else {
        if colons == 1 || !PerlTokens.isWordByte(byte) { return false }
        colons = 0
      }
    }
    return true
  }

  private static func contains(_ text: [UInt8], _ part: String) -> Bool {
    let part = Array(part.utf8)
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}

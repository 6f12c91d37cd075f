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
    var previous: UInt8 = 0
    var keyword = PerlKeyword.none
    var starts = false
    for index in tokens.indices {
      switch tokens[index] {
      case .word(let range):
        let next = Self.mark(behind: index, tokens)
        switch keyword {
        case .use: readUse(range, text, next, &statement)
        case .require:
          if Self.isModule(text, range) {
            imports.append(Import(module: Array(text[range]), isFirm: false))
          } else {
            readPrefix(range, text, next)
          }
        default:
          if !Self.isSigil(previous) { readWord(range, text) }
          // `use if $] > 5.036, experimental => 'builtin'`
          if statement == .parents, Self.isQuotedByArrow(index, tokens),
            Self.isModule(text, range)
          {
            imports.append(Import(module: Array(text[range]), isFirm: false))
          }
        }
        keyword = Self.isSigil(previous) ? .none : PerlKeyword(text, range)
        switch keyword {
        case .require, .do: statement = .file
        case .start: starts = true
        default: break
        }
        if range.count == 1, text[range.lowerBound] == UInt8(ascii: "N"),
          range.lowerBound > 0, text[range.lowerBound - 1] == UInt8(ascii: "\\"),
          range.upperBound < text.count, text[range.upperBound] == UInt8(ascii: "{")
        {
          // `\N{GREEK SMALL LETTER ALPHA}` in a pattern.
          namesCharacters = true
        }
        previous = 0
      case .string(let range, let interpolated):
        if range.count <= Self.longestString {
          let string = Array(text[range])
          if keyword == .require, interpolated, string.contains(UInt8(ascii: "$")) {
            computes = true
          }
          readString(string, interpolated: interpolated, statement)
          readCode(string, isEvaluated: keyword == .eval)
        }
        keyword = .none
        previous = 0
      case .command(let range):
        commands.insert(Array(text[range]))
        keyword = .none
        previous = 0
      case .mark(let byte):
        if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
          statement = .other
        }
        // `require $class`
        if keyword == .require, byte == UInt8(ascii: "$") { computes = true }
        if byte != UInt8(ascii: "(") { keyword = .none }
        previous = byte
      }
    }
    if starts {
      // system 'sort', '-u'; open3($in, $out, undef, 'sort')
      for case .string(let range, _) in tokens where range.count <= Self.longestString {
        commands.insert(Array(text[range]))
      }
    }
  }

  /// Whether `=>` follows, which makes a string of the word before it.
  private static func isQuotedByArrow(_ index: Int, _ tokens: [PerlTokens.Token]) -> Bool {
    index + 2 < tokens.count && mark(behind: index, tokens) == UInt8(ascii: "=")
      && mark(behind: index + 1, tokens) == UInt8(ascii: ">")
  }

  /// Longer ones are data.
  private static let longestString = 4096

  /// The mark that follows a token.
  private static func mark(behind index: Int, _ tokens: [PerlTokens.Token]) -> UInt8 {
    if index + 1 < tokens.count, case .mark(let byte) = tokens[index + 1] { byte } else { 0 }
  }

  private mutating func readUse(
    _ range: Range<Int>, _ text: [UInt8], _ next: UInt8, _ statement: inout Statement
  ) {
    // `use 5.010`, `use v5.36`
    guard Self.isModule(text, range) else { return readPrefix(range, text, next) }
    let module = Array(text[range])
    switch module {
    case Self.lib: statement = .directories
    case Self.parent, Self.base, Self.if, Self.aliased, Self.autouse: statement = .parents
    default: break
    }
    imports.append(Import(module: module, isFirm: true))
  }

  /// `require Term::ReadLine::$which`
  private mutating func readPrefix(_ range: Range<Int>, _ text: [UInt8], _ next: UInt8) {
    guard next == UInt8(ascii: "$"), range.count > 4, text[range.upperBound - 1] == Self.colon
    else {
      return
    }
    let name = range.lowerBound..<range.upperBound - 2
    if Self.isModule(text, name) { prefixes.insert(Array(text[name])) }
  }

  /// `Plack::Request->new`, `IO::Handle::`
  private mutating func readWord(_ range: Range<Int>, _ text: [UInt8]) {
    guard range.count > 3 else { return }
    var hasColon = false
    for index in range where text[index] == Self.colon { hasColon = true }
    guard hasColon else { return }
    let isOpen = text[range.upperBound - 1] == Self.colon
    let name = isOpen ? range.lowerBound..<range.upperBound - 2 : range
    if isOpen || Self.isModule(text, name) { uses.insert(Array(text[name])) }
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
    // "DBD::$driver", 'Plack::Handler::%s', 'Template::Plugin::'
    var fixed = 0
    var hasColon = false
    var isWord = string.count <= 40
    var isBroken = false
    for index in string.indices {
      let byte = string[index]
      let isNameByte = PerlTokens.isWordByte(byte) || byte == Self.colon
      if byte == Self.colon {
        hasColon = true
        readLayer(string, at: index)
      }
      if !isNameByte { isBroken = true }
      if !isBroken { fixed += 1 }
      if !isNameByte, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "."),
        byte != UInt8(ascii: "/"), byte != UInt8(ascii: "+")
      {
        isWord = false
      }
      if interpolated, byte == UInt8(ascii: "\\"), index + 2 < string.count,
        string[index + 1] == UInt8(ascii: "N"), string[index + 2] == UInt8(ascii: "{")
      {
        namesCharacters = true
      }
    }
    if hasColon, fixed > 4, string[fixed - 1] == Self.colon, Self.isModule(string, 0..<fixed - 2) {
      prefixes.insert(Array(string[..<(fixed - 2)]))
    } else if hasColon, fixed == string.count, Self.isModule(string) {
      names.insert(string)
    }
    if isWord { words.insert(string) }
    if let command = Self.piped(string) { commands.insert(command) }
  }

  /// `open $f, "sort -u $name |"`: a command line that is read from or written to.
  private static func piped(_ string: [UInt8]) -> [UInt8]? {
    let bar = UInt8(ascii: "|")
    guard string.count > 4, string.contains(UInt8(ascii: " ")) else { return nil }
    if string[0] == bar { return Array(string.dropFirst()) }
    guard let last = string.lastIndex(where: { !PerlTokens.isBlank($0) }), string[last] == bar
    else {
      return nil
    }
    return Array(string[..<last])
  }

  /// `'<:encoding(UTF-8)'`, `':gzip'`: a layer that is a module.
  private mutating func readLayer(_ string: [UInt8], at colon: Int) {
    guard colon == 0 || "<>+ )".utf8.contains(string[colon - 1]) else { return }
    let name = string[(colon + 1)...].prefix(24).prefix { PerlTokens.isWordByte($0) }
    if name.count > 1, PerlTokens.isLetter(name[name.startIndex]) { layers.insert(Array(name)) }
  }

  /// `eval "require $class"`, `eval 'use Foo; 1'`: what is only tried.
  private mutating func readCode(_ string: [UInt8], isEvaluated: Bool) {
    guard isEvaluated || Self.beginsStatement(string) else { return }
    let inner = PerlSource(reading: string)
    if isEvaluated {
      imports += inner.imports.map { Import(module: $0.module, isFirm: false) }
    } else {
      // Code that another place evaluates, or words for people.
      names.formUnion(inner.imports.map(\.module))
    }
    files.formUnion(inner.files)
    names.formUnion(inner.names)
    prefixes.formUnion(inner.prefixes)
    computes = computes || inner.computes
  }

  private static func beginsStatement(_ string: [UInt8]) -> Bool {
    guard let start = string.firstIndex(where: { !PerlTokens.isBlank($0) }) else { return false }
    let end = string[start...].firstIndex { !PerlTokens.isWordByte($0) } ?? start
    switch PerlKeyword(string, start..<end) {
    case .use, .require: return string[end...].contains { PerlTokens.isLetter($0) }
    default: return false
    }
  }

  // MARK: Words

  private static let colon = UInt8(ascii: ":")
  private static let lib = Array("lib".utf8)
  private static let parent = Array("parent".utf8)
  private static let base = Array("base".utf8)
  private static let `if` = Array("if".utf8)
  private static let aliased = Array("aliased".utf8)
  private static let autouse = Array("autouse".utf8)

  /// `$require`, `->use`, `%no`: names of other things.
  private static func isSigil(_ mark: UInt8) -> Bool {
    switch mark {
    case UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: ">"):
      true
    default: false
    }
  }

  static func isModule(_ name: [UInt8]) -> Bool { isModule(name, name.indices) }

  private static func isModule(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= 200 else { return false }
    let first = text[range.lowerBound]
    guard PerlTokens.isLetter(first) || first == UInt8(ascii: "_"),
      text[range.upperBound - 1] != colon
    else { return false }
    var colons = 0
    var isVersion = first == UInt8(ascii: "v") && range.count > 1
    for index in range {
      let byte = text[index]
      if byte == colon {
        colons += 1
        if colons > 2 { return false }
      } else {
        if colons == 1 || !PerlTokens.isWordByte(byte) { return false }
        colons = 0
      }
      // v5.36
      if index > range.lowerBound, !(0x30...0x39).contains(byte) { isVersion = false }
    }
    return !isVersion
  }
}

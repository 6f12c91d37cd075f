/// Goes through expressions: the strings, the uses of imported names, and the calls that import or search.
struct PythonExpressions {
  let text: [UInt8]
  var source = PythonSource()
  /// By the hash of a name, the dotted name of what is imported under it.
  private var bound = PythonNames<[UInt8]>()
  /// A call imports a name that was put together elsewhere.
  var importsVariables = false
  var startsPrograms = false
  private var commands: Set<[UInt8]> = []
  private var prefixes: Set<[UInt8]> = []

  typealias Tokens = ArraySlice<PythonTokens.Token>

  init(text: [UInt8]) { self.text = text }

  mutating func bind(_ name: PythonTokens.Token, to module: [UInt8]) {
    bound[nameHash(text, name)] = module
  }

  func finished() -> PythonSource {
    var result = source
    if importsVariables { result.computed.formUnion(prefixes) }
    result.importsNames = importsVariables
    if !startsPrograms { result.programs = [] }
    result.programs.formUnion(commands)
    return result
  }

  /// Reads one expression or statement; imports by call are added to `imports`.
  mutating func read(
    _ tokens: Tokens, place: PythonSource.Place, imports: inout [PythonSource.Import]
  ) {
    var index = tokens.startIndex
    var previous: UInt8 = 0
    while index < tokens.endIndex {
      let token = tokens[index]
      switch token.kind {
      case .string:
        addLiteral(token)
        addCommand(token)
        if previous == UInt8(ascii: "[") {
          addProgram(token)
          addListed(tokens[index...])
        }
      case .name:
        let next = index + 1 < tokens.endIndex ? tokens[index + 1] : nil
        guard next?.kind == .punctuation else { break }
        if next?.byte == UInt8(ascii: "(") {
          readCall(of: token, tokens[(index + 1)...], place, &imports)
        } else if next?.byte == UInt8(ascii: "."), previous != UInt8(ascii: ".") {
          // Whoever quotes for a shell makes commands for one.
          if Self.quoters[nameHash(text, token)] != nil { startsPrograms = true }
          addUse(tokens[index...])
        }
      default: break
      }
      previous = token.kind == .punctuation ? token.byte : 0
      index += 1
    }
  }

  // MARK: Strings

  private static let longestLiteral = 100

  private mutating func addLiteral(_ token: PythonTokens.Token) {
    let length = token.end - token.start
    guard length >= 2, length <= Self.longestLiteral, token.byte != UInt8(ascii: "b") else {
      return
    }
    for index in token.start..<token.end where !Self.literalBytes[Int(text[index])] { return }
    let literal = Array(text[token.start..<token.end])
    if let prefix = Self.prefix(of: literal) { prefixes.insert(prefix) }
    source.literals.insert(literal)
  }

  /// `"gzip -d"`, `"sleep 0"`, `"umask 77 && mkdir -p %s"`: a name with options or with a number alone is a command, wherever it will be started, and so
  /// is what `&&` parts.
  private mutating func addCommand(_ token: PythonTokens.Token) {
    guard token.end - token.start <= Self.longestLiteral, mayBeCommand(token) else { return }
    let literal = spelling(token)
    let words = literal.split(separator: 0x20)
    if words.contains(where: { $0.elementsEqual("&&".utf8) || $0.elementsEqual("||".utf8) }) {
      commands.formUnion(CommandText.programs(in: literal))
    }
    guard words.count > 1, words.count <= 6, let name = words.first, Self.isProgram(name),
      words[1].count >= 2 && words[1].first == UInt8(ascii: "-")
        || words.count == 2 && words[1].allSatisfy(Self.isDigit),
      !words.contains(where: { $0.last == UInt8(ascii: ".") || $0.last == UInt8(ascii: ",") })
    else { return }
    commands.insert(Array(name))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether there is an option, a number, a `&&` or a `||`: a cheap test that most strings fail.
  private func mayBeCommand(_ token: PythonTokens.Token) -> Bool {
    var previous: UInt8 = 0
    for index in token.start..<token.end {
      let byte = text[index]
      if previous == UInt8(ascii: " "), byte == UInt8(ascii: "-") || Self.isDigit(byte) {
        return true
      }
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|"), previous == byte { return true }
      previous = byte
    }
    return false
  }

  /// `["rm", "-f", path]`
  private mutating func addListed(_ tokens: Tokens) {
    guard tokens.count > 2, let token = tokens.first, Self.isProgram(spelling(token)) else {
      return
    }
    let comma = tokens[tokens.startIndex + 1]
    let option = tokens[tokens.startIndex + 2]
    if comma.kind == .punctuation, comma.byte == UInt8(ascii: ","), option.kind == .string,
      text[option.start..<option.end].first == UInt8(ascii: "-"), option.end - option.start > 1
    {
      commands.insert(Array(spelling(token)))
    }
  }

  private static func isProgram(_ name: ArraySlice<UInt8>) -> Bool {
    name.count >= 2 && name.count <= 32 && name.first != UInt8(ascii: "-")
      && name.allSatisfy { $0 < 0x80 && PythonTokens.isNameByte($0) || "-+".utf8.contains($0) }
  }

  private static let quoters = PythonNames(["shlex", "pipes"].map { ($0, true) })

  mutating func addProgram(_ token: PythonTokens.Token) {
    let name = spelling(token)
    if name.count <= 48, !name.isEmpty,
      name.allSatisfy({ PythonTokens.isNameByte($0) || ".-+/".utf8.contains($0) })
    {
      source.programs.insert(Array(name))
    }
  }

  /// `app.backends.%s` and `app.backends.{name}` and `app.backends.` give `app.backends.`.
  static func prefix(of literal: [UInt8]) -> [UInt8]? {
    let fixed = literal.prefix { $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "{") }
    guard fixed.last == UInt8(ascii: "."), fixed.count > 1,
      fixed.allSatisfy({ PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Array(fixed)
  }

  /// `%s.base` and `{}.base` and `{name}.base` give `base`, up to the next gap.
  static func end(of literal: [UInt8]) -> [UInt8]? {
    var rest = literal[...]
    if rest.starts(with: "%s.".utf8) {
      rest = rest.dropFirst(3)
    } else if rest.first == UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}")),
      close + 1 < rest.endIndex, rest[close + 1] == UInt8(ascii: ".")
    {
      rest = rest[(close + 2)...]
    } else {
      return nil
    }
    let fixed = rest.prefix { PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".") }
    guard let first = fixed.first, first != UInt8(ascii: ".") else { return nil }
    return Array(fixed.last == UInt8(ascii: ".") ? fixed.dropLast() : fixed)
  }

  private static let literalBytes: [Bool] = (0...255).map { value in
    let byte = UInt8(value)
    return byte < 0x80 && PythonTokens.isNameByte(byte) || ".:-+%{}/=".utf8.contains(byte)
  }

  // MARK: Names

  /// `np.linalg.norm`: the dotted name of what is used, three parts below the imported one at most.
  private mutating func addUse(_ tokens: Tokens) {
    guard let first = tokens.first, let module = bound[nameHash(text, first)] else { return }
    var use = module
    var index = tokens.startIndex + 1
    var parts = 0
    while index + 1 < tokens.endIndex, parts < 3, tokens[index].kind == .punctuation,
      tokens[index].byte == UInt8(ascii: "."), tokens[index + 1].kind == .name
    {
      use.append(UInt8(ascii: "."))
      use += text[tokens[index + 1].start..<tokens[index + 1].end]
      index += 2
      parts += 1
    }
    source.uses.insert(use)
  }

  func spelling(_ token: PythonTokens.Token) -> ArraySlice<UInt8> {
    text[token.start..<token.end]
  }
}

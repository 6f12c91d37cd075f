extension PythonSource {
  /// Reads a module or script for the version that will run it.
  init(reading text: [UInt8], version: Version) {
    var reader = PythonReader(text, version: version)
    self = reader.read()
    putInOrder()
  }
}

/// Goes through the statements of a source: which blocks they are in, what they import, what they say.
private struct PythonReader {
  private let text: [UInt8]
  private let condition: PythonCondition
  private var lexer: PythonTokens
  private var expressions: PythonExpressions
  private var imports: [PythonSource.Import] = []
  private var blocks: [Block] = []
  private var attempts = 0

  private typealias Tokens = ArraySlice<PythonTokens.Token>

  /// What a header such as `if x:` says about the statements that are indented more than it is.
  private struct Block {
    var indent: Int
    /// Never runs here.
    var isDead = false
    var place: PythonSource.Place = []
    var attempt: Int?
    var fallback: Int?
    /// Of an `if` and its `elif`: one of the branches so far certainly runs, so those that follow do not.
    var isDecided = false
    /// The attempt that an `except` at the same place answers.
    var answers: Int?
  }

  init(_ text: [UInt8], version: PythonSource.Version) {
    self.text = text
    condition = PythonCondition(text: text, version: version)
    lexer = PythonTokens(text)
    expressions = PythonExpressions(text: text)
  }

  mutating func read() -> PythonSource {
    while lexer.next() {
      var previous: Block?
      while let last = blocks.last, last.indent >= lexer.indent {
        previous = last.indent == lexer.indent ? last : nil
        blocks.removeLast()
      }
      // `async def`, `async with`.
      readLine(lexer.tokens.drop { keyword($0) == .async }, after: previous)
    }
    var source = expressions.finished()
    source.imports += imports
    return source
  }

  private var top: Block { blocks.last ?? Block(indent: -1) }

  // MARK: Statements

  private mutating func readLine(_ tokens: Tokens, after previous: Block?) {
    guard let first = tokens.first else { return }
    let word = keyword(first)
    switch word {
    case .if: header(tokens, condition: true, after: nil)
    case .elif: header(tokens, condition: true, after: previous)
    case .else: header(tokens, condition: false, after: previous)
    case .try:
      attempts += 1
      var block = inherited()
      block.attempt = attempts
      block.answers = attempts
      open(block, tokens)
    case .except:
      var block = inherited()
      block.answers = previous?.answers
      if let answers = previous?.answers, catchesFailedImports(tokens) { block.fallback = answers }
      open(block, tokens)
    case .def:
      var block = inherited()
      block.place.insert(.function)
      let name = tokens.first(where: {
        $0.kind == .name && keyword($0) != .def
      })
      if let name, Self.trials.contains(nameHash(text, name)) { block.place.insert(.trial) }
      if let name, lexer.indent == 0, nameHash(text, name) == Self.attributeGetter {
        block.place.insert(.attribute)
      }
      open(block, tokens)
    case .async: break
    case .block:
      if !top.isDead { expressions.read(tokens, place: top.place, imports: &imports) }
      if let colon = colon(in: tokens) { readSimple(tokens[(colon + 1)...], onlyImports: true) }
    case .import, .from, nil: readSimple(tokens, onlyImports: false)
    }
  }

  /// `if`, `elif`, `else` and `finally`, whose conditions may be known.
  private mutating func header(
    _ tokens: Tokens, condition hasCondition: Bool, after previous: Block?
  ) {
    var block = inherited()
    let end = colon(in: tokens) ?? tokens.endIndex
    let test = tokens.dropFirst().prefix(upTo: max(end, tokens.startIndex + 1))
    if let previous, previous.isDecided {
      block.isDead = true
      block.isDecided = true
    } else if hasCondition {
      if condition.isMain(test) {
        block.place.insert(.main)
      } else if let value = condition.value(test) {
        if value { block.isDecided = true } else { block.isDead = true }
      }
      if !top.isDead { expressions.read(test, place: top.place, imports: &imports) }
    }
    // `finally` and `else` after `try` answer nothing.
    block.answers = previous?.answers
    open(block, tokens)
  }

  /// What a block at the current line takes over from the one around it.
  private func inherited() -> Block {
    var block = top
    block.indent = lexer.indent
    block.isDecided = false
    block.answers = nil
    return block
  }

  private mutating func open(_ block: Block, _ tokens: Tokens) {
    blocks.append(block)
    guard let colon = colon(in: tokens) else { return }
    readSimple(tokens[(colon + 1)...], onlyImports: false)
  }

  private mutating func readSimple(_ tokens: Tokens, onlyImports: Bool) {
    if top.isDead || tokens.isEmpty { return }
    // A string by itself is documentation.
    if tokens.allSatisfy({ $0.kind == .string }) { return }
    var start = tokens.startIndex
    var depth = 0
    for index in tokens.indices where tokens[index].kind == .punctuation {
      let byte = tokens[index].byte
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
      {
        depth -= 1
      } else if byte == UInt8(ascii: ";"), depth == 0 {
        readStatement(tokens[start..<index], onlyImports: onlyImports)
        start = index + 1
      }
    }
    readStatement(tokens[start...], onlyImports: onlyImports)
  }

  private mutating func readStatement(_ tokens: Tokens, onlyImports: Bool) {
    guard let first = tokens.first else { return }
    switch keyword(first) {
    case .import:
      readImport(tokens.dropFirst())
      return
    case .from:
      readFrom(tokens.dropFirst())
      return
    default: break
    }
    if !onlyImports { expressions.read(tokens, place: top.place, imports: &imports) }
  }

  // MARK: Imports

  /// `import a.b as c, d`
  private mutating func readImport(_ tokens: Tokens) {
    for part in tokens.split(whereSeparator: { $0.byte == UInt8(ascii: ",") }) {
      var rest = part[...]
      let module = dottedName(&rest)
      guard !module.isEmpty else { continue }
      imports.append(entry(module: module, level: 0, names: []))
      if let alias = rest.dropFirst().first {
        expressions.bind(alias, to: module)
      } else if let first = part.first {
        expressions.bind(first, to: Array(text[first.start..<first.end]))
      }
    }
  }

  /// `from ..a import (b as c, d)`
  private mutating func readFrom(_ tokens: Tokens) {
    var rest = tokens
    var level = 0
    while let token = rest.first, token.kind == .punctuation, token.byte == UInt8(ascii: ".") {
      level += 1
      rest = rest.dropFirst()
    }
    var module: [UInt8] = []
    if let token = rest.first, Self.keywords[nameHash(text, token)] != .import {
      module = dottedName(&rest)
    }
    guard let keyword = rest.first, Self.keywords[nameHash(text, keyword)] == .import else {
      return
    }
    var names: [[UInt8]] = []
    for part in rest.dropFirst().split(whereSeparator: { $0.byte == UInt8(ascii: ",") }) {
      let words = part.filter { $0.kind == .name || $0.byte == UInt8(ascii: "*") }
      guard let first = words.first else { continue }
      let name = Array(text[first.start..<first.end])
      names.append(name)
      if level == 0, let bound = words.last, bound.kind == .name {
        expressions.bind(bound, to: module + [UInt8(ascii: ".")] + name)
      }
    }
    guard level > 0 || !module.isEmpty else { return }
    imports.append(entry(module: module, level: level, names: names))
  }

  private func entry(module: [UInt8], level: Int, names: [[UInt8]]) -> PythonSource.Import {
    PythonSource.Import(
      level: level, module: module, names: names, place: top.place, attempt: top.attempt,
      fallback: top.fallback)
  }

  private func dottedName(_ rest: inout Tokens) -> [UInt8] {
    var result: [UInt8] = []
    while let token = rest.first {
      if token.kind == .name {
        if let last = result.last, last != UInt8(ascii: ".") { break }
        result += text[token.start..<token.end]
      } else if token.byte == UInt8(ascii: "."), !result.isEmpty {
        result.append(UInt8(ascii: "."))
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    return result
  }

  /// `except ImportError`, `except (A, ModuleNotFoundError) as e`, `except Exception` and a bare `except`.
  private func catchesFailedImports(_ tokens: Tokens) -> Bool {
    let names = tokens.dropFirst().filter { $0.kind == .name }
    return names.isEmpty || names.contains { Self.importFailures.contains(nameHash(text, $0)) }
  }

  // MARK: Words

  private func colon(in tokens: Tokens) -> Int? {
    var depth = 0
    for index in tokens.indices where tokens[index].kind == .punctuation {
      switch tokens[index].byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ":") where depth == 0: return index
      default: break
      }
    }
    return nil
  }

  private enum Keyword { case `if`, elif, `else`, `try`, except, def, async, `import`, from, block }

  private func keyword(_ token: PythonTokens.Token) -> Keyword? {
    guard token.kind == .name, token.end - token.start <= 7 else { return nil }
    switch text[token.start] {
    case UInt8(ascii: "i"), UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "d"),
      UInt8(ascii: "t"), UInt8(ascii: "a"), UInt8(ascii: "c"), UInt8(ascii: "w"):
      return Self.keywords[nameHash(text, token)]
    default: return nil
    }
  }

  private static let keywords = PythonNames<Keyword>([
    ("if", .if), ("elif", .elif), ("else", .else), ("finally", .else), ("try", .try),
    ("except", .except), ("def", .def), ("async", .async), ("import", .import), ("from", .from),
    ("class", .block), ("for", .block), ("while", .block), ("with", .block),
  ])

  private static let attributeGetter = nameHash(Array("__getattr__".utf8))
  private static let trials = Set(
    ["_test", "test", "_main", "main"].map { nameHash(Array($0.utf8)) })
  private static let importFailures = Set(
    ["ImportError", "ModuleNotFoundError", "Exception", "BaseException"].map {
      nameHash(Array($0.utf8))
    })
}

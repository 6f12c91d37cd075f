extension Parser {
  mutating func command() throws(SyntaxError) -> Command {
    try nested { parser throws(SyntaxError) in try parser.commandHere() }
  }

  private mutating func commandHere() throws(SyntaxError) -> Command {
    scanner.skipBlanks()
    guard let byte = scanner.peek() else { throw failure("a command is missing at the end") }
    switch byte {
    case UInt8(ascii: "("):
      if scanner.isAt("(("), let parts = arithmeticIfAny(after: 2) {
        return .arithmetic(parts, try redirections())
      }
      scanner.advance()
      let items = try list()
      guard scanner.take(")") else { throw failure("expected ')'") }
      return .group(items, isSubshell: true, try redirections())
    case UInt8(ascii: "{") where takeReserved("{"):
      let items = try list()
      try expect("}")
      return .group(items, isSubshell: false, try redirections())
    case UInt8(ascii: "[") where takeReserved("[["):
      let words = try testWords()
      return .test(words, try redirections())
    case UInt8(ascii: "i") where takeReserved("if"): return try choice()
    case UInt8(ascii: "w") where takeReserved("while"),
      UInt8(ascii: "u") where takeReserved("until"):
      let condition = try list()
      let body = try loopBody()
      return .loop(condition: condition, body: body, try redirections())
    case UInt8(ascii: "f") where takeReserved("for"): return try iteration()
    case UInt8(ascii: "s") where takeReserved("select"): return try iteration()
    case UInt8(ascii: "c") where takeReserved("case"): return try selection()
    case UInt8(ascii: "f") where takeReserved("function"): return try functionDefinition()
    case UInt8(ascii: "c") where takeReserved("coproc"): return try coprocess()
    default: return try simpleCommand()
    }
  }

  private mutating func choice() throws(SyntaxError) -> Command {
    var branches: [(condition: [ListItem], body: [ListItem])] = []
    while true {
      let condition = try list()
      try expect("then")
      branches.append((condition, try list()))
      if takeReserved("elif") { continue }
      if takeReserved("else") { branches.append(([], try list())) }
      try expect("fi")
      return .choice(branches, try redirections())
    }
  }

  private mutating func loopBody() throws(SyntaxError) -> [ListItem] {
    skipNewlines()
    if takeReserved("{") {
      let body = try list()
      try expect("}")
      return body
    }
    try expect("do")
    let body = try list()
    try expect("done")
    return body
  }

  private mutating func iteration() throws(SyntaxError) -> Command {
    scanner.skipBlanks()
    if scanner.isAt("(("), let parts = arithmeticIfAny(after: 2) {
      let condition = ListItem(command: .arithmetic(parts, []))
      scanner.skipBlanks()
      _ = scanner.take(";")
      return .loop(condition: [condition], body: try loopBody(), try redirections())
    }
    guard let name = try word()?.bareText else { throw failure("'for' without a name") }
    skipNewlines()
    var words: [Word]?
    if takeReserved("in") {
      var list: [Word] = []
      scanner.skipBlanks()
      while let word = try word() {
        list.append(word)
        scanner.skipBlanks()
      }
      words = list
    }
    scanner.skipBlanks()
    _ = scanner.take(";")
    let body = try loopBody()
    return .iteration(name: name, words: words, body: body, try redirections())
  }

  private mutating func selection() throws(SyntaxError) -> Command {
    scanner.skipBlanks()
    guard let subject = try word() else { throw failure("'case' without a word") }
    try expect("in")
    var branches: [(patterns: [Word], body: [ListItem])] = []
    while true {
      skipNewlines()
      if takeReserved("esac") { return .selection(subject, branches, try redirections()) }
      _ = scanner.take("(")
      var patterns: [Word] = []
      repeat {
        scanner.skipBlanks()
        guard let pattern = try word() else { throw failure("expected a pattern of 'case'") }
        patterns.append(pattern)
        scanner.skipBlanks()
      } while scanner.take("|")
      guard scanner.take(")") else { throw failure("expected ')' after a pattern of 'case'") }
      branches.append((patterns, try list()))
      // The last branch needs no end.
      guard scanner.take(";;&") || scanner.take(";;") || scanner.take(";&") else {
        try expect("esac")
        return .selection(subject, branches, try redirections())
      }
    }
  }

  private mutating func functionDefinition() throws(SyntaxError) -> Command {
    scanner.skipBlanks()
    guard let name = try word()?.bareText else { throw failure("'function' without a name") }
    scanner.skipBlanks()
    if scanner.take("(") {
      scanner.skipBlanks()
      guard scanner.take(")") else { throw failure("expected ')'") }
    }
    skipNewlines()
    return .function(name: name, body: try command())
  }

  private mutating func coprocess() throws(SyntaxError) -> Command {
    scanner.skipBlanks()
    // A name may stand before a compound command only.
    let start = scanner
    if let name = try? word(), name.bareText.map(isName) == true {
      scanner.skipBlanks()
      if scanner.peek() == UInt8(ascii: "{") || scanner.peek() == UInt8(ascii: "(") {
        return try command()
      }
    }
    scanner = start
    return try command()
  }

  // MARK: Tests

  private mutating func testWords() throws(SyntaxError) -> [Word] {
    var words: [Word] = []
    while true {
      skipNewlines()
      if takeReserved("]]") { return words }
      guard let byte = scanner.peek() else { throw failure("expected ']]'") }
      if scanner.take("&&") || scanner.take("||") { continue }
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: ">")
      {
        scanner.advance()
        continue
      }
      guard let word = try word() else { throw failure("unexpected '\(printable(byte))' in [[") }
      words.append(word)
      if word.bareText == Array("=~".utf8) {
        scanner.skipBlanks()
        words.append(try regularExpression())
      }
    }
  }
}

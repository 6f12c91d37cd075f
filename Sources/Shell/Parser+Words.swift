extension Parser {
  /// The word at the place; nil where there is none.
  mutating func word() throws(SyntaxError) -> Word? {
    try nested { parser throws(SyntaxError) in try parser.wordHere() }
  }

  private mutating func wordHere() throws(SyntaxError) -> Word? {
    var parts = PartList()
    let line = scanner.line
    while let byte = scanner.peek() {
      switch byte {
      case UInt8(ascii: "("):
        if parts.endsWithPatternOperator {
          parts.append(bare: try parenthesized())
        } else if parts.isAssignment {
          parts.append(.array(try arrayElements()))
        } else {
          return parts.word(line)
        }
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        guard scanner.peek(1) == UInt8(ascii: "(") else { return parts.word(line) }
        scanner.advance(2)
        let items = try list()
        guard scanner.take(")") else { throw failure("expected ')'") }
        parts.append(.process(items))
      case UInt8(ascii: "\r") where scanner.peek(1) == nil || scanner.peek(1) == newline:
        return parts.word(line)
      case _ where endsWord(byte): return parts.word(line)
      default: try part(into: &parts)
      }
    }
    return parts.word(line)
  }

  /// What is read the same way in every unquoted place: quotes, escapes, expansions, or one byte.
  mutating func part(into parts: inout PartList) throws(SyntaxError) {
    guard let byte = scanner.peek() else { return }
    switch byte {
    case backslash:
      let before = scanner.position
      scanner.skipContinuations()
      guard scanner.position == before else { return }
      scanner.advance()
      if let next = scanner.peek() {
        scanner.advance()
        parts.append(literal: next)
      } else {
        parts.append(literal: backslash)
      }
    case UInt8(ascii: "'"): parts.append(literal: try singleQuoted())
    case UInt8(ascii: "\""): try doubleQuoted(into: &parts)
    case UInt8(ascii: "$"): try expansion(into: &parts, quoted: false)
    case UInt8(ascii: "`"): parts.append(.command(try backticks(quoted: false), quoted: false))
    default:
      scanner.advance()
      parts.append(bare: byte)
    }
  }

  private mutating func singleQuoted() throws(SyntaxError) -> [UInt8] {
    let opened = scanner.line
    scanner.advance()
    let start = scanner.position
    while let byte = scanner.peek(), byte != UInt8(ascii: "'") { scanner.advance() }
    guard !scanner.isAtEnd else { throw SyntaxError(line: opened, detail: "a ' without its end") }
    let text = Array(scanner.bytes[start..<scanner.position])
    scanner.advance()
    return text
  }

  private mutating func doubleQuoted(into parts: inout PartList) throws(SyntaxError) {
    let opened = scanner.line
    scanner.advance()
    parts.append(literal: [] as [UInt8])
    while let byte = scanner.peek() {
      if byte == UInt8(ascii: "\"") {
        scanner.advance()
        return
      }
      try quotedPart(byte, into: &parts)
    }
    throw SyntaxError(line: opened, detail: "a \" without its end")
  }

  /// What is read between double quotes and in here-documents.
  mutating func quotedPart(_ byte: UInt8, into parts: inout PartList) throws(SyntaxError) {
    switch byte {
    case backslash:
      scanner.advance()
      switch scanner.peek() {
      case newline: scanner.advance()
      case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\""), backslash:
        parts.append(literal: scanner.bytes[scanner.position])
        scanner.advance()
      default: parts.append(literal: backslash)
      }
    case UInt8(ascii: "$"): try expansion(into: &parts, quoted: true)
    case UInt8(ascii: "`"): parts.append(.command(try backticks(quoted: true), quoted: true))
    default:
      scanner.advance()
      parts.append(literal: byte)
    }
  }

  /// The bytes of bash's `@(...)` from its `(` on, with what is nested.
  private mutating func parenthesized() throws(SyntaxError) -> [UInt8] {
    let start = scanner.position
    var level = 0
    while let byte = scanner.peek(), byte != newline {
      scanner.advance()
      switch byte {
      case UInt8(ascii: "("): level += 1
      case UInt8(ascii: ")"):
        level -= 1
        if level == 0 { return Array(scanner.bytes[start..<scanner.position]) }
      case backslash: scanner.advance()
      default: break
      }
    }
    throw failure("a pattern's '(' without its ')'")
  }

  /// The right side of `=~`: blanks end it outside parentheses, brackets and quotes.
  mutating func regularExpression() throws(SyntaxError) -> Word {
    var parts = PartList()
    let line = scanner.line
    var level = 0
    var isInBrackets = false
    while let byte = scanner.peek(), byte != newline {
      if isBlank(byte), level == 0, !isInBrackets { break }
      switch byte {
      case UInt8(ascii: "[") where !isInBrackets:
        isInBrackets = true
        scanner.advance()
        parts.append(bare: byte)
        // A `]` (or `^]`) in the first place is one of the characters.
        if scanner.peek() == UInt8(ascii: "^") { scanner.advance() }
        if scanner.peek() == UInt8(ascii: "]") { scanner.advance() }
        continue
      case UInt8(ascii: "[") where scanner.peek(1) == UInt8(ascii: ":"): scanner.advance(2)
      case UInt8(ascii: ":") where isInBrackets && scanner.peek(1) == UInt8(ascii: "]"):
        scanner.advance(2)
        continue
      case UInt8(ascii: "]"): isInBrackets = false
      case UInt8(ascii: "(") where !isInBrackets: level += 1
      case UInt8(ascii: ")") where !isInBrackets:
        if level == 0 { return parts.word(line) ?? Word(parts: [], line: line) }
        level -= 1
      default: break
      }
      if byte == backslash || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`")
      {
        try part(into: &parts)
      } else {
        scanner.advance()
        parts.append(bare: byte)
      }
    }
    return parts.word(line) ?? Word(parts: [], line: line)
  }
}

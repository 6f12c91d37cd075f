extension Parser {
  /// What begins with the `$` at the place.
  mutating func expansion(into parts: inout PartList, quoted: Bool) throws(SyntaxError) {
    let next = scanner.peek(1)
    switch next {
    case UInt8(ascii: "("):
      if scanner.peek(2) == UInt8(ascii: "("), let inner = arithmeticIfAny(after: 3) {
        parts.append(.arithmetic(inner, quoted: quoted))
        return
      }
      scanner.advance(2)
      let items = try nested { parser throws(SyntaxError) in try parser.list() }
      guard scanner.take(")") else { throw failure("a $( without its ')'") }
      parts.append(.command(items, quoted: quoted))
    case UInt8(ascii: "{"):
      let after = scanner.peek(2)
      if after.map({ isBlank($0) || $0 == newline || $0 == UInt8(ascii: "|") }) == true {
        // bash 5.3: ${ commands; }
        scanner.advance(3)
        let items = try nested { parser throws(SyntaxError) in try parser.list() }
        try expect("}")
        parts.append(.command(items, quoted: quoted))
        return
      }
      scanner.advance(2)
      let parameter = try nested { parser throws(SyntaxError) in
        try parser.bracedParameter(quoted: quoted)
      }
      parts.append(.parameter(parameter, quoted: quoted))
    case UInt8(ascii: "["):
      scanner.advance(2)
      var inner = PartList()
      while let byte = scanner.peek(), byte != UInt8(ascii: "]") {
        try quotedPart(byte, into: &inner)
      }
      guard scanner.take("]") else { throw failure("a $[ without its ']'") }
      parts.append(.arithmetic(inner.parts, quoted: quoted))
    case UInt8(ascii: "'") where !quoted:
      scanner.advance()
      parts.append(literal: try escapedString())
    case UInt8(ascii: "\"") where !quoted:
      scanner.advance()
      try part(into: &parts)
    case let byte? where isNameStart(byte):
      var length = 1
      while let byte = scanner.peek(length), isNamePart(byte) { length += 1 }
      let name = Array(scanner.bytes[scanner.position + 1..<scanner.position + length])
      scanner.advance(length)
      parts.append(.parameter(Parameter(name: name), quoted: quoted))
    case let byte? where isDigit(byte) || isSpecialParameter(byte):
      scanner.advance(2)
      parts.append(.parameter(Parameter(name: [byte]), quoted: quoted))
    default:
      scanner.advance()
      parts.append(literal: UInt8(ascii: "$"))
    }
  }

  private func isSpecialParameter(_ byte: UInt8) -> Bool { "@*#?-$!".utf8.contains(byte) }

  // MARK: Arithmetic

  /// The arithmetic expression that begins `opening` bytes after the place, at which the parser then is; nil, and nothing read, where
  /// the parentheses there are those of subshells.
  mutating func arithmeticIfAny(after opening: Int) -> [WordPart]? {
    guard !notArithmetic.contains(scanner.position) else { return nil }
    var attempt = self
    attempt.scanner.advance(opening)
    guard let parts = try? attempt.arithmetic() else {
      // Without this memory, nested attempts that fail would double with each level.
      notArithmetic = attempt.notArithmetic
      notArithmetic.insert(scanner.position)
      return nil
    }
    self = attempt
    return parts
  }

  /// A bound on how far the end of an expression is looked for, where perhaps there is none.
  private static var maximumArithmeticLength: Int { 8192 }

  /// Up to the `))` that ends an arithmetic expression; the place is behind its `((`.
  mutating func arithmetic() throws(SyntaxError) -> [WordPart] {
    try nested { parser throws(SyntaxError) in
      var parts = PartList()
      var level = 0
      let limit = parser.scanner.position + Self.maximumArithmeticLength
      while let byte = parser.scanner.peek(), parser.scanner.position < limit {
        switch byte {
        case UInt8(ascii: "("): level += 1
        case UInt8(ascii: ")"):
          if level == 0 {
            guard parser.scanner.take("))") else { throw parser.failure("expected '))'") }
            return parts.parts
          }
          level -= 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          try parser.part(into: &parts)
          continue
        default: break
        }
        try parser.quotedPart(byte, into: &parts)
      }
      throw parser.failure("expected '))'")
    }
  }

  // MARK: ${...}

  private mutating func bracedParameter(quoted: Bool) throws(SyntaxError) -> Parameter {
    var parameter = Parameter(name: [])
    if scanner.peek() == UInt8(ascii: "#"), let next = scanner.peek(1),
      isNamePart(next)
        || ((next == UInt8(ascii: "@") || next == UInt8(ascii: "*"))
          && scanner.peek(2) == UInt8(ascii: "}"))
    {
      parameter.isLength = true
      scanner.advance()
    } else if scanner.peek() == UInt8(ascii: "!"), let next = scanner.peek(1),
      isNamePart(next)
    {
      parameter.isIndirect = true
      scanner.advance()
    }
    guard let first = scanner.peek() else { throw failure("a ${ without its '}'") }
    if isNameStart(first) {
      while let byte = scanner.peek(), isNamePart(byte) {
        parameter.name.append(byte)
        scanner.advance()
      }
    } else if isDigit(first) {
      while let byte = scanner.peek(), isDigit(byte) {
        parameter.name.append(byte)
        scanner.advance()
      }
    } else if isSpecialParameter(first) {
      parameter.name = [first]
      scanner.advance()
    } else {
      throw failure("unexpected '\(printable(first))' after ${")
    }
    if scanner.peek() == UInt8(ascii: "[") { try readSubscript(into: &parameter) }
    try readOperation(into: &parameter, quoted: quoted)
    guard scanner.take("}") else { throw failure("a ${ without its '}'") }
    return parameter
  }

  private mutating func readSubscript(into parameter: inout Parameter) throws(SyntaxError) {
    scanner.advance()
    if (scanner.peek() == UInt8(ascii: "@") || scanner.peek() == UInt8(ascii: "*")),
      scanner.peek(1) == UInt8(ascii: "]")
    {
      parameter.isWholeArray = true
      scanner.advance(2)
      return
    }
    var parts = PartList()
    var level = 0
    while let byte = scanner.peek() {
      if byte == UInt8(ascii: "[") { level += 1 }
      if byte == UInt8(ascii: "]") {
        if level == 0 { break }
        level -= 1
      }
      try quotedPart(byte, into: &parts)
    }
    guard scanner.take("]") else { throw failure("a '[' without its ']'") }
    parameter.subscriptParts = parts.parts
  }

  private mutating func readOperation(
    into parameter: inout Parameter, quoted: Bool
  ) throws(SyntaxError) {
    if scanner.peek() == UInt8(ascii: "}") { return }
    let hasColon =
      scanner.peek() == UInt8(ascii: ":")
      && scanner.peek(1).map { "-=?+".utf8.contains($0) } == true
    if hasColon { scanner.advance() }
    guard let byte = scanner.peek() else { throw failure("a ${ without its '}'") }
    var isPattern = false
    switch byte {
    case UInt8(ascii: "-"): parameter.operation = .orElse
    case UInt8(ascii: "="): parameter.operation = .assign
    case UInt8(ascii: "+"): parameter.operation = .instead
    case UInt8(ascii: "?"): parameter.operation = .orFail
    case UInt8(ascii: "#"), UInt8(ascii: "%"):
      let isLongest = scanner.peek(1) == byte
      if isLongest { scanner.advance() }
      isPattern = true
      parameter.operation =
        byte == UInt8(ascii: "#")
        ? .removePrefix(longest: isLongest) : .removeSuffix(longest: isLongest)
    case UInt8(ascii: "/"):
      let isAll = scanner.peek(1) == slash
      if isAll { scanner.advance() }
      scanner.advance()
      parameter.operation = .replace(all: isAll)
      parameter.operand = try operand(quoted: false, endsAtSlash: true)
      if scanner.take("/") { parameter.replacement = try operand(quoted: quoted) }
      return
    default: parameter.operation = .other
    }
    scanner.advance()
    parameter.operand = try operand(quoted: quoted && !isPattern)
  }

  /// What follows an operator, up to the `}`. Between double quotes, single ones mean nothing here.
  private mutating func operand(
    quoted: Bool, endsAtSlash: Bool = false
  ) throws(SyntaxError) -> [WordPart] {
    var parts = PartList()
    while let byte = scanner.peek(), byte != UInt8(ascii: "}") {
      if endsAtSlash, byte == slash, !parts.isEmpty { break }
      if quoted, byte != UInt8(ascii: "\"") {
        try quotedPart(byte, into: &parts)
      } else {
        try part(into: &parts)
      }
    }
    return parts.parts
  }

  // MARK: Backticks and $'...'

  /// The commands between backticks: inside, `\` only escapes itself, a backtick and a dollar sign (and `"` between double quotes).
  mutating func backticks(quoted: Bool) throws(SyntaxError) -> [ListItem] {
    let opened = scanner.line
    scanner.advance()
    var text: [UInt8] = []
    while let byte = scanner.peek(), byte != UInt8(ascii: "`") {
      scanner.advance()
      if byte == backslash, let next = scanner.peek(),
        next == UInt8(ascii: "`") || next == backslash || next == UInt8(ascii: "$")
          || (quoted && next == UInt8(ascii: "\""))
      {
        scanner.advance()
        text.append(next)
      } else {
        text.append(byte)
      }
    }
    guard scanner.take("`") else { throw SyntaxError(line: opened, detail: "a ` without its end") }
    return try nested { outer throws(SyntaxError) in
      var parser = Parser(text, line: opened, within: outer)
      let items = try parser.list()
      guard parser.scanner.isAtEnd else { throw parser.failure("unexpected text in backticks") }
      parser.finish()
      return items
    }
  }

  /// bash's `$'...'`, from its quote on.
  private mutating func escapedString() throws(SyntaxError) -> [UInt8] {
    let opened = scanner.line
    scanner.advance()
    var text: [UInt8] = []
    while let byte = scanner.peek(), byte != UInt8(ascii: "'") {
      scanner.advance()
      guard byte == backslash, let escape = scanner.peek() else {
        text.append(byte)
        continue
      }
      scanner.advance()
      text.append(contentsOf: unescaped(escape))
    }
    guard scanner.take("'") else { throw SyntaxError(line: opened, detail: "a $' without its end") }
    return text
  }

  private mutating func unescaped(_ escape: UInt8) -> [UInt8] {
    switch escape {
    case UInt8(ascii: "n"): return [newline]
    case UInt8(ascii: "t"): return [UInt8(ascii: "\t")]
    case UInt8(ascii: "r"): return [UInt8(ascii: "\r")]
    case UInt8(ascii: "e"), UInt8(ascii: "E"): return [0x1b]
    case backslash, UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"): return [escape]
    case UInt8(ascii: "x"):
      var value: UInt8 = 0
      for _ in 0..<2 {
        guard let byte = scanner.peek(), let digit = hexDigit(byte) else { break }
        value = value << 4 | digit
        scanner.advance()
      }
      return [value]
    default: return [backslash, escape]
    }
  }

  private func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Parser {
  mutating func simpleCommand() throws(SyntaxError) -> Command {
    var result = SimpleCommand(line: scanner.line)
    while true {
      scanner.skipBlanks()
      guard let byte = scanner.peek() else { break }
      if let redirection = try redirection() {
        result.redirections.append(redirection)
        continue
      }
      if byte == UInt8(ascii: "("), result.words.count == 1, result.assignments.isEmpty,
        let name = result.words[0].bareText
      {
        scanner.advance()
        scanner.skipBlanks()
        guard scanner.take(")") else { throw failure("unexpected '('") }
        skipNewlines()
        return .function(name: name, body: try command())
      }
      if result.words.isEmpty, let assignment = try assignment() {
        result.assignments.append(assignment)
        continue
      }
      guard let word = try word() else {
        if byte == UInt8(ascii: "(") { throw failure("unexpected '('") }
        break
      }
      result.words.append(word)
    }
    if result.words.isEmpty, result.assignments.isEmpty, result.redirections.isEmpty {
      throw failure(
        scanner.peek().map { "unexpected '\($0 == newline ? "end of line" : printable($0))'" }
          ?? "a command is missing at the end")
    }
    return .simple(result)
  }

  /// `name=value`, `name+=value`, `name[subscript]=value`; nil where the place has none of these.
  private mutating func assignment() throws(SyntaxError) -> SimpleCommand.Assignment? {
    guard let first = scanner.peek(), isNameStart(first) else { return nil }
    var length = 1
    while let byte = scanner.peek(length), isNamePart(byte) { length += 1 }
    let name = Array(scanner.bytes[scanner.position..<scanner.position + length])
    var isElement = false
    if scanner.peek(length) == UInt8(ascii: "[") {
      guard let end = subscriptLength(from: length) else { return nil }
      length = end
      isElement = true
    }
    let appends = scanner.peek(length) == UInt8(ascii: "+")
    if appends { length += 1 }
    guard scanner.peek(length) == UInt8(ascii: "=") else { return nil }
    let line = scanner.line
    scanner.advance(length + 1)
    var value = Word(parts: [], line: line)
    if scanner.peek() == UInt8(ascii: "(") {
      value.parts = [.array(try arrayElements())]
    } else if let word = try word() {
      value = word
    }
    return .init(name: name, appends: appends, isElement: isElement, value: value)
  }

  /// Where the `[...]` that begins `offset` bytes after the place ends; nil where it has blanks or no end on its line.
  private func subscriptLength(from offset: Int) -> Int? {
    var offset = offset + 1
    var level = 1
    var quote: UInt8?
    while let byte = scanner.peek(offset), byte != newline {
      offset += 1
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): quote = byte
      case UInt8(ascii: "["): level += 1
      case UInt8(ascii: "]"):
        level -= 1
        if level == 0 { return offset }
      case UInt8(ascii: " "), UInt8(ascii: ";"): return nil
      default: break
      }
    }
    return nil
  }

  /// The words between the `(` at the place and its `)`.
  mutating func arrayElements() throws(SyntaxError) -> [Word] {
    try nested { parser throws(SyntaxError) in
      parser.scanner.advance()
      var elements: [Word] = []
      while true {
        parser.skipNewlines()
        if parser.scanner.take(")") { return elements }
        guard let word = try parser.word() else {
          throw parser.failure("expected ')' after the elements of an array")
        }
        elements.append(word)
      }
    }
  }

  // MARK: Redirections

  mutating func redirections() throws(SyntaxError) -> [Redirection] {
    var result: [Redirection] = []
    while true {
      scanner.skipBlanks()
      guard let redirection = try redirection() else { return result }
      result.append(redirection)
    }
  }

  private mutating func redirection() throws(SyntaxError) -> Redirection? {
    var length = 0
    if scanner.peek() == UInt8(ascii: "{") {
      // {name}> puts the number of the new descriptor into a variable.
      length = 1
      while let byte = scanner.peek(length), isNamePart(byte) { length += 1 }
      guard length > 1, scanner.peek(length) == UInt8(ascii: "}") else { return nil }
      length += 1
    } else {
      while let byte = scanner.peek(length), isDigit(byte) { length += 1 }
    }
    let next = scanner.peek(length)
    if next == UInt8(ascii: "&") {
      guard length == 0, scanner.peek(1) == UInt8(ascii: ">") else { return nil }
      scanner.advance(2)
      _ = scanner.take(">")
      return Redirection(kind: .write, target: try redirectionTarget())
    }
    guard next == UInt8(ascii: "<") || next == UInt8(ascii: ">") else { return nil }
    // <( and >( are words.
    if length == 0, scanner.peek(1) == UInt8(ascii: "(") { return nil }
    scanner.advance(length)
    if scanner.take("<<<") {
      return Redirection(kind: .hereString, target: try redirectionTarget())
    }
    if scanner.take("<<") { return try hereDocument() }
    if scanner.take("<&") || scanner.take(">&") {
      let target = try redirectionTarget()
      let isNumber = target.bareText?.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") } ?? false
      return Redirection(kind: isNumber ? .duplicate : .write, target: target)
    }
    if scanner.take("<>") || scanner.take("<") {
      return Redirection(kind: .read, target: try redirectionTarget())
    }
    _ = scanner.take(">>") || scanner.take(">|") || scanner.take(">")
    return Redirection(kind: .write, target: try redirectionTarget())
  }

  private mutating func redirectionTarget() throws(SyntaxError) -> Word {
    scanner.skipBlanks()
    guard let word = try word() else { throw failure("a redirection without a target") }
    return word
  }
}

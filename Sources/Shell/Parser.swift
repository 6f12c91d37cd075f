/// Reads POSIX sh and bash (Shell Command Language, POSIX.1-2017 XCU 2; bash(1)) into a syntax tree.
///
/// Bash's extensions are read everywhere: what a plain sh would read otherwise (`[[`, arrays, `<(`) is not found in scripts for it.
struct Parser {
  var scanner: Scanner
  var depth = 0
  /// Here-documents whose text comes after the end of the line.
  var pending: [PendingDocument] = []
  /// The texts of here-documents, by the numbers in redirections.
  let documents: Documents

  /// What may still be spent on reading parts of the script a second time.
  let effort: Effort
  /// Where `((` was tried as arithmetic and is not.
  var notArithmetic: Set<Int> = []

  /// How deep constructs may be nested, so that no script exhausts the stack. Real ones stay below 20.
  static let maximumDepth = 100

  init(_ bytes: [UInt8], line: Int = 1, documents: Documents = Documents()) {
    scanner = Scanner(bytes, line: line)
    self.documents = documents
    effort = Effort(remaining: 8 * bytes.count + 1 << 16)
  }

  /// For a text inside the text of another parser.
  init(_ bytes: [UInt8], line: Int, within outer: borrowing Parser) {
    scanner = Scanner(bytes, line: line)
    depth = outer.depth
    documents = outer.documents
    effort = outer.effort
  }

  func failure(_ detail: String) -> SyntaxError { SyntaxError(line: scanner.line, detail: detail) }

  mutating func nested<Result>(
    _ body: (inout Parser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    guard depth < Self.maximumDepth else {
      throw failure("nested more than \(Self.maximumDepth) times")
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  // MARK: Lists

  /// Commands up to the end of the text, a `)`, a `;;`, or a reserved word that cannot begin a command.
  mutating func list() throws(SyntaxError) -> [ListItem] {
    var items: [ListItem] = []
    while true {
      skipNewlines()
      guard !isAtListEnd else { return items }
      try andOr(into: &items)
      scanner.skipBlanks()
      guard let byte = scanner.peek() else { return items }
      if byte == newline { continue }
      // Behind a compound command a reserved word needs no separator: `if (a) then`.
      if isAtListEnd { return items }
      guard scanner.take(";") || scanner.take("&") else {
        throw failure("unexpected '\(printable(byte))'")
      }
    }
  }

  /// One line's worth: pipelines joined by `&&` and `||`.
  mutating func andOr(into items: inout [ListItem]) throws(SyntaxError) {
    try pipeline(into: &items, isConditional: false)
    while true {
      scanner.skipBlanks()
      guard scanner.take("&&") || scanner.take("||") else { return }
      skipNewlines()
      try pipeline(into: &items, isConditional: true)
    }
  }

  private mutating func pipeline(
    into items: inout [ListItem], isConditional: Bool
  ) throws(SyntaxError) {
    let first = items.count
    while true {
      scanner.skipBlanks()
      if takeReserved("!") { continue }
      if takeReserved("time") {
        scanner.skipBlanks()
        _ = takeReserved("-p")
        scanner.skipBlanks()
        // `time` alone is complete.
        if scanner.peek().map({ $0 == newline || $0 == UInt8(ascii: ";") }) ?? true { break }
        continue
      }
      items.append(ListItem(command: try command(), isConditional: isConditional))
      scanner.skipBlanks()
      guard !scanner.isAt("||"), scanner.take("|&") || scanner.take("|") else { break }
      skipNewlines()
    }
    if items.count - first > 1 {
      for index in first..<items.count { items[index].isPiped = true }
    }
  }

  /// Passes over empty lines and comments; the texts of here-documents follow the end of a line.
  mutating func skipNewlines() {
    while true {
      scanner.skipBlanks()
      guard scanner.peek() == newline else { return }
      endLine()
    }
  }

  mutating func endLine() {
    scanner.advance()
    if !pending.isEmpty { readDocuments() }
  }

  var isAtListEnd: Bool {
    guard let byte = scanner.peek() else { return true }
    if byte == UInt8(ascii: ")") || isAtCaseEnd { return true }
    return Self.closers.contains { isAtReserved($0) }
  }

  var isAtCaseEnd: Bool { scanner.isAt(";;") || scanner.isAt(";&") }

  private static let closers: [StaticString] = [
    "then", "else", "elif", "fi", "do", "done", "esac", "}",
  ]

  // MARK: Reserved words

  /// Whether the word at the place is this reserved word, unquoted and whole.
  func isAtReserved(_ word: StaticString) -> Bool {
    guard scanner.isAt(word) else { return false }
    guard let next = scanner.peek(word.utf8CodeUnitCount) else { return true }
    return endsWord(next) || next == UInt8(ascii: "\r")
  }

  mutating func takeReserved(_ word: StaticString) -> Bool {
    guard isAtReserved(word) else { return false }
    scanner.advance(word.utf8CodeUnitCount)
    return true
  }

  mutating func expect(_ word: StaticString) throws(SyntaxError) {
    skipNewlines()
    guard takeReserved(word) else { throw failure("expected '\(word)'") }
  }
}

/// The texts of here-documents, shared by everything that reads texts of one script: each comes after its redirection.
final class Documents {
  var texts: [[WordPart]] = []
}

/// A limit on reading the same bytes again, shared by a parser and those for the texts in its text: here-documents in substitutions in
/// here-documents would otherwise be read more often with each level.
final class Effort {
  private var remaining: Int

  init(remaining: Int) {
    self.remaining = remaining
  }

  /// Whether this many bytes may be read once more.
  func spend(_ count: Int) -> Bool {
    guard remaining >= count else { return false }
    remaining -= count
    return true
  }
}

/// A byte as text for a message.
func printable(_ byte: UInt8) -> String {
  (0x21...0x7e).contains(byte) ? String(UnicodeScalar(byte)) : "byte \(byte)"
}

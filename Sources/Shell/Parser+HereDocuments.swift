/// A here-document whose redirection was read and whose text was not.
struct PendingDocument {
  var number: Int
  var delimiter: [UInt8]
  /// `<<-`: tabs before its lines go.
  var stripsTabs: Bool
  /// Whether its delimiter was quoted: then nothing in it is expanded.
  var isLiteral: Bool
}

extension Parser {
  /// The rest of a redirection, behind its `<<`.
  mutating func hereDocument() throws(SyntaxError) -> Redirection {
    let stripsTabs = scanner.take("-")
    scanner.skipBlanks()
    let start = scanner.position
    guard let word = try word() else { throw failure("a here-document without a delimiter") }
    let written = scanner.bytes[start..<scanner.position]
    let quotes: [UInt8] = [UInt8(ascii: "'"), UInt8(ascii: "\""), backslash]
    let number = documents.texts.count
    documents.texts.append([])
    pending.append(
      PendingDocument(
        number: number, delimiter: written.filter { !quotes.contains($0) },
        stripsTabs: stripsTabs, isLiteral: written.contains { quotes.contains($0) }))
    return Redirection(kind: .hereDocument(number), target: word)
  }

  /// Reads the texts of all pending documents; the place is the beginning of a line.
  mutating func readDocuments() {
    let waiting = pending
    pending = []
    for document in waiting { documents.texts[document.number] = read(document) }
  }

  /// Ends the text: documents that are pending have none.
  mutating func finish() { pending = [] }

  /// The lines up to the delimiter, or to the end of the text, as shells take it.
  private mutating func read(_ document: PendingDocument) -> [WordPart] {
    var text: [UInt8] = []
    let line = scanner.line
    while !scanner.isAtEnd {
      if document.stripsTabs {
        while scanner.peek() == UInt8(ascii: "\t") { scanner.advance() }
      }
      let start = scanner.position
      while let byte = scanner.peek(), byte != newline { scanner.advance() }
      var content = scanner.bytes[start..<scanner.position]
      scanner.advance()
      if content.last == UInt8(ascii: "\r") { content = content.dropLast() }
      if content.elementsEqual(document.delimiter) { break }
      text.append(contentsOf: content)
      text.append(newline)
    }
    guard !document.isLiteral, effort.spend(text.count) else { return [.literal(text)] }
    var parser = Parser(text, line: line, within: self)
    var parts = PartList()
    while let byte = parser.scanner.peek() {
      let before = parser.scanner
      do throws(SyntaxError) {
        try parser.quotedPart(byte, into: &parts)
      } catch {
        // The text of a document is data first: what cannot be expanded stands for itself.
        parser.scanner = before
        parser.scanner.advance()
        parts.append(literal: byte)
        guard effort.spend(text.count) else {
          parts.append(literal: Array(text[parser.scanner.position...]))
          break
        }
      }
    }
    return parts.parts
  }
}

extension Parser {
  /// How many unreadable places are passed over before the rest of a script is given up. Each may be found at the end of the text only.
  private static let maximumProblems = 50

  /// Reads a whole script, one command of its outermost level after the other, and hands each to `body`, which says whether to go on.
  ///
  /// Where something cannot be read, reading goes on at the line after the one on which that command began.
  mutating func readScript(
    problems: inout [ScriptProblem], _ body: ([ListItem]) -> Bool
  ) {
    var count = 0
    while true {
      skipNewlines()
      guard !scanner.isAtEnd else { return }
      let start = scanner
      var items: [ListItem] = []
      var problem: SyntaxError?
      do throws(SyntaxError) {
        try line(into: &items)
      } catch {
        problem = error
        items.removeAll { $0.isPiped }
      }
      if !items.isEmpty, !body(items) { return }
      guard let problem else { continue }
      count += 1
      problems.append(ScriptProblem(line: problem.line, detail: problem.detail))
      guard count < Self.maximumProblems else {
        problems.append(ScriptProblem(line: problem.line, detail: "too much cannot be read"))
        return
      }
      resynchronize(after: start)
    }
  }

  /// The commands up to the end of a line, since the texts of here-documents come behind it.
  private mutating func line(into items: inout [ListItem]) throws(SyntaxError) {
    while true {
      if isAtListEnd, let byte = scanner.peek() {
        throw failure("unexpected '\(printable(byte))'")
      }
      try andOr(into: &items)
      scanner.skipBlanks()
      if let byte = scanner.peek(), byte != newline {
        guard !isAtCaseEnd, scanner.take(";") || scanner.take("&") else {
          throw failure("unexpected '\(printable(byte))'")
        }
        scanner.skipBlanks()
      }
      guard let byte = scanner.peek() else { return finish() }
      if byte == newline { return endLine() }
    }
  }

  private mutating func resynchronize(after start: Scanner) {
    depth = 0
    pending = []
    scanner = start
    while let byte = scanner.peek(), byte != newline { scanner.advance() }
    scanner.advance()
  }
}

extension Follower {
  /// More combinations of what words may stand for are not tried.
  private static let maximumCombinations = 24

  func execute(_ command: SimpleCommand) {
    let declares = command.words.first.map(isDeclaration) ?? false
    for assignment in command.assignments {
      assign(assignment, keeps: command.words.isEmpty, isLocal: false)
    }
    if declares { declare(command) }
    let words = declares ? Array(command.words.prefix(1)) : command.words
    let lists = words.map { expand($0) }
    let tells = tells(command)
    for (word, fields) in zip(words, lists) {
      mention(word, fields.flatMap { $0 }, isTold: tells)
    }
    for value in lists.dropFirst().joined().joined() { followWritten(value, line: command.line) }
    input = nil
    follow(command.redirections)
    let redirected = input
    let before = printed
    var after: [Value] = []
    let isAlternative = (lists.first?.count ?? 0) > 1 || runsRequest(command)
    for fields in combinations(lists) {
      input = redirected
      printed = before
      run(fields[...], at: command.line, RunContext(isAlternative: isAlternative))
      after += printed.filter { !after.contains($0) }
    }
    if !after.isEmpty { printed = Array(after.prefix(Variables.maximumContents)) }
    input = nil
  }

  /// Whether a command tells people something: it prints, and nothing reads that or writes it to a file.
  private func tells(_ command: SimpleCommand) -> Bool {
    guard let name = command.words.first?.bareText,
      name.elementsEqual("echo".utf8) || name.elementsEqual("printf".utf8)
    else { return false }
    return !isInSubshell && writtenDepth == 0
  }

  /// The command lines that the words together may stand for.
  private func combinations(_ lists: [[[Value]]]) -> [[Value]] {
    guard !lists.isEmpty else { return [] }
    var result: [[Value]] = [[]]
    for alternatives in lists {
      if alternatives.count == 1 || result.count * alternatives.count > Self.maximumCombinations {
        // The first words matter most: there the command is. Of the others, one value is tried.
        for index in result.indices { result[index] += alternatives.first ?? [] }
      } else {
        result = result.flatMap { line in alternatives.map { line + $0 } }
      }
    }
    return result
  }

  // MARK: Assignments

  private func isDeclaration(_ word: Word) -> Bool {
    guard let name = word.bareText else { return false }
    return ["export", "readonly", "local", "declare", "typeset"].contains {
      $0.utf8.elementsEqual(name)
    }
  }

  /// `export name=value` and its like: their arguments are assignments, and not split.
  private func declare(_ command: SimpleCommand) {
    let isLocal = command.words.first?.bareText.map { $0 != Array("export".utf8) } ?? false
    for word in command.words.dropFirst() {
      if let assignment = assignment(in: word) {
        assign(assignment, keeps: true, isLocal: isLocal && isInFunction)
      } else {
        mention(word, expand(word).flatMap { $0 })
      }
    }
  }

  private func assignment(in word: Word) -> SimpleCommand.Assignment? {
    guard case .bare(let text)? = word.parts.first,
      let equals = text.firstIndex(of: UInt8(ascii: "="))
    else { return nil }
    let appends = equals > 0 && text[equals - 1] == UInt8(ascii: "+")
    let name = text[..<(appends ? equals - 1 : equals)]
    guard isName(name) else { return nil }
    let rest = Array(text[(equals + 1)...])
    var value = Word(parts: Array(word.parts.dropFirst()), line: word.line)
    if !rest.isEmpty { value.parts.insert(.bare(rest), at: 0) }
    return .init(name: Array(name), appends: appends, isElement: false, value: value)
  }

  private func assign(_ assignment: SimpleCommand.Assignment, keeps: Bool, isLocal: Bool) {
    let isConditional = conditionalDepth > 0 && !isLocal
    if case .array? = assignment.value.parts.first {
      let lists = expand(assignment.value.parts, splits: true)
      let fields = lists.map { $0.flatMap(\.braceAlternatives) }
      mention(assignment.value, fields.flatMap { $0 })
      guard keeps else { return }
      variables.assign(
        assignment.name, fields, appends: assignment.appends, isConditional: isConditional)
      return
    }
    let values = expandUnsplit(assignment.value)
    mention(assignment.value, values)
    guard keeps else { return }
    let contents = unique(values.map { [$0] })
    if assignment.isElement {
      // One element more; which one it replaces is rarely known.
      let old = variables[assignment.name] ?? [[]]
      let joined = old.flatMap { list in contents.map { list + $0 } }
      variables.assign(
        assignment.name, unique(joined), appends: false, isConditional: isConditional)
    } else if assignment.appends {
      variables.appendText(assignment.name, contents, isConditional: isConditional)
    } else {
      variables.assign(assignment.name, contents, appends: false, isConditional: isConditional)
    }
  }

  // MARK: Redirections

  func follow(_ redirections: [Redirection]) {
    for redirection in redirections {
      let target = redirection.target
      switch redirection.kind {
      case .read:
        for value in expandUnsplit(target) { mentionPath(value, .read, line: target.line) }
      case .write:
        for value in expandUnsplit(target) { mentionPath(value, .written, line: target.line) }
      case .duplicate: break
      case .hereString:
        mention(target, expandUnsplit(target))
        input = target
      case .hereDocument(let number):
        guard documents.texts.indices.contains(number) else { continue }
        let text = Word(parts: documents.texts[number], line: target.line + 1)
        mentionLines(of: text)
        followWritten(self.text(of: text), line: text.line)
        input = text
      }
    }
  }

  // MARK: Substitutions

  /// What commands in `$(...)` may print, without the ends of lines at its end.
  func outputs(of items: [ListItem]) -> [Value] {
    let (savedPrinted, savedInput) = (printed, input)
    printed = [Value()]
    input = nil
    let savedDepth = conditionalDepth
    inSubshell { evaluate(items) }
    conditionalDepth = savedDepth
    defer { (printed, input) = (savedPrinted, savedInput) }
    let trimmed = printed.map { value in
      var symbols = value.symbols
      while symbols.last == Value.Symbol(newline) { symbols.removeLast() }
      return Value(symbols: symbols)
    }
    // Where several branches print, one that prints nothing is a failure, after which the script rarely goes on.
    let telling = trimmed.filter { !$0.isEmpty }
    return telling.isEmpty ? trimmed : telling
  }

  /// Notes that the command at the place prints one of these.
  func print(_ values: [Value]) {
    var result: [Value] = []
    if conditionalDepth > 0 {
      // Of several branches, one prints: `command -v a || echo b`.
      result = printed + values
    } else {
      for before in printed {
        result += values.map { before.isEmpty ? $0 : before + Value([newline]) + $0 }
      }
    }
    printed = Array(result.prefix(Variables.maximumContents))
  }
}

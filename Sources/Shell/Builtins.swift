/// The names that POSIX shells and bash run themselves.
private let builtinNames: Set<[UInt8]> = Set(
  """
  . : [ alias bg bind break builtin caller cd chdir command compgen complete compopt continue declare dirs disown echo enable eval
  exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readarray
  readonly return set shift shopt source suspend test times trap true type typeset ulimit umask unalias unset wait
  """.utf8.split { $0 == 0x20 || $0 == newline }.map { Array($0) })

extension Follower {
  func isBuiltin(_ name: [UInt8]) -> Bool { builtinNames.contains(name) }

  /// Runs a command of the shell itself; false where the name is none.
  func runBuiltin(
    _ name: [UInt8], _ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext
  ) -> Bool {
    guard isBuiltin(name) else { return false }
    switch String(decoding: name, as: UTF8.self) {
    case ".", "source": source(arguments, at: line)
    case "exec": runExec(arguments, at: line, context)
    case "command": runCommand(arguments, at: line, context)
    case "builtin":
      run(arguments, at: line, RunContext(ignoresFunctions: true, depth: context.depth + 1))
    case "type", "hash":
      for argument in operands(arguments) { noteTested(argument, at: line) }
      if arguments.contains(where: { $0.literal.map { $0.starts(with: "-p".utf8) } ?? false }) {
        print(Array(operands(arguments)))
      }
    case "eval": evaluateText(arguments, at: line)
    case "trap": trap(arguments, at: line)
    case "cd", "chdir", "pushd": changeDirectory(arguments, at: line)
    case "pwd":
      print(variables[workingDirectoryName].map { $0.compactMap(\.first) } ?? [.unknownText])
    case "set": setArguments(arguments)
    case "shift":
      let count = arguments.first?.literal.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
      variables.shift(max(0, count ?? 1), isConditional: conditionalDepth > 0)
    case "unset": assign(operands(arguments), [])
    case "read", "getopts", "mapfile", "readarray": assign(operands(arguments), [.unknownText])
    case "test", "[": test(Array(arguments), line: line)
    case "echo": print([joined(arguments.drop { $0.literal.map(isEchoOption) ?? false })])
    case "printf": printFormatted(arguments)
    case "exit", "return":
      if conditionalDepth == 0, !isInSubshell, !isInFunction { hasEnded = true }
    default: break
    }
    return true
  }

  private func isEchoOption(_ word: [UInt8]) -> Bool {
    word.count > 1 && word.first == UInt8(ascii: "-")
      && word.dropFirst().allSatisfy { "neE".utf8.contains($0) }
  }

  /// The arguments behind options.
  private func operands(_ arguments: ArraySlice<Value>) -> ArraySlice<Value> {
    arguments.drop { $0.symbols.count > 1 && $0.symbols.first == Value.Symbol(UInt8(ascii: "-")) }
  }

  private func joined(_ values: some Collection<Value>) -> Value {
    var result = Value()
    for (index, value) in values.enumerated() {
      if index > 0 { result.append(Value([UInt8(ascii: " ")])) }
      result.append(value)
    }
    return result
  }

  // MARK: Commands in commands

  private func runExec(_ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext) {
    var rest = arguments
    while let word = rest.first?.literal, word.count > 1, word.first == UInt8(ascii: "-") {
      rest = rest.dropFirst(word.last == UInt8(ascii: "a") && word != Array("--".utf8) ? 2 : 1)
    }
    // Without a command, exec only redirects.
    guard !rest.isEmpty else { return }
    var inner = context.wrapped
    inner.kind = .exec
    run(rest, at: line, inner)
    if conditionalDepth == 0, !isInSubshell, !isInFunction { hasEnded = true }
  }

  private func runCommand(_ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext) {
    var rest = arguments
    var tests = false
    while let word = rest.first?.literal, word.count > 1, word.first == UInt8(ascii: "-") {
      if word.contains(UInt8(ascii: "v")) || word.contains(UInt8(ascii: "V")) { tests = true }
      rest = rest.dropFirst()
    }
    guard tests else {
      var inner = context
      inner.ignoresFunctions = true
      inner.depth += 1
      run(rest, at: line, inner)
      return
    }
    for argument in rest { noteTested(argument, at: line) }
    print(Array(rest.prefix(1)))
  }

  private func source(_ arguments: ArraySlice<Value>, at line: Int) {
    guard let script = operands(arguments).first, !script.isUnknown else {
      facts.sourcesUnknown = true
      return
    }
    for path in absolute(script) {
      let (path, exactness) = pattern(path.symbols)
      note(SourcedScript(path: path, exactness: exactness, line: line))
      if exactness == .literal { self.source(path) } else { facts.sourcesUnknown = true }
    }
    mentionPath(script, .read, line: line)
  }

  private func evaluateText(_ arguments: ArraySlice<Value>, at line: Int) {
    follow(scriptText(joined(arguments)), line: line)
  }

  /// A value as the text of a script: what is unknown in it is a parameter that is unknown there, too.
  func scriptText(_ value: Value) -> [UInt8] {
    var text: [UInt8] = []
    for symbol in value.symbols {
      if let byte = UInt8(exactly: Value.plain(symbol)) {
        text.append(byte)
      } else {
        text.append(contentsOf: "${_}".utf8)
      }
    }
    return text
  }

  private func trap(_ arguments: ArraySlice<Value>, at line: Int) {
    let rest = arguments.first?.literal == Array("--".utf8) ? arguments.dropFirst() : arguments
    guard rest.count > 1, let action = rest.first,
      action.symbols.first != Value.Symbol(UInt8(ascii: "-"))
    else { return }
    let text = scriptText(action)
    conditionally { follow(text, line: line) }
  }

  // MARK: State

  private func changeDirectory(_ arguments: ArraySlice<Value>, at line: Int) {
    let target = operands(arguments).first
    var places: [Value] = [.unknownText]
    if let target {
      if target.literal != [UInt8(ascii: "-")] {
        places = absolute(target)
        for place in places { mentionPath(place, .directory, line: line) }
      }
    } else if let home = variables[Array("HOME".utf8)] {
      places = home.compactMap(\.first)
    }
    let contents = places.map { place in
      [place.symbols.first == Value.slash ? Value().appendingPath(place.quoted) : .unknownText]
    }
    variables.assign(
      workingDirectoryName, contents, appends: false, isConditional: conditionalDepth > 0)
  }

  private func setArguments(_ arguments: ArraySlice<Value>) {
    var rest = arguments
    var replaces = false
    while let word = rest.first?.literal, let first = word.first,
      first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    {
      rest = rest.dropFirst()
      if word == Array("--".utf8) || word == [UInt8(ascii: "-")] {
        replaces = true
        break
      }
      if word.last == UInt8(ascii: "o") { rest = rest.dropFirst() }
    }
    guard replaces || !rest.isEmpty else { return }
    variables.setArguments([Array(rest)], isConditional: conditionalDepth > 0)
  }

  private func assign(_ names: ArraySlice<Value>, _ content: Variables.Content) {
    for value in names {
      guard let name = value.literal, isName(name) else { continue }
      variables.assign(name, [content], appends: false, isConditional: conditionalDepth > 0)
    }
  }

  private func printFormatted(_ arguments: ArraySlice<Value>) {
    var rest = arguments
    if rest.first?.literal == Array("-v".utf8) {
      assign(rest.dropFirst().prefix(1), [.unknownText])
      return
    }
    if rest.first?.literal == Array("--".utf8) { rest = rest.dropFirst() }
    guard let format = rest.first?.literal else { return print([.unknownText]) }
    let text = String(decoding: format, as: UTF8.self)
    if text == "%s" || text == "%s\\n" || text == "%q" {
      print([joined(rest.dropFirst())])
    } else if !text.contains("%"), !text.contains("\\") {
      print([Value(format)])
    } else {
      print([.unknownText])
    }
  }

  /// `test -x FILE` asks whether a command is there.
  func test(_ words: [Value], line: Int) {
    for (option, operand) in zip(words, words.dropFirst())
    where option.literal == Array("-x".utf8) && operand.symbols.contains(Value.slash) {
      noteTested(operand, at: line)
    }
  }
}

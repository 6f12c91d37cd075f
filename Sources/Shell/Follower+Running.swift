/// How a command line is run.
struct RunContext {
  var kind = CommandUse.Kind.run
  /// By another program (`env`, `xargs`, `exec`): then the shell's own commands and functions do not count.
  var isExternal = false
  /// By `command`: functions do not count.
  var ignoresFunctions = false
  var isCertain = true
  /// Whether the words are one of several combinations.
  var isAlternative = false
  /// How many commands this one is wrapped in.
  var depth = 0

  var wrapped: RunContext {
    var inner = self
    inner.isExternal = true
    inner.ignoresFunctions = false
    inner.depth += 1
    return inner
  }
}

extension Follower {
  /// Runs one command line.
  func run(_ words: ArraySlice<Value>, at line: Int, _ context: RunContext = RunContext()) {
    guard let first = words.first, context.depth < 12 else { return }
    guard !first.isUnknown else { return runAfterUnknown(words, at: line, context) }
    guard let name = first.literal else { return runPartlyKnown(first, words, at: line, context) }
    guard !name.isEmpty else { return }
    let arguments = words.dropFirst()
    var context = context
    if !context.isExternal {
      if !context.ignoresFunctions, let function = functions[name] {
        call(name, Array(arguments))
        guard function.isConditional else { return }
        context.isCertain = false
      } else if runBuiltin(name, arguments, at: line, context) {
        return
      }
    }
    note(name, at: line, context)
    runExternal(lastComponent(name), arguments, at: line, context)
  }

  /// The word after a variable that may be empty (`$SUDO rm`) may be a command.
  private func runAfterUnknown(
    _ words: ArraySlice<Value>, at line: Int, _ context: RunContext
  ) {
    printed = [.unknownText]
    guard words.first == .anyFields, let next = words.dropFirst().first?.literal,
      let start = next.first, isNameStart(start) || start == slash, isCommandName(next)
    else { return }
    var context = context
    context.isCertain = false
    context.depth += 1
    run(words.dropFirst(), at: line, context)
  }

  /// Of `"$dir/tool"`, the last component is known.
  private func runPartlyKnown(
    _ first: Value, _ words: ArraySlice<Value>, at line: Int, _ context: RunContext
  ) {
    printed = [.unknownText]
    guard let end = first.symbols.lastIndex(of: Value.slash),
      let name = Value(symbols: first.symbols[(end + 1)...]).literal, isCommandName(name)
    else { return }
    note(
      CommandUse(
        name: name, place: .somewhere, kind: context.kind, isCertain: context.isCertain,
        isAlternative: context.isAlternative, line: line))
    runExternal(name[...], words.dropFirst(), at: line, context)
  }

  /// Notes a command by a name that is known.
  func note(_ name: [UInt8], at line: Int, _ context: RunContext) {
    guard isCommandName(name) else { return }
    guard name.contains(slash) else {
      if context.isExternal || context.ignoresFunctions { namesPastFunctions.insert(name) }
      note(
        CommandUse(
          name: name, kind: context.kind, isCertain: context.isCertain,
          isAlternative: context.isAlternative, line: line))
      return
    }
    let paths = absolute(Value(name))
    for path in paths {
      guard let path = path.literal else { continue }
      note(
        CommandUse(
          name: path, place: .path, kind: context.kind, isCertain: context.isCertain,
          isAlternative: context.isAlternative || paths.count > 1, line: line))
    }
  }

  /// Whether bytes can be the name of a command: what quoting went wrong on mostly cannot.
  func isCommandName(_ name: [UInt8]) -> Bool {
    guard !name.isEmpty, name.count < 1024, name.first != UInt8(ascii: "-"), name.last != slash
    else { return false }
    return name.allSatisfy { $0 > 0x20 && $0 != 0x7f && !"=;&|<>()`\"'{}!\\".utf8.contains($0) }
  }

  /// What a command that is no part of the shell does with its arguments.
  private func runExternal(
    _ name: ArraySlice<UInt8>, _ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext
  ) {
    let text = String(decoding: name, as: UTF8.self)
    noteCall(of: name, arguments)
    if context.depth == 0, let values = output(of: text, arguments) {
      print(values)
    } else {
      printed = [.unknownText]
    }
    if text == "which" {
      for argument in arguments { noteTested(argument, at: line) }
      return
    }
    runWrapped(by: text, arguments, at: line, context)
  }

  /// Notes what a command is given.
  private func noteCall(of name: ArraySlice<UInt8>, _ arguments: ArraySlice<Value>) {
    guard !arguments.isEmpty || input != nil else { return }
    let words = arguments.filter { !$0.isUnknown }.map(\.approximateBytes)
    let text = input.map { self.text(of: $0) }
    note(CommandCall(words: [Array(name)] + words, input: text))
  }

  func noteTested(_ value: Value, at line: Int) {
    guard let name = value.literal, name.first != UInt8(ascii: "-") else {
      if let name = value.lastComponent?.literal, value.symbols.contains(Value.slash) {
        note(CommandUse(name: name, place: .somewhere, kind: .tested, line: line))
      }
      return
    }
    guard functions[name] == nil, !isBuiltin(name) else { return }
    note(name, at: line, RunContext(kind: .tested))
  }

  /// What commands print whose output is known from their arguments.
  private func output(of name: String, _ arguments: ArraySlice<Value>) -> [Value]? {
    let operands = arguments.filter { $0.symbols.first != Value.Symbol(UInt8(ascii: "-")) }
    guard let first = operands.first else { return nil }
    switch name {
    case "dirname": return first.directory.map { [$0] }
    case "basename":
      guard var result = first.lastComponent else { return nil }
      if operands.count > 1, let short = result.removing(operands[1], atEnd: true, longest: false) {
        result = short
      }
      return [result]
    case "readlink", "realpath":
      // Links are resolved by those who have the root: the real name of the script is the last of its names.
      if let last = variables.scriptNames.last, variables.scriptNames.contains(first) {
        return [last]
      }
      return absolute(first)
    case "which": return [first]
    default: return nil
    }
  }
}

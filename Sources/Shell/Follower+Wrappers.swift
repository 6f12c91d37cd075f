extension Follower {
  /// Runs the commands that a program was given to run.
  func runWrapped(
    by name: String, _ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext
  ) {
    switch name {
    case "find": return runFound(arguments, at: line, context)
    case "busybox":
      // The applet is no file of its own here.
      guard let applet = arguments.first?.literal, context.depth < 12 else { return }
      return runWrapped(
        by: String(decoding: applet, as: UTF8.self), arguments.dropFirst(), at: line,
        context.wrapped)
    case "service": return runService(arguments, at: line, context)
    case "start-stop-daemon": return runDaemon(arguments, at: line, context)
    case "capsh":
      guard let end = arguments.firstIndex(where: { $0.literal == Array("--".utf8) }) else {
        return
      }
      return runShell(arguments[(end + 1)...], at: line, context)
    case "su", "sg", "script": return runScriptOption(arguments, at: line, context)
    case "runuser"
    where !arguments.contains { ["-u", "--user"].contains($0.text) }:
      return runScriptOption(arguments, at: line, context)
    case _ where Shebang.isShell(name.utf8): return runShell(arguments, at: line, context)
    default: break
    }
    guard let wrapper = Wrapper.all[name] else { return }
    let rest = read(arguments, of: wrapper, at: line, context)
    var inner = context.wrapped
    if let first = rest.first, first == .anyFields { inner.isCertain = false }
    run(rest, at: line, inner)
  }

  /// Passes over what belongs to the wrapper; scripts that it is given are followed.
  private func read(
    _ arguments: ArraySlice<Value>, of wrapper: Wrapper, at line: Int, _ context: RunContext
  ) -> ArraySlice<Value> {
    var rest = arguments
    var operands = wrapper.operands
    var takesOptions = true
    while let value = rest.first {
      let word = value.text
      if let word, takesOptions, word.hasPrefix("-"), word.utf8.count > 1 {
        rest = rest.dropFirst()
        if word == "--" {
          takesOptions = false
        } else if wrapper.scriptOptions.contains(word) {
          if let script = rest.first { followScript(script, at: line) }
          rest = rest.dropFirst()
        } else if wrapper.valueOptions.contains(word) {
          rest = rest.dropFirst()
        } else if wrapper.takesAssignments, let split = splitString(word, &rest) {
          rest = (split + rest)[...]
        } else if let equals = word.firstIndex(of: "="),
          wrapper.scriptOptions.contains(String(word[..<equals]))
        {
          followScript(Value(word[word.index(after: equals)...].utf8), at: line)
        }
      } else if let word, wrapper.takesAssignments, isAssignment(word) {
        rest = rest.dropFirst()
      } else if operands > 0 {
        operands -= 1
        rest = rest.dropFirst()
      } else {
        return rest
      }
    }
    return rest
  }

  private func isAssignment(_ word: String) -> Bool {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return false }
    return isName(word.utf8[..<equals])
  }

  /// `env -S 'words'`: the words take its place.
  private func splitString(_ word: String, _ rest: inout ArraySlice<Value>) -> [Value]? {
    if word == "-S" || word == "--split-string" || word == "-vS" {
      return rest.popFirst()?.fields ?? []
    }
    for prefix in ["-S", "--split-string="] where word.hasPrefix(prefix) {
      return Value(word.utf8.dropFirst(prefix.utf8.count)).fields
    }
    return nil
  }

  /// The text of `sh -c`, in a shell of its own.
  func followScript(_ script: Value, at line: Int, arguments: [Value] = [.anyFields]) {
    let text = scriptText(script)
    inSubshell {
      variables.arguments = [arguments]
      conditionally { follow(text, line: line) }
    }
  }

  private func runShell(_ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext) {
    var rest = arguments
    var isText = false
    while let word = rest.first?.literal, word.count > 1,
      word.first == UInt8(ascii: "-") || word.first == UInt8(ascii: "+")
    {
      rest = rest.dropFirst()
      if word == Array("--".utf8) { break }
      if word.starts(with: "--".utf8) {
        if word == Array("--rcfile".utf8) || word == Array("--init-file".utf8) {
          rest = rest.dropFirst()
        }
        continue
      }
      if word.contains(UInt8(ascii: "c")) { isText = true }
      if word.last == UInt8(ascii: "o") || word.last == UInt8(ascii: "O") {
        rest = rest.dropFirst()
      }
    }
    guard let first = rest.first else {
      // Without arguments a shell reads commands from its input.
      if let input { inSubshell { follow(text(of: input), line: input.line) } }
      return
    }
    if isText {
      // The word behind the text is $0.
      return followScript(first, at: line, arguments: Array(rest.dropFirst(2)))
    }
    guard !first.isUnknown else { return }
    for path in absolute(first) {
      let (path, exactness) = pattern(path.symbols)
      note(SourcedScript(path: path, exactness: exactness, isInSameShell: false, line: line))
    }
    mentionPath(first, .read, line: line)
  }

  /// su(1) and its like: a script behind `-c`, wherever that stands, and perhaps the shell for it.
  private func runScriptOption(
    _ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext
  ) {
    for (option, value) in zip(arguments, arguments.dropFirst()) {
      guard let option = option.text, option.hasPrefix("-") else { continue }
      if option == "-s" || option == "--shell" {
        run([value], at: line, context.wrapped)
      } else if option == "--command" || (option.hasSuffix("c") && !option.hasPrefix("--")) {
        followScript(value, at: line)
      }
    }
    for case let option? in arguments.map(\.text) where option.hasPrefix("--command=") {
      followScript(Value(option.utf8.dropFirst(10)), at: line)
    }
  }

  /// find(1): `-exec command ;` and `-exec command +`.
  private func runFound(_ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext) {
    var rest = arguments
    while let word = rest.popFirst() {
      guard let option = word.literal, Self.findActions.contains(option) else { continue }
      let command = rest.prefix {
        $0.literal != [UInt8(ascii: ";")] && $0.quoted.literal != [UInt8(ascii: "+")]
      }
      run(command, at: line, context.wrapped)
      rest = rest.dropFirst(command.count)
    }
  }

  private static let findActions: Set<[UInt8]> = Set(
    ["-exec", "-execdir", "-ok", "-okdir"].map { Array($0.utf8) })

  /// service(8): `service NAME ACTION` runs the script of that name in /etc/init.d.
  private func runService(
    _ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext
  ) {
    guard let name = arguments.first?.literal, isCommandName(name), !name.contains(slash) else {
      return
    }
    let script = Value("/etc/init.d/".utf8 + name)
    run([script] + arguments.dropFirst(), at: line, context.wrapped)
  }

  private func runDaemon(_ arguments: ArraySlice<Value>, at line: Int, _ context: RunContext) {
    for (option, program) in zip(arguments, arguments.dropFirst()) {
      guard let option = option.text else { continue }
      if ["-x", "--exec", "-a", "--startas"].contains(option) {
        run([program], at: line, context.wrapped)
      }
    }
  }
}

extension Value {
  /// As text to compare with; nil where it is not known whole.
  var text: String? { literal.map { String(decoding: $0, as: UTF8.self) } }
}

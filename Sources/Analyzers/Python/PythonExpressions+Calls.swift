/// Calls that import, that look for libraries, and that start programs.
extension PythonExpressions {
  private enum Call { case importing, searching, parsing, starting }

  private static let calls: PythonNames<Call> = {
    let names: [(Call, [String])] = [
      (.importing, ["import_module", "__import__"]),
      (.searching, ["find_library"]),
      (.parsing, ["strptime"]),
      (
        .starting,
        [
          "Popen", "run", "call", "check_call", "check_output", "create_subprocess_exec", "which",
          "execv", "execve", "execvp", "execvpe", "execl", "execlp", "spawnl", "spawnlp", "spawnv",
          "spawnvp", "find_executable", "posix_spawn", "posix_spawnp",
        ]
      ),
    ]
    return PythonNames(names.flatMap { call, words in words.map { ($0, call) } })
  }()

  private func call(_ token: PythonTokens.Token) -> Call? { Self.calls[nameHash(text, token)] }

  /// `tokens` begin with the opening bracket.
  mutating func readCall(
    of name: PythonTokens.Token, _ tokens: Tokens, _ place: PythonSource.Place,
    _ imports: inout [PythonSource.Import]
  ) {
    guard let call = call(name) else {
      readHelper(name, tokens, place, &imports)
      return
    }
    let arguments = Self.arguments(tokens)
    switch call {
    case .parsing: source.parsesTimes = true
    case .starting:
      startsPrograms = true
      if let token = arguments.first?.first, token.kind == .string { addProgram(token) }
    case .searching:
      source.findsLibraries = true
      for token in arguments.first ?? [] where token.kind == .string {
        source.searchedLibraries.insert(Array(spelling(token)))
      }
    case .importing: readImportCall(arguments, place, &imports)
    }
  }

  /// `import_optional_dependency("x")`, `LazyImport("x")`: a function with `import` in its name and the name of a module at once.
  private mutating func readHelper(
    _ name: PythonTokens.Token, _ tokens: Tokens, _ place: PythonSource.Place,
    _ imports: inout [PythonSource.Import]
  ) {
    let spelled = spelling(name)
    if Self.says("stub", spelled),
      Self.arguments(tokens).contains(where: { argument in
        argument.contains { spelling($0).elementsEqual("__file__".utf8) }
      })
    {
      source.readsStub = true
      return
    }
    guard Self.says("import", spelled), let first = Self.arguments(tokens).first, first.count == 1,
      let token = first.first,
      token.kind == .string, token.byte == 0
    else { return }
    let module = spelling(token)
    guard !module.isEmpty, module.first != UInt8(ascii: "."),
      module.allSatisfy({ PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".") })
    else { return }
    // It may fail, and it may wait.
    var entry = PythonSource.Import(module: Array(module))
    entry.place = place.union(.function)
    entry.attempt = 0
    imports.append(entry)
  }

  /// Whether a name has a word in it, of small letters, whatever the case of its own.
  private static func says(_ word: StaticString, _ name: ArraySlice<UInt8>) -> Bool {
    unsafe name.withUnsafeBufferPointer { name in
      word.withUTF8Buffer { word in
        var start = 0
        while start + word.count <= name.count {
          var length = 0
          while length < word.count, unsafe name[start + length] | 0x20 == word[length] {
            length += 1
          }
          if length == word.count { return true }
          start += 1
        }
        return false
      }
    }
  }

  private mutating func readImportCall(
    _ arguments: [Tokens], _ place: PythonSource.Place, _ imports: inout [PythonSource.Import]
  ) {
    guard let first = arguments.first, let start = first.first else { return }
    if first.count == 1, start.kind == .string, start.byte != UInt8(ascii: "f") {
      let literal = Array(spelling(start))
      let level = literal.prefix { $0 == UInt8(ascii: ".") }.count
      var entry = PythonSource.Import(level: level, module: Array(literal.dropFirst(level)))
      entry.place = place
      // The second argument of import_module says what the dots are relative to; `fromlist` of __import__ what is taken from it.
      for argument in arguments.dropFirst() {
        let strings = argument.filter { $0.kind == .string }.map { Array(spelling($0)) }
        if level > 0, argument.count == 1, let package = strings.first {
          entry.module = package + [UInt8(ascii: ".")] + entry.module
          entry.level = 0
        } else if argument.first.map({ spelling($0).elementsEqual("fromlist".utf8) }) == true {
          entry.names = strings
        }
      }
      imports.append(entry)
      return
    }
    var fragments: Set<[UInt8]> = []
    for token in arguments.joined() where token.kind == .string {
      let literal = Array(spelling(token))
      if let end = Self.end(of: literal) {
        source.templates.insert(end)
      } else if let prefix = Self.prefix(of: literal) {
        fragments.insert(prefix)
      } else if literal.first == UInt8(ascii: "."),
        literal.allSatisfy({ PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".") })
      {
        fragments.insert(literal)
      }
    }
    if fragments.isEmpty, source.templates.isEmpty {
      importsVariables = true
    } else {
      source.computed.formUnion(fragments)
    }
  }

  /// What stands between the commas of a call.
  private static func arguments(_ tokens: Tokens) -> [Tokens] {
    var depth = 0
    var result: [Tokens] = []
    var start = tokens.startIndex + 1
    for index in tokens.indices where tokens[index].kind == .punctuation {
      switch tokens[index].byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 {
          if start < index { result.append(tokens[start..<index]) }
          return result
        }
      case UInt8(ascii: ",") where depth == 1:
        if start < index { result.append(tokens[start..<index]) }
        start = index + 1
      default: break
      }
    }
    return result
  }
}

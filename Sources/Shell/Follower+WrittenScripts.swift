extension Follower {
  /// Goes through a script that this one writes: `cat > hook <<END`, `printf '#!/bin/sh\n...' > hook`.
  ///
  /// What begins with `#!` is nothing else (execve(2)), and what is written is run later.
  func followWritten(_ text: [UInt8], line: Int) {
    guard let shebang = Shebang(text), shebang.interpreter.first == slash else { return }
    let later = RunContext(isExternal: true, isCertain: false)
    note(shebang.interpreter, at: line, later)
    if let program = shebang.command.first { note(program, at: line, later) }
    guard Shebang.isShell(shebang.programName) else {
      note(CommandCall(words: [Array(shebang.programName)], input: text))
      return
    }
    let (savedFunctions, savedNames, savedInput) = (functions, facts.functions, input)
    inSubshell {
      variables.arguments = [[.anyFields]]
      conditionally { follow(text, line: line) }
    }
    (functions, facts.functions, input) = (savedFunctions, savedNames, savedInput)
  }

  /// The same for an argument of printf or echo, where the ends of lines may still be escaped.
  func followWritten(_ value: Value, line: Int) {
    guard value.symbols.count > 3, value.symbols.starts(with: Self.mark) else { return }
    let text = scriptText(value)
    followWritten(text.contains(newline) ? text : Self.withoutEscapes(text), line: line)
  }

  private static let mark = "#!".utf8.map { Value.Symbol($0) }

  /// printf(1): `\n`, `\t`, `%%`, and a backslash before what stands for itself.
  private static func withoutEscapes(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      let next = index + 1 < text.count ? text[index + 1] : 0
      index += 1
      switch (byte, next) {
      case (backslash, UInt8(ascii: "n")): result.append(newline)
      case (backslash, UInt8(ascii: "t")): result.append(UInt8(ascii: "\t"))
      case (backslash, backslash), (UInt8(ascii: "%"), UInt8(ascii: "%")): result.append(next)
      default:
        result.append(byte)
        continue
      }
      index += 1
    }
    return result
  }
}

/// The first line of a script, as execve(2) reads it: an interpreter and at most one argument.
struct Shebang {
  var interpreter: [UInt8]
  var argument: [UInt8]

  /// BINPRM_BUF_SIZE: what Linux looks at.
  static let limit = 256

  /// nil where `start` is no script, or names no interpreter.
  init?(_ start: [UInt8]) {
    guard start.starts(with: "#!".utf8) else { return nil }
    let line = start.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") && $0 != 0 }
    let words = line.drop(while: Self.isBlank)
    let name = words.prefix { !Self.isBlank($0) }
    guard !name.isEmpty else { return nil }
    interpreter = Array(name)
    var rest = words.dropFirst(name.count).drop(while: Self.isBlank)
    while let last = rest.last, Self.isBlank(last) { rest.removeLast() }
    argument = Array(rest)
  }

  /// The program that env(1) is asked to find: after its options and assignments; nil where the interpreter is not env.
  var searchedProgram: [UInt8]? {
    guard interpreter.split(separator: UInt8(ascii: "/")).last?.elementsEqual("env".utf8) == true
    else { return nil }
    // Without -S the whole argument is one word, blanks and all; people who write more mean -S, or the kernel of another system.
    for word in argument.split(whereSeparator: Self.isBlank) {
      if word.first == UInt8(ascii: "-") || word.contains(UInt8(ascii: "=")) { continue }
      return Array(word)
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

internal import Planning
internal import Roots
internal import Shell

/// The program that runs a script in the end, by its `#!` line.
enum ScriptInterpreter {
  /// The interpreter as it is asked for (through `env`, as PATH has it) and the file that this leads to; nil where the file is no script, or the
  /// interpreter is not there.
  static func find(
    for script: RootPath, _ run: Run
  ) throws(PlanningError) -> (asked: RootPath, real: RootPath)? {
    let start = try reading { () throws(RootError) in
      try run.root.prefix(of: script, limit: 512)
    }
    guard let shebang = Shebang(start) else { return nil }
    var asked = RootPath(shebang.interpreter)
    if shebang.name.elementsEqual("env".utf8) {
      guard let word = shebang.command.first, let program = try run.program(named: word) else {
        return nil
      }
      asked = program
    } else if Shebang.isShell(shebang.name), let path = trampoline(start) {
      asked = path
    }
    guard let found = try? run.root.resolve(asked), found.entry?.isRegular == true else {
      return nil
    }
    return (asked, found.path)
  }

  /// Installers write scripts whose interpreter has too long a path, or blanks in it, as shell scripts that the interpreter reads as well:
  /// `'''exec' /long/path/python "$0" "$@"` (pip), `"exec" "/long/path/ruby" "-x" "$0" "$@"` (rubygems).
  private static func trampoline(_ start: [UInt8]) -> RootPath? {
    for line in start.split(separator: UInt8(ascii: "\n")).dropFirst().prefix(8) {
      let words = line.split { $0 == 0x20 || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }
      guard words.first?.elementsEqual("exec".utf8) == true, words.count > 1,
        words[1].first == UInt8(ascii: "/")
      else { continue }
      return RootPath(words[1])
    }
    return nil
  }
}

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
    let start = try run.head(of: script)
    guard let shebang = Shebang(start) else { return nil }
    var asked = RootPath(shebang.interpreter)
    if shebang.name.elementsEqual("env".utf8) {
      guard let word = shebang.command.first, let program = try run.program(named: word) else {
        return nil
      }
      asked = program
    } else if Shebang.isShell(shebang.name), let word = trampoline(start) {
      if word.first == UInt8(ascii: "/") {
        asked = RootPath(word)
      } else if let program = try run.program(named: word) {
        asked = program
      }
    }
    guard let found = try? run.root.resolve(asked), found.entry?.isRegular == true else {
      return nil
    }
    return (asked, found.path)
  }

  /// Scripts in the shell's language that an interpreter reads as well, since they hand themselves to it: those that installers write where the
  /// interpreter has too long a path (`'''exec' /long/path/python "$0" "$@"`), and those that look for one (`exec python3 "$0" "$@"`).
  private static func trampoline(_ start: [UInt8]) -> ArraySlice<UInt8>? {
    for line in start.split(separator: UInt8(ascii: "\n")).dropFirst().prefix(12) {
      let words = line.split {
        $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"")
      }
      guard words.first?.elementsEqual("exec".utf8) == true, words.count > 1 else { continue }
      if words[1].first == UInt8(ascii: "/")
        || words.contains(where: { $0.elementsEqual("$0".utf8) })
      {
        return words[1]
      }
    }
    return nil
  }
}

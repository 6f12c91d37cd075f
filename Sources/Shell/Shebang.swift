/// The first line of a script that names its interpreter (execve(2)).
public struct Shebang: Hashable, Sendable {
  /// The interpreter, as it is written.
  public var interpreter: [UInt8]
  /// All that follows it, as the kernel hands it over: one argument.
  public var argument: [UInt8]?
  /// What env(1) runs, where the interpreter is env: the program, then its arguments. So it is where a program is told a shell, to start it when it has done
  /// its own work (`#!/command/with-contenv bash`, `#!/bin/busybox sh`).
  public var command: [[UInt8]]

  /// Linux reads this much of a file to find the line (BINPRM_BUF_SIZE).
  static let maximumLength = 256

  /// nil where `start`, the beginning of a file, has no such line.
  public init?(_ start: some Collection<UInt8>) {
    let start = Array(start.prefix(Self.maximumLength))
    guard start.starts(with: "#!".utf8) else { return nil }
    var line = start[2...].prefix { $0 != newline && $0 != 0 }
    // A script from another system would ask for an interpreter whose name ends in a carriage return, and not run.
    while let last = line.last, isBlank(last) { line.removeLast() }
    line = line.drop(while: isBlank)
    let interpreter = line.prefix { !isBlank($0) }
    guard !interpreter.isEmpty else { return nil }
    self.interpreter = Array(interpreter)
    let rest = line.dropFirst(interpreter.count).drop(while: isBlank)
    argument = rest.isEmpty ? nil : Array(rest)
    command = []
    if name.elementsEqual("env".utf8), let argument {
      command = Self.envCommand(argument)
    } else if let words = argument?.split(whereSeparator: isBlank).map({ Array($0) }),
      let first = words.first, Self.isShell(lastComponent(first)), !Self.isShell(name)
    {
      command = words
    }
  }

  /// The last component of the interpreter.
  public var name: ArraySlice<UInt8> { lastComponent(interpreter) }

  /// The name of the program that reads the script in the end: behind env and its like, what they run. Empty where env is told no program.
  public var programName: ArraySlice<UInt8> {
    if let program = command.first { return lastComponent(program) }
    return name.elementsEqual("env".utf8) ? [] : name
  }

  /// Whether a program of this name reads the language that `ScriptFacts` understands.
  public static func isShell(_ name: some Sequence<UInt8>) -> Bool {
    shells.contains { $0.utf8.elementsEqual(name) }
  }

  private static let shells = [
    "sh", "bash", "dash", "ash", "ksh", "mksh", "rbash", "posh", "yash", "zsh",
  ]

  /// Without -S, env gets all as one word, and looks for a program of that name.
  private static func envCommand(_ argument: [UInt8]) -> [[UInt8]] {
    var words = argument.split(whereSeparator: isBlank).map { Array($0) }
    guard let first = words.first, first.first == UInt8(ascii: "-") else { return [argument] }
    let long = Array("--split-string".utf8)
    if first == Array("-S".utf8) || first == long || first == Array("-vS".utf8) {
      words.removeFirst()
    } else if first.starts(with: "-S".utf8) {
      words[0] = Array(first.dropFirst(2))
    } else if first.starts(with: long + [UInt8(ascii: "=")]) {
      words[0] = Array(first.dropFirst(long.count + 1))
    } else {
      return []
    }
    return Array(EnvironmentCommand(words).command)
  }
}

/// The last component of a path.
func lastComponent(_ path: [UInt8]) -> ArraySlice<UInt8> {
  path[((path.lastIndex(of: slash) ?? -1) + 1)...]
}

/// The words of env(1), without options and assignments.
struct EnvironmentCommand {
  var command: ArraySlice<[UInt8]>

  init(_ words: [[UInt8]]) {
    var rest = words[...]
    while let word = rest.first {
      if word == Array("-u".utf8) || word == Array("-C".utf8) {
        rest = rest.dropFirst(2)
      } else if word.first == UInt8(ascii: "-") || word.contains(UInt8(ascii: "=")) {
        rest = rest.dropFirst()
        if word == Array("--".utf8) { break }
      } else {
        break
      }
    }
    command = rest
  }
}

internal import Packages
internal import Planning
internal import Roots
internal import Shell

/// Scripts: the interpreter that `#!` names, and what a shell script runs, reads and sources.
///
/// execve(2) starts the interpreter with at most one argument; `env` and `env -S` name the real one in that argument. What else a shell script needs is
/// found by parsing it; commands that administer a system are not followed, and those that the root lacks are a note.
final class ScriptAnalyzer: Analyzer {
  let name = "script"
  private let reader: ShellReader
  private static let largestScript = 4 << 20

  private let mentions: Mentions

  init(reader: ShellReader, mentions: Mentions) {
    self.reader = reader
    self.mentions = mentions
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    let start = try run.head(of: file.path)
    let shebang = Shebang(start)
    var isShell = false
    // The line of a module that is imported says nothing: whoever imports it is the interpreter.
    let isModule =
      file.standing < .leading && (!file.entry.isExecutable || run.isClaimed(file.path))
    // `#!NAME` without a directory is what some programs put first in their configuration: execve(2) would look for it where it is started.
    if let shebang, !isModule, shebang.interpreter.first == UInt8(ascii: "/") {
      isShell = try keepInterpreter(shebang, file, run)
    }
    if let shebang, !isModule, Self.isOtherShell(shebang.programName) {
      try followOtherShell(file, run)
    }
    if shebang != nil, !isModule, !isShell, Self.isRun(file) {
      try followPaths(file, run)
      if let shebang { try ChainScript.follow(file, shebang, run) }
    }
    let surroundings = reader.sourced[file.path]
    let isNamedAsShell = shebang == nil && file.standing == .leading && Self.hasShellExtension(file)
    guard isShell || isNamedAsShell || (shebang == nil && surroundings != nil),
      file.entry.size <= Self.largestScript
    else { return }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    try reader.read(
      text, of: file, surroundings: surroundings ?? self.surroundings(of: file, run), run)
  }

  /// Whether something runs a script by its name, rather than that its package or a directory has it.
  private static func isRun(_ file: KeptFile) -> Bool {
    file.standing == .leading
      || file.reasons.contains {
        [.configurationFile, .program, .shellCommand, .script].contains($0.rule)
      }
  }

  /// Files that a script in another language than the shell's names by absolute paths, as it stands in their literals: it reads them.
  private func followPaths(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard file.entry.size <= Self.largestScript else { return }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    var paths: Set<[UInt8]> = []
    let span = unsafe text.span.bytes
    CodeLiterals.forEach(in: span) { literal in
      guard literal.range.count > 4, literal.range.count < 256,
        text[literal.range.lowerBound] == UInt8(ascii: "/")
      else { return }
      let path = text[literal.range]
      if !path.contains(where: CodeLiterals.isBlank) { paths.insert(Array(path)) }
    }
    let speaker = Mentions.Speaker(
      file: file, executes: false, readsDirectories: false, rule: .script)
    for path in paths.sortedByBytes() { try mentions.follow(path, by: speaker, in: run) }
  }

  /// Shells whose language is another one, of which only the commands are understood: the first words of what the signs between commands part.
  private static func isOtherShell(_ name: ArraySlice<UInt8>) -> Bool {
    ["zsh", "fish", "csh", "tcsh", "rc", "es", "elvish", "nu"].contains {
      $0.utf8.elementsEqual(name)
    }
  }

  private func followOtherShell(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard file.entry.size <= Self.largestScript else { return }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    var names: Set<[UInt8]> = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let line = line.drop(while: CodeLiterals.isBlank)
      if line.first == UInt8(ascii: "#") { continue }
      names.formUnion(CommandText.programs(in: line))
    }
    for name in names.sortedByBytes() {
      guard let path = try run.startableProgram(named: name) else { continue }
      try run.keep(
        path, because: Reason(.shellCommand, .likely, from: file.path, detail: name),
        standing: file.standing)
    }
  }

  /// `x.sh`, `x.envsh`: without `#!`, run by whoever is told that such files are scripts.
  private static func hasShellExtension(_ file: KeptFile) -> Bool {
    guard let dot = file.path.name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return file.path.name[dot...].suffix(2).elementsEqual("sh".utf8)
  }

  /// Keeps the interpreter; answers whether it is a shell, by its real name as well: /bin/sh may be a link to anything.
  private func keepInterpreter(
    _ shebang: Shebang, _ file: KeptFile, _ run: Run
  ) throws(PlanningError) -> Bool {
    // What cannot be executed is read by another program, whose interpreter is on the command line.
    let evidence: Evidence = file.mustRun && file.entry.isExecutable ? .required : .likely
    let line = shebang.interpreter + (shebang.argument.map { [UInt8(ascii: " ")] + $0 } ?? [])
    let reason = Reason(.interpreter, evidence, from: file.path, detail: line)
    let standing = min(
      file.standing, run.packages.owner(of: file.path) == nil ? .leading : .supporting)
    if case .absent(let path) = try run.keep(
      shebang.interpreter, because: reason, standing: standing)
    {
      let missing = Missing(name: path.bytes, from: file.path, rule: .interpreter)
      if evidence == .required {
        run.miss(missing)
      } else {
        run.note(
          Note(
            kind: "missing-interpreter", path: file.path,
            text: "'\(file.path)' cannot run: its interpreter '\(path)' is not there"))
      }
    }
    for (index, word) in shebang.command.enumerated() {
      // Behind env, the program; of its arguments, those that name files (`awk -f FILE`).
      if let program = try run.program(named: word) {
        if index == 0 { try run.keep(program, because: reason, standing: standing) }
      } else if index == 0 {
        run.note(
          Note(
            kind: "missing-interpreter", path: file.path,
            text: "'\(file.path)' asks env for '\(printable(word))', which is not in PATH"))
      }
    }
    return Shebang.isShell(shebang.programName)
  }

  private func surroundings(of file: KeptFile, _ run: Run) -> ScriptFacts.Surroundings {
    var result = ScriptFacts.Surroundings()
    result.names = file.names.map(\.bytes) + [file.path.bytes]
    guard file.standing == .leading else { return result }
    result.workingDirectory = run.request.workingDirectory.bytes
    result.variables[Array("PATH".utf8)] = [
      Array(run.request.searchPath.map(\.bytes).joined(separator: [UInt8(ascii: ":")]))
    ]
    for variable in run.request.environment {
      guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
      result.variables[Array(variable[..<equals])] = [Array(variable[(equals + 1)...])]
    }
    for command in run.request.commands {
      guard let first = command.words.first,
        let name = first.split(separator: UInt8(ascii: "/")).last
      else { continue }
      if file.names.contains(where: { $0.name.elementsEqual(name) }) {
        result.arguments = Array(command.words.dropFirst())
      }
    }
    return result
  }
}

internal import Planning
internal import Roots
internal import Shell

/// The words of the command line.
///
/// The first word of each command is looked up as execvp(3) does; without it nothing runs. Of the others, those that name something in the root
/// (as they stand, relative to the working directory, or behind `=`) are needed: a script, a configuration file, a directory with its content.
/// Absolute paths inside a word (`key=/a,other=/b`, `-I/opt/lib`) would likely be opened.
final class CommandLineAnalyzer: Analyzer {
  let name = "command-line"
  private let shell: ShellReader

  init(shell: ShellReader) { self.shell = shell }

  func begin(_ run: Run) throws(PlanningError) {
    for command in run.request.commands {
      guard let first = command.words.first else { continue }
      try keepProgram(first, command, run)
      for (word, before) in zip(command.words.dropFirst(), command.words) {
        try keepArgument(word, command, run)
        if !Self.isText(word, behind: before) { try keepPaths(in: word, run) }
      }
      try followAsShell(command, run)
    }
  }

  /// `tini -- node`, `sh -c 'cd /app && exec gunicorn'`: as a shell would run it.
  private func followAsShell(_ command: Request.Command, _ run: Run) throws(PlanningError) {
    var surroundings = ScriptFacts.Surroundings()
    surroundings.workingDirectory = run.request.workingDirectory.bytes
    for variable in run.request.environment {
      guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
      surroundings.variables[Array(variable[..<equals])] = [Array(variable[(equals + 1)...])]
    }
    let root = KeptFile(
      path: .root,
      entry: Entry(kind: .directory, mode: 0, identity: Entry.Identity(volume: 0, number: 0)),
      names: [run.request.workingDirectory.appending("command")], reasons: [], standing: .leading)
    try shell.follow(
      ScriptFacts(commandLine: command.words, surroundings: surroundings), of: root, run)
  }

  private func keepProgram(
    _ word: [UInt8], _ command: Request.Command, _ run: Run
  ) throws(PlanningError) {
    let reason = Reason(.commandLine, .required, detail: word)
    if word.contains(UInt8(ascii: "/")) {
      let outcome = try run.keep(
        word, from: run.request.workingDirectory, because: reason, standing: .leading)
      if case .absent(let path) = outcome {
        run.miss(Missing(name: path.bytes, from: nil, rule: .commandLine))
      }
      return
    }
    guard let path = try run.program(named: word) else {
      let places = run.request.searchPath.map {
        Missing.Considered(place: "PATH", outcome: "\($0.appending(word)): no such program")
      }
      run.miss(Missing(name: word, from: nil, rule: .commandLine, considered: places))
      return
    }
    try run.keep(path, because: reason, standing: .leading)
  }

  private func keepArgument(
    _ word: [UInt8], _ command: Request.Command, _ run: Run
  ) throws(PlanningError) {
    var candidates = [word[...]]
    if let equals = word.firstIndex(of: UInt8(ascii: "=")) {
      candidates.append(word[(equals + 1)...])
    }
    for candidate in candidates where !candidate.isEmpty && candidate.count < 4096 {
      let resolution = try? run.root.resolve(candidate, from: run.request.workingDirectory)
      guard let resolution, let entry = resolution.entry else { continue }
      let reason = Reason(.commandLine, .required, detail: word)
      if entry.isDirectory {
        try run.keep(
          candidate, from: run.request.workingDirectory, because: reason, standing: .leading)
        guard run.isPrivate(resolution.path) else { continue }
        try run.keepTree(
          resolution.path, because: Reason(.commandLine, .likely, detail: word), standing: .leading,
          leaveOut: { path, kind in run.isLitter(path, kind) })
      } else {
        try run.keep(
          candidate, from: run.request.workingDirectory, because: reason, standing: .leading)
      }
    }
    // A program that the first one starts: `gosu postgres postgres`, `tini -- node`.
    if !word.contains(UInt8(ascii: "/")), let path = try run.program(named: word) {
      try run.keep(path, because: Reason(.commandLine, .likely, detail: word), standing: .leading)
    }
  }

  /// Whether a word is the text of a script, which is read as such: `sh -ec '...'`, `perl -e '...'`.
  private static func isText(_ word: [UInt8], behind option: [UInt8]) -> Bool {
    guard word.contains(UInt8(ascii: " ")), option.first == UInt8(ascii: "-") else { return false }
    return option.last == UInt8(ascii: "c") || option.last == UInt8(ascii: "e")
  }

  private func keepPaths(in word: [UInt8], _ run: Run) throws(PlanningError) {
    for path in WordPaths.absolute(in: word[...]) where path.count > 1 && path.count < word.count {
      try ImageConfigurationAnalyzer.keep(
        path, because: Reason(.commandLine, .likely, detail: word), run)
    }
  }
}

internal import Loading
internal import Packages
internal import Planning
internal import Profiles
internal import Roots
internal import Shell

/// Reads shell text, wherever it stands, and keeps what it runs, reads and sources.
///
/// Shared by scripts, by command lines (`sh -c '...'`) and by commands in application code.
final class ShellReader {
  private let mentions: Mentions
  /// Scripts that a script sources or hands to a shell, with what is set by then: they need no `#!`.
  private(set) var sourced: [RootPath: ScriptFacts.Surroundings] = [:]
  /// What scripts give to the commands that they run, for those who know an interpreter's options: `perl -MList::Util -e '...'`.
  private(set) var calls: [Call] = []

  struct Call {
    var file: RootPath
    var standing: KeptFile.Standing
    var words: [[UInt8]]
    var input: [UInt8]?
  }

  init(mentions: Mentions) { self.mentions = mentions }

  /// Reads the script in a kept file.
  func read(
    _ text: [UInt8], of file: KeptFile, surroundings: ScriptFacts.Surroundings, _ run: Run
  ) throws(PlanningError) {
    let facts = ScriptFacts(script: text, surroundings: surroundings) { path in
      Self.load(path, near: file.names.map(\.parent), run)
    }
    for problem in facts.problems {
      run.note(
        Note(
          kind: "unreadable-script", path: file.path,
          text: "cannot read all of the script '\(file.path)': \(problem)"))
    }
    try follow(facts, of: file, run)
    try follow(sourcedBy: facts, in: file, surroundings, run)
  }

  /// The text of a script that another one sources: what it assigns and defines counts there. What cannot be read assigns nothing.
  static func load(_ path: [UInt8], near directories: [RootPath], _ run: Run) -> [UInt8]? {
    for directory in [run.request.workingDirectory] + directories {
      guard let found = try? run.root.resolve(path, from: directory),
        found.entry?.isRegular == true
      else { continue }
      return try? run.root.bytes(of: found.path, limit: 1 << 20)
    }
    return nil
  }

  /// Follows what some text runs and names on behalf of a kept file.
  func follow(_ facts: ScriptFacts, of file: KeptFile, _ run: Run) throws(PlanningError) {
    let ownPath = Self.searchPath(of: facts, run)
    for call in facts.calls {
      calls.append(
        Call(file: file.path, standing: file.standing, words: call.words, input: call.input))
    }
    for call in facts.calls { try keepPart(called: call.words, file, run) }
    var missing: [[UInt8]: Int] = [:]
    for command in facts.commands {
      if try !keep(command, file, ownPath, run), command.kind != .tested, command.isCertain,
        !command.isAlternative, command.place != .searched || !facts.sourcesUnknown
      {
        missing[command.name] = min(command.line, missing[command.name] ?? .max)
      }
    }
    for (name, line) in missing.sorted(by: {
      $0.value != $1.value ? $0.value < $1.value : $0.key.lexicographicallyPrecedes($1.key)
    }) {
      run.note(
        Note(
          kind: "missing-command", path: file.path,
          text:
            "'\(file.path)' runs '\(printable(name))' (line \(line)), which the root does not have"
        ))
    }
    let speaker = Mentions.Speaker(file: file, executes: true, rule: .script)
    for mention in facts.paths where Self.saysSomething(mention, run) {
      switch mention.role {
      case .directory:
        try run.keep(
          mention.path, because: Reason(.script, .likely, from: file.path, detail: mention.path),
          standing: .passive)
      case .told where try isProgramOnly(mention.path, toldBy: file, run): continue
      case .word, .told, .read, .written:
        try mentions.follow(mention.path, by: speaker, in: run)
      }
    }
  }

  /// Whether a package's script tells people of a program (`echo "now run /usr/bin/x"`), which it does not start itself. What the author's own tells may
  /// be read by something else.
  private func isProgramOnly(
    _ path: [UInt8], toldBy file: KeptFile, _ run: Run
  ) throws(PlanningError) -> Bool {
    guard run.packages.owner(of: file.path) != nil, let found = try? run.root.resolve(path),
      let entry = found.entry
    else { return false }
    return entry.isRegular && entry.isExecutable
  }

  /// Whether a path is one: a quoted `*` is for a program that makes its own of it, and what is computed may be anything, unless in a
  /// directory that belongs to one thing.
  private static func saysSomething(_ mention: PathMention, _ run: Run) -> Bool {
    switch mention.exactness {
    case .literal: return !mention.path.contains(where: Mentions.isGlobByte)
    case .glob: return true
    case .partial:
      let fixed = mention.path.prefix { !Mentions.isGlobByte($0) }
      guard let slash = fixed.lastIndex(of: UInt8(ascii: "/")), slash > 0 else { return false }
      return run.isPrivate(RootPath(fixed[..<slash]))
    }
  }

  /// What stands in a program's text or in configuration and could be a command line of an interpreter: one text, or a list of arguments.
  func hear(_ words: [[UInt8]], in file: KeptFile) {
    guard words.count == 1, let text = words.first else {
      calls.append(Call(file: file.path, standing: file.standing, words: words))
      return
    }
    guard text.count <= 1 << 14, let script = CommandText.interpreterCall(in: text) else { return }
    for call in ScriptFacts(script: script).calls {
      calls.append(
        Call(file: file.path, standing: file.standing, words: call.words, input: call.input))
    }
  }

  // MARK: Commands

  /// `tool part`: many programs start `tool-part` for what they do not know themselves, from PATH or from the directory in which their own package has
  /// such parts (`git svn`: git-core/git-svn, of a package that extends it).
  private func keepPart(
    called words: [[UInt8]], _ file: KeptFile, _ run: Run
  ) throws(PlanningError) {
    guard words.count > 1, words[0].count + words[1].count < 64,
      words[1].allSatisfy({
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
      }), words[1].first != UInt8(ascii: "-")
    else { return }
    let name = Array(RootPath(words[0]).name) + [UInt8(ascii: "-")] + words[1]
    var found = try run.startableProgram(named: name)
    if found == nil { found = try ToolParts.part(named: name, of: words[0], run) }
    guard let path = found, !run.isLeftOut(path) else { return }
    try run.keep(
      path, because: Reason(.shellCommand, .likely, from: file.path, detail: name),
      standing: file.standing)
  }

  /// The directories that a script adds to the image's PATH.
  private static func searchPath(of facts: ScriptFacts, _ run: Run) -> [RootPath] {
    var result: [RootPath] = []
    for value in facts.variables[Array("PATH".utf8)] ?? [] {
      for part in value.split(separator: UInt8(ascii: ":")) where part.first == UInt8(ascii: "/") {
        let directory = RootPath(part)
        if !result.contains(directory), !run.request.searchPath.contains(directory) {
          result.append(directory)
        }
      }
    }
    return result
  }

  private func program(
    named name: [UInt8], _ ownPath: [RootPath], _ run: Run
  ) throws(PlanningError) -> RootPath? {
    if let path = try run.program(named: name) { return path }
    for directory in ownPath {
      let path = directory.appending(name)
      if (try? run.root.resolve(path))?.entry?.isExecutable == true { return path }
    }
    return nil
  }

  /// Keeps or offers a command; answers whether it is there, or need not be.
  private func keep(
    _ command: CommandUse, _ file: KeptFile, _ ownPath: [RootPath], _ run: Run
  ) throws(PlanningError) -> Bool {
    let name = lastComponent(command.name)
    guard !name.isEmpty, try !run.isAdministration(name) || isStart(command, file, run) else {
      return true
    }
    let reason = Reason(.shellCommand, .likely, from: file.path, detail: command.name)
    var found: [RootPath] = []
    switch command.place {
    case .searched:
      if let path = try program(named: command.name, ownPath, run) { found = [path] }
    case .path:
      if let path = try path(of: command.name, file, run) { found = [path] }
    case .somewhere:
      found = try candidates(named: Array(name), file, ownPath, run)
    }
    for path in found {
      if file.standing == .leading, command.isCertain, command.kind != .tested {
        try run.keep(path, because: reason, standing: .leading)
      } else {
        try offer(path, reason, run)
      }
    }
    return !found.isEmpty
  }

  /// Whether a command that administers a machine is meant: the author's own script, or a service's that it runs, does so when the container
  /// starts.
  private func isStart(_ command: CommandUse, _ file: KeptFile, _ run: Run) -> Bool {
    guard file.standing == .leading, command.isCertain, command.kind != .tested,
      run.profiles.has(name: lastComponent(command.name), in: .startCommands),
      file.entry.isExecutable
        || file.reasons.contains(where: {
          [.commandLine, .shellCommand, .script].contains($0.rule)
        })
    else { return false }
    return run.packages.owner(of: file.path) == nil || file.path.parent == "/etc/init.d"
  }

  private func offer(_ path: RootPath, _ reason: Reason, _ run: Run) throws(PlanningError) {
    let resolution = try reading { () throws(RootError) in try run.root.resolve(path) }
    guard resolution.entry != nil else { return }
    try run.offer(resolution.path, because: reason, links: resolution.links)
  }

  /// A command with a slash: absolute, or relative to the working directory or the script's own.
  private func path(
    of name: [UInt8], _ file: KeptFile, _ run: Run
  ) throws(PlanningError) -> RootPath? {
    let places =
      name.first == UInt8(ascii: "/")
      ? [RootPath.root] : [run.request.workingDirectory] + file.names.map(\.parent)
    for place in places {
      let path = RootPath(place.bytes + [UInt8(ascii: "/")] + name)
      let entry = try reading { () throws(RootError) in try run.root.resolve(path).entry }
      if entry?.isRegular == true { return path }
    }
    return nil
  }

  /// `"$bindir/tool"`: the one in PATH, those beside the script or in the tree that it belongs to, else all of that name if they are few.
  private func candidates(
    named name: [UInt8], _ file: KeptFile, _ ownPath: [RootPath], _ run: Run
  ) throws(PlanningError) -> [RootPath] {
    var result = try program(named: name, ownPath, run).map { [$0] } ?? []
    let directories = (file.names + [file.path]).map(\.parent)
    let trees = directories.map(\.parent).filter { run.isPrivate($0) }
    var others: [RootPath] = []
    for path in try run.index.paths(named: name).prefix(64) where !result.contains(path) {
      guard (try? run.root.resolve(path))?.entry?.isExecutable == true else { continue }
      if directories.contains(path.parent) || trees.contains(where: { path.isWithin($0) }) {
        result.append(path)
      } else {
        others.append(path)
      }
    }
    return result.isEmpty && others.count <= 3 ? others : result
  }

  // MARK: Sourced scripts

  private func follow(
    sourcedBy facts: ScriptFacts, in file: KeptFile,
    _ surroundings: ScriptFacts.Surroundings, _ run: Run
  ) throws(PlanningError) {
    for script in facts.sourced {
      for path in try files(of: script, file, run) {
        var inner = ScriptFacts.Surroundings()
        inner.workingDirectory = surroundings.workingDirectory
        if script.isInSameShell {
          inner.names = surroundings.names
          inner.arguments = surroundings.arguments
          inner.variables = facts.variables
          inner.functions = facts.functions + surroundings.functions
        } else {
          inner.names = [path.bytes]
          inner.variables = surroundings.variables
        }
        let real = try reading { () throws(RootError) in try run.root.resolve(path).path }
        let isNew = sourced[real] == nil
        if isNew { sourced[real] = inner }
        try run.keep(
          path, because: Reason(.script, .likely, from: file.path, detail: script.path),
          standing: file.standing)
        // It may have been analyzed before it was known to be a shell script.
        if isNew { run.revisit([real]) }
      }
    }
  }

  private func files(
    of script: SourcedScript, _ file: KeptFile, _ run: Run
  ) throws(PlanningError) -> [RootPath] {
    if script.exactness == .literal {
      if let path = try path(of: script.path, file, run) { return [path] }
      guard !script.path.contains(UInt8(ascii: "/")) else { return [] }
      return try run.program(named: script.path).map { [$0] } ?? []
    }
    if let path = try beside(file, script, run) { return [path] }
    guard script.path.first == UInt8(ascii: "/"), let glob = try? Glob(script.path) else {
      return []
    }
    let found = try reading { () throws(RootError) in try run.root.glob(glob) }
    var result: [RootPath] = []
    for path in found.prefix(64) {
      let real = try reading { () throws(RootError) in try run.root.resolve(path) }
      if real.entry?.isRegular == true, try !run.isObject(real.path) { result.append(path) }
    }
    return result
  }

  /// `. "$LIBDIR/plugins/base.sh"`: where nothing says what the variable is, the script's own directory and those above it are likely.
  private func beside(
    _ file: KeptFile, _ script: SourcedScript, _ run: Run
  ) throws(PlanningError) -> RootPath? {
    let rest = script.path.dropFirst(2)
    guard script.path.starts(with: "*/".utf8), !rest.isEmpty,
      !rest.contains(where: { Mentions.isGlobByte($0) || $0 == UInt8(ascii: "\\") })
    else { return nil }
    let directories = ConfigurationAnalyzer.directories(of: file, run).sorted {
      ($1.bytes.count, $0) < ($0.bytes.count, $1)
    }
    for directory in directories {
      let path = RootPath(directory.bytes + [UInt8(ascii: "/")] + rest)
      let found = try reading { () throws(RootError) in try run.root.resolve(path) }
      if found.entry?.isRegular == true { return path }
    }
    return nil
  }

  private func lastComponent(_ name: [UInt8]) -> ArraySlice<UInt8> {
    name[((name.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]
  }
}

extension Reason.Rule {
  /// A command that a shell script, or shell text in a command line or in code, runs.
  static let shellCommand = Reason.Rule(rawValue: "shell-command")
  /// A file that a script names or sources.
  static let script = Reason.Rule(rawValue: "script")
}

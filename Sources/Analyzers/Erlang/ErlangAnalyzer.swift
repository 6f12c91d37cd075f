internal import Planning
internal import Roots
internal import Work

/// Erlang and Elixir: the applications of the installation that the kept code reaches.
///
/// Modules are loaded when they are first called, from any application that is installed. Compiled modules say which they call, and name others by atoms; resource
/// files (`.app`) and boot scripts name applications; so do sources, configuration, command lines and archives (escripts, `.ez`). A release with an
/// emulator of its own has only what it needs, and stays whole.
final class ErlangAnalyzer: Analyzer {
  let name = "erlang"
  private let shell: ShellReader
  private let pool: WorkPool
  private var library: ErlangLibrary?
  private var reach: ErlangReach?
  private var started: Set<RootPath> = []
  private var releases: Set<RootPath> = []
  /// Scripts and configuration, to be read once the emulator is known to be there.
  private var texts: [RootPath] = []
  private var seen: Set<RootPath> = []
  private var callsDone = 0

  init(shell: ShellReader, pool: WorkPool) {
    self.shell = shell
    self.pool = pool
  }

  func begin(_ run: Run) throws(PlanningError) {
    let library = try ErlangLibrary(run)
    for application in library.applications { run.claim(application.directory) }
    self.library = library
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard let library else { return }
    if let home = library.home(startedBy: file.path) {
      try start(home, file, library, run)
    } else if let release = Self.release(startedBy: file.path), releases.insert(release).inserted {
      try keep(release, because: file.path, run)
    }
    if file.entry.size <= ErlangSource.largestText { texts.append(file.path) }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard let reach, let library else { return }
    for call in shell.calls[callsDone...] {
      try reach.read(Array(call.words.joined(separator: [0x20])), .other, at: nil)
    }
    callsDone = shell.calls.count
    // Data of a package is not read, but these are code.
    for path in run.keptInOrder + texts where !seen.contains(path) {
      seen.insert(path)
      guard let file = run.keptFile(at: path), !run.isClaimed(path) else { continue }
      if library.homes.contains(where: { path.isWithin($0) }), !Self.isStarted(file) { continue }
      // Tables of the system say `ssl` and `snmp` of other things.
      let isRead = file.standing > .passive && path.parent != "/etc"
      try ErlangSource(path: path, isText: isRead, run: run)?.follow(reach)
    }
  }

  /// Whether a file of an installation itself is run, and so says what is started there: a script that is only there says nothing.
  private static func isStarted(_ file: KeptFile) -> Bool {
    file.entry.isExecutable
      && file.reasons.contains { ![.package, .profile, .parent, .link].contains($0.rule) }
  }

  private func start(
    _ home: RootPath, _ file: KeptFile, _ library: ErlangLibrary, _ run: Run
  ) throws(PlanningError) {
    guard started.insert(home).inserted else { return }
    let reach = reach ?? ErlangReach(run: run, library: library, pool: pool)
    if self.reach == nil {
      self.reach = reach
      for command in run.request.commands {
        try reach.read(Array(command.words.joined(separator: [0x20])), .other, at: nil)
      }
      for variable in run.request.environment { try reach.read(variable, .other, at: nil) }
    }
    let isRequired = file.reasons.contains { $0.evidence == .required }
    try reach.start(home, by: file.path, evidence: isRequired ? .required : .likely)
    if Self.isInteractive(run.request) { try reach.reachAll(of: home, by: file.path) }
  }

  /// Whether somebody will type what is called: a bare runtime, `erl` or `iex` without anything to run.
  private static func isInteractive(_ request: Request) -> Bool {
    if request.commands.isEmpty { return true }
    return request.commands.contains { command in
      guard let program = command.words.first.map({ RootPath($0).name }),
        program.elementsEqual("erl".utf8) || program.elementsEqual("iex".utf8)
      else { return false }
      return !command.words.dropFirst().contains { word in
        batch.contains { word.elementsEqual($0.utf8) }
      }
    }
  }

  private static let batch = [
    "-noshell", "-noinput", "-detached", "-s", "-run", "-eval", "-S", "-e", "--eval", "--rpc-eval",
  ]

  // MARK: Releases

  /// The release whose emulator a file is: `RELEASE/erts-VERSION/bin/beam.smp`.
  private static func release(startedBy path: RootPath) -> RootPath? {
    let name = path.name
    guard name.elementsEqual("erlexec".utf8) || name.starts(with: "beam".utf8),
      path.parent.name.elementsEqual("bin".utf8),
      path.parent.parent.name.starts(with: "erts-".utf8)
    else { return nil }
    let release = path.parent.parent.parent
    return release.isRoot ? nil : release
  }

  private func keep(
    _ release: RootPath, because cause: RootPath, _ run: Run
  ) throws(PlanningError) {
    let library = release.appending("lib")
    let children = try reading { () throws(RootError) in try run.root.children(of: library) ?? [] }
    for child in children where child.kind == .directory {
      let reason = Reason(.erlangApplication, .likely, from: cause, detail: child.name)
      for part in ["ebin", "priv"] {
        let path = library.appending(child.name).appending(part)
        if try reading({ () throws(RootError) in try run.root.entry(at: path) }) != nil {
          try run.keepTree(path, because: reason)
        }
      }
    }
  }
}

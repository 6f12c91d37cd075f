internal import ELF
internal import Loading
internal import Planning
internal import Roots

/// Guile: the modules that a program uses, found by the names in its source.
///
/// Any list of symbols or string that is the name of an installed module counts. The compiler stays where sources may be compiled as they are loaded, which
/// is what Guile does unless it is told not to. Programs that have Guile built in, and shells that somebody types in, keep all modules.
final class GuileAnalyzer: Analyzer {
  let name = "guile"
  private let shell: ShellReader
  private var library: GuileLibrary?
  private var reach: GuileReach?
  private var isWhole = false
  private var sources: [RootPath] = []
  private var seen: Set<RootPath> = []
  private var callsDone = 0
  private var object: RootPath?

  init(shell: ShellReader) { self.shell = shell }

  func begin(_ run: Run) throws(PlanningError) {
    let library = try GuileLibrary(run)
    guard !library.modules.isEmpty else { return }
    for place in library.places { run.claim(place) }
    self.library = library
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard library != nil else { return }
    if file.path.name.starts(with: "libguile-".utf8), try run.isObject(file.path) {
      object = object ?? file.path
    }
    if try isSource(file, run) { sources.append(file.path) }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard let library, let object else { return }
    let reach = reach ?? GuileReach(run: run, library: library)
    if self.reach == nil {
      self.reach = reach
      try reach.start(by: object)
      try followCommands(reach, run)
    }
    for call in shell.calls[callsDone...] { try follow(call.words, reach, run) }
    callsDone = shell.calls.count
    for path in run.keptInOrder + sources where seen.insert(path).inserted {
      if run.isClaimed(path) { continue }
      if !isWhole, try hasGuileBuiltIn(path, run) { try keepAll(reach, because: path) }
      let name = path.name
      if sources.contains(path) || name.hasSuffix(".scm") || name.hasSuffix(".go") {
        try reach.read(path)
      }
    }
  }

  private func keepAll(_ reach: GuileReach, because path: RootPath) throws(PlanningError) {
    isWhole = true
    try reach.reachAll(by: path)
  }

  /// Whether a program other than Guile's own interpreter loads the library: what it asks for is in code that is not read here.
  private func hasGuileBuiltIn(_ path: RootPath, _ run: Run) throws(PlanningError) -> Bool {
    guard run.keptFile(at: path)?.entry.isRegular == true, !Self.isInterpreter(path),
      !path.name.starts(with: "libguile-".utf8),
      let object = try? run.loader.object(at: path), let dynamic = object.dynamic
    else { return false }
    return dynamic.needed.contains { $0.starts(with: "libguile-".utf8) }
  }

  private static func isInterpreter(_ path: RootPath) -> Bool {
    path.name.starts(with: "guile".utf8)
  }

  private func isSource(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    if [".sls", ".ss", ".sld"].contains(where: { file.path.name.hasSuffix($0) }) { return true }
    guard file.standing == .leading || file.entry.isExecutable else { return false }
    let start = try reading { () throws(RootError) in
      try run.root.prefix(of: file.path, limit: 512)
    }
    guard start.starts(with: "#!".utf8) else { return false }
    // Also a script of sh that says `exec guile -s "$0"`.
    return String(decoding: start, as: UTF8.self).contains("guile")
      || String(decoding: start, as: UTF8.self).contains("guild")
  }

  // MARK: Command lines

  private func followCommands(_ reach: GuileReach, _ run: Run) throws(PlanningError) {
    if run.request.commands.isEmpty, let object { try keepAll(reach, because: object) }
    if run.request.variable("GUILE_AUTO_COMPILE").map({ $0.elementsEqual("0".utf8) }) != true {
      // Unless each start of it says otherwise.
      let commands = run.request.commands.map(\.words) + shell.calls.map(\.words)
      let starts = commands.filter { words in
        words.contains { Self.isInterpreter(RootPath($0)) }
      }
      let isOff =
        !starts.isEmpty
        && starts.allSatisfy { $0.contains { $0.elementsEqual("--no-auto-compile".utf8) } }
      if !isOff { try reach.reachCompiler(by: object) }
    }
    for command in run.request.commands { try follow(command.words, reach, run) }
  }

  private func follow(
    _ words: [[UInt8]], _ reach: GuileReach, _ run: Run
  ) throws(PlanningError) {
    guard let at = words.firstIndex(where: { Self.isInterpreter(RootPath($0)) }) else { return }
    let arguments = words[(at + 1)...]
    // Nothing but options: somebody types.
    let isInteractive = arguments.allSatisfy { $0.first == UInt8(ascii: "-") }
    if isInteractive, let object { try keepAll(reach, because: object) }
    for word in arguments { try reach.read(text: word) }
  }
}

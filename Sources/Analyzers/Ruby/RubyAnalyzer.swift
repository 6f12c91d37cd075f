internal import Planning
internal import Roots
internal import Work

/// Ruby: the features and gems that a program loads, found by reading its source.
///
/// When ruby is kept, its load path (built into it) and the gems of the root become known; every kept source is read for `require`, `require_relative`, `autoload`,
/// `load` and `gem`, for strings that name features, gems and encodings, and for features that are put together (`"tilt/#{name}"`). A gem
/// comes with its specification, its files and the gems that it depends on; a Gemfile.lock pins and brings the gems that it lists.
final class RubyAnalyzer: Analyzer {
  let name = "ruby"
  private var importer: RubyImporter?
  private var scripts: Set<RootPath> = []
  /// How many words of configuration were tried.
  private var wordsRead = 0
  private var fronts = 0
  private let shell: ShellReader
  private let mentions: Mentions
  private var callsDone = 0

  private let pool: WorkPool

  init(shell: ShellReader, mentions: Mentions, pool: WorkPool) {
    self.pool = pool
    self.shell = shell
    self.mentions = mentions
  }

  func begin(_ run: Run) throws(PlanningError) { try RubyClaims.claim(run) }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if RubyInstallation.isInterpreter(file.path) {
      try enter(file, run)
    } else if Self.isSource(file.path) {
      scripts.insert(file.path)
      try importer?.follow(file)
    } else if file.path.name.elementsEqual("Gemfile.lock".utf8)
      || file.path.name.elementsEqual("gems.locked".utf8)
    {
      scripts.insert(file.path)
      if file.standing == .leading { try importer?.follow(lock: file.path) }
    } else if file.standing == .leading || file.entry.isExecutable {
      guard let interpreter = try ScriptInterpreter.find(for: file.path, run),
        RubyInstallation.isInterpreter(interpreter.real)
      else { return }
      scripts.insert(file.path)
      guard let importer else { return }
      for place in [file.path.parent, file.path.parent.parent] where !place.isRoot {
        importer.addFront(place.appending("lib"))
      }
      try importer.follow(file)
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard let importer else { return }
    for call in shell.calls[callsDone...] { try follow(call, importer, run) }
    callsDone = shell.calls.count
    for word in run.configurationWords.new(after: &wordsRead).sortedByBytes() {
      // A charset, or a gem: `plugins: [site-feed]`.
      try importer.follow(word: word, .application)
    }
    if importer.front.count != fronts {
      fronts = importer.front.count
      run.revisit(importer.unresolved)
    }
    if !run.hasWork { try importer.units.followPostponed(by: importer) }
  }

  /// What a shell script gives to ruby, or to a program written in it.
  private func follow(
    _ call: ShellReader.Call, _ importer: RubyImporter, _ run: Run
  ) throws(PlanningError) {
    let isMeant = try call.isFor(programs: scripts, run) { RubyInstallation.isInterpreter($0) }
    guard isMeant else { return }
    try RubyCommandLine(words: call.words, input: call.input).follow(importer, run)
  }

  private static func isSource(_ path: RootPath) -> Bool {
    let name = path.name
    if names.contains(Array(name)) { return true }
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return extensions.contains(Array(name[(dot + 1)...]))
  }

  private static let extensions = Set(
    ["rb", "ru", "rake", "erb", "haml", "slim", "gemspec", "jbuilder"].map { Array($0.utf8) })
  private static let names = Set(["Rakefile", "Gemfile", "Guardfile"].map { Array($0.utf8) })

  private func enter(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard importer == nil, try run.isObject(file.path),
      let installation = try RubyInstallation(interpreter: file.path, run)
    else { return }
    let importer = RubyImporter(
      run: run, installation: installation,
      gems: try RubyGems(run, version: installation.version), mentions: mentions,
      pool: pool)
    self.importer = importer
    let isRequired = file.reasons.contains { $0.evidence == .required }
    try importer.start(file.path, evidence: isRequired ? .required : .likely)
    for part in run.request.variable("RUBYLIB")?.split(separator: UInt8(ascii: ":")) ?? [] {
      if let place = try? run.root.resolve(part, from: run.request.workingDirectory).path {
        importer.addFront(place)
      }
    }
    if !run.request.workingDirectory.isRoot {
      importer.addFront(run.request.workingDirectory.appending("lib"))
      importer.addFront(run.request.workingDirectory)
    }
    for command in run.request.commands {
      try RubyCommandLine(words: command.words).follow(importer, run)
    }
    if let options = run.request.variable("RUBYOPT") {
      let words = options.split(separator: UInt8(ascii: " ")).map(Array.init)
      try RubyCommandLine(words: words).follow(importer, run)
    }
    run.revisit(scripts)
  }
}

internal import Planning
internal import Roots
internal import Work

/// Perl: the modules and files that a program loads, found by reading its source.
///
/// When perl is kept, the directories that are built into it (`@INC`) become known; every kept source is read for `use`, `require`, `do`, `parent` and `base`, for
/// strings that name modules, and for names that are put together (`"DBD::$driver"`). A module brings its shared object under `auto/`, its
/// AutoLoader files, the tables that it reads, and the rest of its distribution.
final class PerlAnalyzer: Analyzer {
  let name = "perl"
  private var importer: PerlImporter?
  private var scripts: Set<RootPath> = []
  private var fronts = 0
  private let texts: ObjectTexts
  private let shell: ShellReader
  private let mentions: Mentions
  private var callsDone = 0
  /// Whether a program holds an interpreter, which is given code from elsewhere.
  private var isEmbedded = false
  /// Modules that texts name, in case there is such a program.
  private var waiting: [[UInt8]] = []

  private let pool: WorkPool

  init(texts: ObjectTexts, shell: ShellReader, mentions: Mentions, pool: WorkPool) {
    self.pool = pool
    self.texts = texts
    self.shell = shell
    self.mentions = mentions
  }

  func begin(_ run: Run) throws(PlanningError) { try PerlClaims.claim(run) }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if PerlInstallation.isInterpreter(file.path) {
      try enter(file, run)
    } else if Self.isSource(file.path) {
      scripts.insert(file.path)
      try importer?.follow(file)
    } else if file.path.name.suffix(3).elementsEqual(".so".utf8) {
      guard file.path.components.contains(where: { $0.elementsEqual("auto".utf8) }) else { return }
      scripts.insert(file.path)
      if let importer, importer.inc.isLibrary(file.path) || !importer.inc.front.isEmpty {
        try importer.follow(extension: file.path, texts)
      }
    } else if file.standing == .leading || file.entry.isExecutable {
      guard let interpreter = try ScriptInterpreter.find(for: file.path, run),
        PerlInstallation.isInterpreter(interpreter.real)
      else {
        try followText(file, run)
        return
      }
      scripts.insert(file.path)
      if let importer { try followScript(file, importer) }
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard let importer else { return }
    if isEmbedded {
      for module in waiting { try importer.keep(module: module, .perlName, .application) }
      waiting = []
    }
    for call in shell.calls[callsDone...] { try follow(call, importer, run) }
    callsDone = shell.calls.count
    try importer.settleWords()
    try importer.units.settle(importer)
    // Directories that were added since may have what was not found.
    if importer.inc.front.count != fronts {
      fronts = importer.inc.front.count
      run.revisit(importer.unresolved)
    }
    if !run.hasWork { try importer.units.followPostponed(by: importer) }
  }

  /// What a shell script gives to perl, or to a program written in it.
  private func follow(
    _ call: ShellReader.Call, _ importer: PerlImporter, _ run: Run
  ) throws(PlanningError) {
    let isMeant = try call.isFor(programs: scripts, run) { PerlInstallation.isInterpreter($0) }
    guard isMeant else { return }
    try PerlCommandLine(words: call.words, input: call.input).follow(importer, run)
  }

  private static func isSource(_ path: RootPath) -> Bool {
    let name = path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return extensions.contains(Array(name[(dot + 1)...]))
  }

  private static let extensions = Set(
    ["pl", "pm", "al", "psgi", "t", "cgi", "fcgi", "ph"].map { Array($0.utf8) })

  private func followScript(_ file: KeptFile, _ importer: PerlImporter) throws(PlanningError) {
    // `lib` beside the script or above it is where its own modules are.
    for place in [file.path.parent, file.path.parent.parent] where !place.isRoot {
      importer.inc.addFront(place.appending("lib"))
    }
    try importer.follow(file)
  }

  /// Modules that a text of the author's names for a library that is embedded.
  private func followText(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    for module in try PerlText.modules(in: file, run) {
      if isEmbedded {
        try importer?.keep(module: module, .perlName, .application)
      } else {
        waiting.append(module)
      }
    }
  }

  private func enter(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard try run.isObject(file.path) else { return }
    if file.path.name.starts(with: "libperl.so".utf8) { isEmbedded = true }
    let installation = try PerlInstallation(interpreter: file.path, run)
    if let importer {
      try importer.add(installation)
      return
    }
    // A program that is linked with the library has no directories in itself.
    guard !installation.directories.isEmpty else { return }
    let importer = PerlImporter(
      run: run, installation: installation, mentions: mentions, pool: pool)
    self.importer = importer
    let isRequired = file.reasons.contains { $0.evidence == .required }
    try importer.start(file.path, evidence: isRequired ? .required : .likely)
    for variable in ["PERL5LIB", "PERLLIB"] {
      for part in run.request.variable(variable)?.split(separator: UInt8(ascii: ":")) ?? [] {
        if let place = try? run.root.resolve(part, from: run.request.workingDirectory).path {
          importer.inc.addFront(place)
        }
      }
    }
    if !run.request.workingDirectory.isRoot {
      for name in ["lib", "local/lib/perl5"] {
        importer.inc.addFront(
          RootPath(run.request.workingDirectory.bytes + Array("/\(name)".utf8)))
      }
    }
    for command in run.request.commands {
      try PerlCommandLine(words: command.words).follow(importer, run)
    }
    if let options = run.request.variable("PERL5OPT") {
      let words = options.split(separator: UInt8(ascii: " ")).map(Array.init)
      try PerlCommandLine(words: words).follow(importer, run)
    }
    run.revisit(scripts)
  }
}

internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots
internal import Work

/// Python: the modules that a program imports, found by reading its source as the interpreter would.
///
/// When an interpreter is kept, its standard library and site directories become known; every kept source that it can run is read for imports, for calls
/// of `import_module` and `__import__`, and for strings that name modules, plug-in groups and codecs. What is imported brings its package,
/// its bytecode and its distribution's metadata. Modules come this way alone: neither ownership nor a mention brings a site directory.
final class PythonAnalyzer: Analyzer {
  let name = "python"
  private let facts: ObjectFacts
  private var pythons: PythonInstallations?
  private var scripts: Set<RootPath> = []
  /// Sources that were seen, whoever runs them.
  private var sources: Set<RootPath> = []
  /// Whether the author's own code is among them.
  private var hasOwnSources = false
  /// Libraries of Python, which other programs may be linked with.
  private var embedded: [RootPath] = []
  private var interpreter: RootPath?
  /// Archives whose shared objects were looked at.
  private var unpacked: Set<RootPath> = []
  private var archives: Set<RootPath> = []
  private var extensions: Set<RootPath> = []
  /// How many words of configuration were tried.
  private var wordsRead = 0
  private var environmentsSeen = 0

  private let mentions: Mentions
  private let texts: ObjectTexts
  private let shell: ShellReader
  private var callsDone = 0
  private var runnersDone = 0
  /// Command lines in a virtual environment that a tool for projects runs.
  private var runners: [[[UInt8]]] = []
  /// The author's own programs, which may hold sources of Python.
  private var programs: [RootPath] = []
  private let pool: WorkPool

  init(
    facts: ObjectFacts, mentions: Mentions, texts: ObjectTexts, shell: ShellReader, pool: WorkPool
  ) {
    self.pool = pool
    self.facts = facts
    self.texts = texts
    self.mentions = mentions
    self.shell = shell
  }

  func begin(_ run: Run) throws(PlanningError) { try PythonClaims.claim(run) }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    try follow(kept: file, run)
    try noticeEnvironments(run)
  }

  private func follow(kept file: KeptFile, _ run: Run) throws(PlanningError) {
    let name = file.path.name
    if PythonInstallation.isInterpreter(file.path) {
      // What maps the objects of archives: any does, since they are the machine's.
      if interpreter == nil { interpreter = file.path }
      try enter(file, run)
    } else if name.suffix(3).elementsEqual(".py".utf8) || name.suffix(4).elementsEqual(".pyw".utf8)
      || name.suffix(5).elementsEqual(".wsgi".utf8)
      || (name.suffix(4).elementsEqual(".pyc".utf8)
        && !file.path.parent.name.elementsEqual("__pycache__".utf8))
    {
      try follow(file, run)
    } else if PythonArchive.isArchive(name) {
      archives.insert(file.path)
      for importer in pythons?.importers ?? [] { try follow(archive: file, importer, run) }
    } else if name.suffix(3).elementsEqual(".so".utf8) {
      try followExtension(file, run)
    } else if file.standing == .leading || file.entry.isExecutable {
      try followScript(file, run)
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    // Before any Python is known: what is started may be the first that needs one.
    for call in shell.calls[runnersDone...] where call.standing == .leading {
      guard let words = try PythonRunners.command(in: call.words, run), let program = words.first
      else { continue }
      try run.keep(
        RootPath(program),
        because: Reason(.shellCommand, .likely, from: call.file, detail: program),
        standing: .leading)
      runners.append(words)
    }
    runnersDone = shell.calls.count
    guard let pythons else { return }
    for words in runners { try PythonCommandLine(words: words).follow(pythons, run) }
    runners = []
    try followPrograms(pythons, run)
    for call in shell.calls[callsDone...] { try follow(call, pythons, run) }
    callsDone = shell.calls.count
    for importer in pythons.importers { try PythonPathFiles.settle(importer, run) }
    for word in run.configurationWords.new(after: &wordsRead).sortedByBytes()
    where word.contains(UInt8(ascii: ".")) {
      try pythons.follow(word: word)
    }
    if !hasOwnSources, !run.hasWork {
      for library in embedded { try EmbeddedPython.keepLibrary(of: library, run) }
      embedded = []
    }
    for importer in pythons.importers where !run.hasWork {
      try importer.units.followPostponed(by: importer)
    }
  }

  /// What sources in the author's programs import of the standard library.
  private func followPrograms(
    _ pythons: PythonInstallations, _ run: Run
  ) throws(PlanningError) {
    for path in programs {
      var modules: Set<[UInt8]> = []
      // By pieces: programs may be of any size.
      try reading { () throws(RootError) in
        let size = try run.root.content(at: path).size
        try run.root.forEachPiece(
          of: path, in: 0..<size, endingWith: UInt8(ascii: "\n"), size: 8 << 20
        ) { (piece, _) throws(RootError) in
          let bytes = unsafe piece.withUnsafeBytes { unsafe [UInt8]($0) }
          modules.formUnion(PythonInProgram.modules(in: bytes))
        }
      }
      for module in modules.sortedByBytes() {
        for importer in pythons.importers { try importer.keepStandard(named: module, by: path) }
      }
    }
    programs = []
  }

  /// What a shell script gives to python, or to a program written in it.
  private func follow(
    _ call: ShellReader.Call, _ pythons: PythonInstallations, _ run: Run
  ) throws(PlanningError) {
    let isMeant = try call.isFor(programs: scripts, run) { $0.name.starts(with: "python".utf8) }
    guard isMeant else { return }
    try PythonCommandLine(words: call.words, input: call.input).follow(pythons, run)
  }

  // MARK: Interpreters

  private func enter(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard try run.isObject(file.path) else { return }
    let known = pythons ?? PythonInstallations(run: run, mentions: mentions, pool: pool)
    pythons = known
    try known.enter(interpreter: file)
    if file.path.name.starts(with: "libpython".utf8) { embedded.append(file.path) }
  }

  /// An environment that was not known may run what has been seen before.
  private func noticeEnvironments(_ run: Run) throws(PlanningError) {
    guard let pythons, pythons.importers.count > environmentsSeen else { return }
    environmentsSeen = pythons.importers.count
    for command in run.request.commands {
      try PythonCommandLine(words: command.words).follow(pythons, run)
    }
    run.revisit {
      scripts.contains($0) || archives.contains($0) || sources.contains($0)
        || $0.name.suffix(3).elementsEqual(".so".utf8)
    }
  }

  // MARK: Sources

  private func follow(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    sources.insert(file.path)
    if file.standing == .leading, !run.packages.isOwned(file.path) { hasOwnSources = true }
    guard let pythons else { return }
    for importer in try pythons.importers(for: file.path) {
      // A file that is run with `python file.py` says so as a script does.
      if file.standing == .leading {
        let isNamed = file.reasons.contains { $0.rule == .commandLine }
        if isNamed {
          importer.markMain(file.path)
          try importer.units.addFront(file.path.parent)
        }
        try importer.keepBytecode(
          of: file.path, because: Reason(.pythonBytecode, .likely, from: file.path))
      }
      try importer.follow(file)
    }
  }

  /// A file without a name that tells: by its `#!` line, or by its text where the author put it there for a program that holds an interpreter.
  private func followScript(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard let interpreter = try ScriptInterpreter.find(for: file.path, run) else {
      guard file.standing == .leading else { return }
      if try PythonText.isSource(file, run) {
        try follow(file, run)
      } else if !run.packages.isOwned(file.path), try run.isObject(file.path) {
        programs.append(file.path)
      }
      return
    }
    guard PythonInstallation.isInterpreter(interpreter.real) else { return }
    scripts.insert(file.path)
    if file.standing == .leading, !run.packages.isOwned(file.path) { hasOwnSources = true }
    guard let pythons, let importer = try pythons.importer(startedAs: interpreter.asked) else {
      return
    }
    importer.markMain(file.path)
    try importer.units.addFront(file.path.parent)
    try importer.follow(file)
    try follow(archive: file, importer, run)
    try importer.units.followScript(file, by: importer)
    try importer.units.offerPrograms(besides: file)
  }

  /// A file that ends as an archive of modules.
  private func follow(
    archive file: KeptFile, _ importer: PythonImporter, _ run: Run
  ) throws(PlanningError) {
    let version = importer.environment.installation.version
    for source in try PythonArchive.sources(in: file, for: version, run) {
      try importer.follow(source, .application(file.path))
    }
    guard let interpreter, unpacked.insert(file.path).inserted else { return }
    let objects = try PythonArchive.objects(in: file, run)
    try ArchivedObjects.keepNeeds(
      of: objects.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value),
      besides: Set(objects.keys.map { Array(RootPath($0).name) }), in: file.path,
      mappedBy: interpreter, run)
  }

  /// A source that was compiled lies beside its extension (`x.py`, Cython's `x.pyx`) and says what that imports: what compilers keep of its strings need
  /// not be legible (Cython packs them since 3.2).
  private func followCompiled(
    _ file: KeptFile, _ importer: PythonImporter
  ) throws(PlanningError) {
    let stem = file.path.name.prefix { $0 != UInt8(ascii: ".") }
    guard importer.role(of: file.path) == .library else { return }
    for ending in [".py", ".pyx"] {
      let path = file.path.parent.appending(Array(stem) + Array(ending.utf8))
      guard
        let source = try importer.sources.source(
          at: path, for: importer.environment.installation.version)
      else { continue }
      try importer.follow(
        source,
        PythonImporter.Asker(
          path: file.path, role: .library, standing: .supporting, evidence: .likely))
    }
  }

  /// Extensions import from C, by names that they carry as strings.
  private func followExtension(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    guard let pythons, let object = try? run.loader.object(at: file.path) else { return }
    for importer in try pythons.importers(for: file.path)
    where importer.role(of: file.path) != .application {
      guard extensions.insert(file.path).inserted else { return }
      try followCompiled(file, importer)
      let imports = try facts.imports(of: file.path, object, run)
      guard imports.contains(where: { $0.starts(with: "PyImport_".utf8) }) else { return }
      let asker = PythonImporter.Asker(
        path: file.path, role: importer.role(of: file.path), standing: .supporting,
        evidence: .likely)
      for name in try PythonExtension.names(in: file.path, object, importer, texts, run) {
        try importer.follow(nameInExtension: name, asker)
      }
    }
  }
}

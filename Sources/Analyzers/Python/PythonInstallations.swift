internal import Planning
internal import Roots
internal import Work

/// The Pythons that a run has come upon, each with the environments through which it is started.
final class PythonInstallations {
  private let run: Run
  private let mentions: Mentions
  private let sources: PythonSources
  private let distributions: PythonDistributions
  private let libraries: SearchedLibraries
  private(set) var importers: [PythonImporter] = []
  private var modules: [PythonInstallation: PythonModules] = [:]

  init(run: Run, mentions: Mentions, pool: WorkPool) {
    self.run = run
    self.mentions = mentions
    sources = PythonSources(run: run, pool: pool)
    distributions = PythonDistributions(run: run)
    libraries = SearchedLibraries(run: run)
  }

  /// Takes note of a kept interpreter, or library that holds one, under each name by which it is started.
  func enter(interpreter file: KeptFile) throws(PlanningError) {
    var virtual: [RootPath] = []
    var onTheWay: Set<RootPath> = [file.path]
    for name in file.names where try configuration(beside: name) != nil {
      virtual.append(name)
      if let links = try? run.root.resolve(name).links { onTheWay.formUnion(links) }
    }
    for name in virtual { _ = try importer(startedAs: name) }
    // A link on the way from a virtual environment to the interpreter is not by itself a way to start it.
    let others = file.names.filter { !onTheWay.contains($0) }
    if virtual.isEmpty || !others.isEmpty { _ = try importer(startedAs: file.path) }
  }

  /// The importer of the environment that a name of an interpreter leads into; nil where no library is found for it.
  func importer(startedAs name: RootPath) throws(PlanningError) -> PythonImporter? {
    let configuration = try configuration(beside: name)
    let virtual = configuration?.parent
    let real = (try? run.root.resolve(name).path) ?? name
    var installation = PythonInstallation(interpreter: real, in: run.root)
    var isolated = true
    if let configuration {
      let settings = try settings(in: configuration)
      isolated = settings.isolated
      if installation == nil || installation?.library.isWithin(configuration.parent) == true
        || real.isWithin(configuration.parent)
      {
        installation = settings.home.flatMap {
          PythonInstallation(version: settings.version, around: $0, in: run.root)
        }
      }
    }
    guard let installation else { return nil }
    if let known = importers.first(where: {
      $0.environment.installation == installation && $0.environment.virtual == virtual
    }) {
      return known
    }
    return try add(installation, virtual: virtual, isolated: isolated, interpreter: name)
  }

  /// Those that may run a file: the ones in whose library it lies, all where it is in nobody's.
  func importers(for file: RootPath) throws(PlanningError) -> [PythonImporter] {
    let owners = importers.filter { $0.role(of: file) != .application }
    return owners.isEmpty ? importers : owners
  }

  /// Follows a word that the application's configuration or command line says.
  func follow(word: [UInt8]) throws(PlanningError) {
    for importer in importers {
      try importer.follow(literal: word, .application(nil))
    }
  }

  // MARK: Environments

  private func add(
    _ installation: PythonInstallation, virtual: RootPath?, isolated: Bool, interpreter: RootPath
  ) throws(PlanningError) -> PythonImporter {
    var sites: [RootPath] = []
    if let virtual {
      for library in ["lib", "lib64"] {
        sites.append(
          virtual.appending(library).appending(installation.name).appending("site-packages"))
      }
    }
    // What people installed for themselves comes before what is there for all of them.
    if virtual == nil {
      for base in try PythonUserBases.find(run) {
        sites.append(
          base.appending("lib").appending(installation.name).appending("site-packages"))
      }
    }
    if virtual == nil || !isolated { sites += installation.siteDirectories() }
    var real: [RootPath] = []
    for site in sites {
      guard let found = try? run.root.resolve(site), found.entry?.isDirectory == true,
        !real.contains(found.path)
      else { continue }
      real.append(found.path)
    }
    let known =
      modules[installation] ?? PythonModules(root: run.root, version: installation.version)
    modules[installation] = known
    let environment = PythonEnvironment(
      installation: installation, virtual: virtual, sites: real, modules: known,
      interpreter: try? run.root.resolve(interpreter).path)
    let importer = PythonImporter(
      run: run, environment: environment, sources: sources,
      units: PythonUnits(
        run: run, environment: environment, distributions: distributions, sources: sources),
      libraries: libraries, mentions: mentions)
    importers.append(importer)
    try PythonPathFiles.enter(importer, distributions, run)
    try start(importer, interpreter)
    return importer
  }

  /// What every program needs.
  private func start(_ importer: PythonImporter, _ interpreter: RootPath) throws(PlanningError) {
    let environment = importer.environment
    let isRequired =
      run.keptFile(at: (try? run.root.resolve(interpreter).path) ?? interpreter)?.reasons
      .contains { $0.evidence == .required } ?? false
    let asker = PythonImporter.Asker(
      path: interpreter, role: .standard, standing: .supporting,
      evidence: isRequired ? .required : .likely)
    if let virtual = environment.virtual {
      try run.keep(
        virtual.appending("pyvenv.cfg"),
        because: Reason(.pythonPath, asker.evidence, from: interpreter), standing: .passive)
      let lib64 = virtual.appending("lib64")
      if try reading({ () throws(RootError) in try run.root.entry(at: lib64)?.isSymlink }) == true {
        try run.keepLink(lib64, because: Reason(.pythonPath, .likely, from: interpreter))
      }
    }
    // Where it is not, the interpreter looks for its extensions elsewhere.
    try run.keep(
      environment.installation.library.appending("lib-dynload"),
      because: Reason(.pythonStartup, asker.evidence, from: interpreter), standing: .passive)
    for module in PythonStartup.modules {
      try importer.keep(named: Array(module.utf8), .pythonStartup, asker)
    }
    for codec in PythonStartup.codecs {
      try importer.keep(named: Array("encodings.\(codec)".utf8), .pythonStartup, asker)
    }
    for part in run.request.variable("PYTHONPATH")?.split(separator: UInt8(ascii: ":")) ?? [] {
      let found = try? run.root.resolve(part, from: run.request.workingDirectory)
      if let found, found.entry?.isDirectory == true { try importer.units.addFront(found.path) }
    }
    if !run.request.workingDirectory.isRoot {
      try importer.units.addFront(run.request.workingDirectory)
    }
    // Settings are often named by the environment: `DJANGO_SETTINGS_MODULE=site.settings`.
    for variable in run.request.environment {
      guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let value = Array(variable[(equals + 1)...])
      try importer.follow(literal: value, .application(nil))
    }
  }

  // MARK: pyvenv.cfg

  /// `pyvenv.cfg` beside an executable or one directory up (PEP 405).
  private func configuration(beside name: RootPath) throws(PlanningError) -> RootPath? {
    for directory in [name.parent, name.parent.parent] {
      let path = directory.appending("pyvenv.cfg")
      let entry = try reading { () throws(RootError) in try run.root.resolve(path).entry }
      if entry?.isRegular == true { return path }
    }
    return nil
  }

  private func settings(
    in configuration: RootPath
  ) throws(PlanningError) -> (home: RootPath?, isolated: Bool, version: PythonSource.Version?) {
    var home: RootPath?
    var isolated = true
    var version: PythonSource.Version?
    let text = try reading { () throws(RootError) in
      try run.root.bytes(of: try run.root.resolve(configuration).path, limit: 1 << 16)
    }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1)
      guard parts.count == 2 else { continue }
      let key = parts[0].filter { $0 != 0x20 }
      let value = parts[1].drop { $0 == 0x20 }
      switch String(decoding: key, as: UTF8.self) {
      case "home": home = RootPath(value)
      case "include-system-site-packages": isolated = !value.starts(with: "true".utf8)
      case "version", "version_info":
        let numbers = value.split(separator: UInt8(ascii: ".")).prefix(2).compactMap {
          Int(String(decoding: $0, as: UTF8.self))
        }
        if numbers.count == 2 {
          version = PythonSource.Version(major: numbers[0], minor: numbers[1])
        }
      default: break
      }
    }
    return (home, isolated, version)
  }
}

extension PythonImporter.Asker {
  /// The application itself, by a file or by its command line and configuration.
  static func application(_ path: RootPath?) -> Self {
    Self(path: path, role: .application, standing: .leading, evidence: .likely)
  }
}

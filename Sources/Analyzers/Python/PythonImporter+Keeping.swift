internal import Packages
internal import Planning
internal import Roots

/// Keeps the files of modules, and what comes with those of the standard library.
extension PythonImporter {
  /// Keeps a module by its whole name; nothing where it is not there.
  func keep(named name: [UInt8], _ rule: Reason.Rule, _ asker: Asker) throws(PlanningError) {
    let found = try environment.find(name)
    guard found.isComplete else { return }
    try keep(found.modules, as: name, rule, asker, isFirm: true)
  }

  /// Keeps a module of the standard library; nothing where the name is that of another.
  func keepStandard(named name: [UInt8], by path: RootPath) throws(PlanningError) {
    let found = try environment.find(name)
    guard found.isComplete, let file = found.modules.first?.file, role(of: file) == .standard else {
      return
    }
    try keep(found.modules, as: name, .pythonImport, .application(path), isFirm: true)
  }

  /// Keeps what `-m` runs: a module, or the `__main__` of a package.
  func keepMain(_ name: [UInt8]) throws(PlanningError) {
    let asker = Asker.application(nil)
    var found = try environment.find(name)
    if found.isComplete, case .package = found.modules.last {
      found = try environment.find(name + Array(".__main__".utf8))
    }
    if let file = found.modules.last?.file { markMain(file) }
    try keep(found.modules, as: name, .pythonImport, asker, isFirm: true)
  }

  /// Whether what profiles leave out costs little where a function of a library imports it: a single module of the standard library, or one of the
  /// library's own.
  func isSmall(_ file: RootPath, for asker: Asker) throws(PlanningError) -> Bool {
    guard asker.role == .library else { return false }
    if role(of: file) == .standard { return file.parent == environment.installation.library }
    return try units.isOwn(file, of: asker)
  }

  /// Whether the package of the asker's source says that it depends on the one that has a file.
  private func dependsOnPackage(of file: RootPath, _ asker: Asker) -> Bool {
    guard let from = asker.path.flatMap({ run.packages.owner(of: $0) }),
      let target = run.packages.owner(of: file)
    else { return false }
    return run.packages.dependencies(of: from).contains(target)
  }

  /// Keeps the files of modules that were found for a name.
  ///
  /// - Parameters:
  ///   - isFirm: whether the importer cannot do without: the import stands at the top and nothing catches its failure.
  ///   - isExplicit: whether a function of the importer cannot do without.
  ///   - isTried: whether the importer tries it first as it is imported itself.
  func keep(
    _ modules: [PythonModules.Module], as name: [UInt8], _ rule: Reason.Rule, _ asker: Asker,
    isFirm: Bool = false, isExplicit: Bool = false, isTried: Bool = false
  ) throws(PlanningError) {
    for module in modules {
      guard let file = module.file else { continue }
      let role = role(of: file)
      if !isFirm, run.isLeftOut(file), try !units.isWanted(file, by: asker) {
        // What its package depends on for that is there.
        if !isTried || !dependsOnPackage(of: file, asker) {
          guard isExplicit, try isSmall(file, for: asker) else { return }
        }
      }
      let isNew = run.standing(of: file) ?? .passive == .passive
      let reason = Reason(rule, asker.evidence, from: asker.path, detail: name)
      let standing = role == .application ? asker.standing : .supporting
      guard let kept = try run.keep(file, because: reason, standing: standing).path else {
        continue
      }
      guard isNew else { continue }
      sources.expect([kept], for: environment.installation.version)
      try keepBytecode(of: kept, because: reason)
      switch role {
      case .library:
        try EmbeddedPython.keepProgram(for: file, in: environment, run)
        try units.activate(moduleAt: file, asker, by: self)
      case .standard: try keepStandard(file, asker)
      case .application: break
      }
    }
  }

  /// What comes with a module of the standard library: what it imports from C, and the other modules of a package.
  func keepStandard(_ file: RootPath, _ asker: Asker) throws(PlanningError) {
    let library = environment.installation.library
    var name = file.bytes.dropFirst(library.bytes.count + 1)
    for prefix in ["lib-dynload/"] where name.starts(with: prefix.utf8) {
      name = name.dropFirst(prefix.utf8.count)
    }
    if let dot = name.firstIndex(of: UInt8(ascii: ".")) { name = name[..<dot] }
    var dotted = name.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ".") : $0 }
    if dotted.suffix(9).elementsEqual(".__init__".utf8) { dotted.removeLast(9) }
    let inner = Asker(
      path: file, role: .standard, standing: .supporting, evidence: asker.evidence)
    for hidden in PythonStartup.hidden[String(decoding: dotted, as: UTF8.self)] ?? [] {
      try keep(named: Array(hidden.utf8), .pythonImport, inner)
    }
    if dotted.elementsEqual("zoneinfo".utf8) { try LibraryPaths.keepZones(for: inner.path, run) }
    if dotted.elementsEqual("sysconfig".utf8) {
      // Its name is put together from the platform's.
      let data = try environment.modules.modules(in: library)
        .filter { $0.key.bytes.starts(with: "_sysconfigdata".utf8) }
        .sorted { $0.key < $1.key }
      for (name, module) in data {
        try keep([module], as: name.bytes, .pythonImport, inner)
      }
    }
    let directory = file.parent
    guard directory != library, !directory.name.elementsEqual("lib-dynload".utf8),
      !directory.name.elementsEqual("encodings".utf8)
    else { return }
    try units.keepSiblings(in: directory, of: dotted, inner, by: self)
  }

  /// The bytecode that is there and still fits its source: with it a module starts without being compiled, also where nothing can be written.
  func keepBytecode(of source: RootPath, because reason: Reason) throws(PlanningError) {
    guard source.name.suffix(3).elementsEqual(".py".utf8) else { return }
    for cached in try sources.bytecode(of: source, for: environment.installation.version) {
      let detail = Reason(.pythonBytecode, .likely, from: source)
      try run.keep(cached, because: detail, standing: .passive)
    }
  }
}

extension Reason.Rule {
  /// A Python source imports the module.
  static let pythonImport = Reason.Rule(rawValue: "python-import")
  /// A string of a Python program, or its configuration, names the module.
  static let pythonName = Reason.Rule(rawValue: "python-name")
  /// The bytecode of a kept source.
  static let pythonBytecode = Reason.Rule(rawValue: "python-bytecode")
  /// What the interpreter needs before the first line runs.
  static let pythonStartup = Reason.Rule(rawValue: "python-startup")
  /// It belongs to a package of which a module is imported.
  static let pythonPackage = Reason.Rule(rawValue: "python-package")
  /// It belongs to a distribution that another one requires.
  static let pythonRequirement = Reason.Rule(rawValue: "python-requirement")
  /// A plug-in of a group that is asked for.
  static let pythonPlugin = Reason.Rule(rawValue: "python-plugin")
  /// It says where modules are: `pyvenv.cfg`, `.pth`.
  static let pythonPath = Reason.Rule(rawValue: "python-path")
}

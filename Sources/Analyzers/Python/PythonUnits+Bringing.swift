internal import Planning
internal import Profiles
internal import Roots

/// Brings what belongs to a module of a site directory, and to one of the standard library.
extension PythonUnits {
  /// Brings what belongs to a module of a site directory.
  func activate(
    moduleAt file: RootPath, _ asker: Asker, by importer: PythonImporter
  ) throws(PlanningError) {
    guard run.request.evidence >= .likely, let site = environment.site(of: file),
      let topLevel = Self.topLevel(of: file, in: site)
    else { return }
    let distribution = try distribution(of: file)
    if let distribution, !known.contains(distribution) { try announce(distribution) }
    let reason = Reason(.pythonPackage, .likely, from: file, detail: topLevel)
    try bring(topLevel, of: distribution, in: site, because: reason, importer)
    if let distribution { try bring(distribution, because: reason, importer) }
  }

  /// Has the sources read meanwhile that come with a distribution, and with those that it requires, step by step.
  private func announce(_ distribution: PythonDistribution) throws(PlanningError) {
    guard sources.readsAhead else { return }
    var pending = [distribution]
    while let next = pending.popLast() {
      guard announced.insert(next).inserted else { continue }
      for topLevel in try distributions.topLevels(of: next).sortedByBytes() {
        let module = try environment.modules.module(topLevel, in: next.site)
        guard let directory = module?.directory, !run.isLeftOut(directory) else { continue }
        let files = try files(below: directory, isForced: false)
        sources.expect(files.map(\.path), for: environment.installation.version)
      }
      for requirement in try distributions.requirements(of: next).reversed() {
        if let required = try installed(requirement) { pending.append(required.distribution) }
      }
    }
  }

  /// The metadata, which `importlib.metadata` and entry points read, and what it requires.
  func bring(
    _ distribution: PythonDistribution, because reason: Reason, _ importer: PythonImporter
  ) throws(PlanningError) {
    guard known.insert(distribution).inserted else { return }
    let metadata = distribution.metadata
    let entry = try? run.root.resolve(metadata).entry
    if entry?.isDirectory == true {
      for name in Self.metadataFiles {
        try run.keep(metadata.appending(name), because: reason, standing: .passive)
      }
    } else {
      try run.keep(metadata, because: reason, standing: .passive)
    }
    try bringSharedData(of: distribution, because: reason)
    for requirement in try distributions.requirements(of: distribution) {
      guard let (required, site) = try installed(requirement) else { continue }
      let reason = Reason(.pythonRequirement, .likely, from: metadata, detail: required.name)
      try bring(required, because: reason, importer)
      for topLevel in try distributions.topLevels(of: required).sortedByBytes() {
        try bring(topLevel, of: required, in: site, because: reason, importer)
      }
    }
  }

  /// The distribution of that name that is found first, and where.
  private func installed(
    _ name: [UInt8]
  ) throws(PlanningError) -> (distribution: PythonDistribution, site: RootPath)? {
    for site in environment.installed {
      if let found = try distributions.distribution(named: name, in: site) { return (found, site) }
    }
    return nil
  }

  /// What programs read of it while they run.
  static let metadataFiles = [
    "METADATA", "PKG-INFO", "entry_points.txt", "top_level.txt", "requires.txt", "RECORD",
    "namespace_packages.txt",
  ]

  /// Data that the distribution put beside the modules' prefix: `../../../share/NAME`.
  func bringSharedData(
    of distribution: PythonDistribution, because reason: Reason
  ) throws(PlanningError) {
    for file in try distributions.files(of: distribution) where file.starts(with: "../".utf8) {
      let path = RootPath(distribution.site.bytes + [UInt8(ascii: "/")] + file)
      let isData = path.components.contains {
        $0.elementsEqual("share".utf8) || $0.elementsEqual("etc".utf8)
      }
      if isData, !run.isLeftOut(path), !run.isDocumentation(path),
        !path.components.contains(where: { $0.elementsEqual("man".utf8) })
      {
        let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
        // A small one may say what to start: `"argv": ["python3", "-m", "kernel"]`.
        let isSmall = (entry?.size ?? .max) <= Self.largestSettings
        try run.keep(path, because: reason, standing: isSmall ? .supporting : .passive)
      }
    }
  }

  private static let largestSettings: UInt64 = 16 << 10

  /// The content of a top-level package, or a module by itself.
  func bring(
    _ topLevel: [UInt8], of distribution: PythonDistribution?, in site: RootPath,
    because reason: Reason, _ importer: PythonImporter
  ) throws(PlanningError) {
    let unit = Unit(site: site, topLevel: topLevel, distribution: distribution)
    guard !activated.contains(unit),
      let module = try environment.modules.module(topLevel, in: site)
    else { return }
    // What profiles leave out and something imports for certain is there as a whole again; that something requires it is not enough.
    let isForced = run.isLeftOut(module.directory ?? module.file ?? site)
    if isForced, reason.rule == .pythonRequirement { return }
    activated.insert(unit)
    if isForced { forced.insert(module.directory ?? module.file ?? site) }
    guard let directory = module.directory else {
      if let file = module.file { try bring(file, because: reason, importer) }
      return
    }
    var files: [(path: RootPath, isLink: Bool)] = []
    if let distribution, try distributions.owners(of: topLevel, in: site).count > 1 {
      let prefix = topLevel + [UInt8(ascii: "/")]
      var parts: [RootPath: Bool] = [:]
      for file in try distributions.files(of: distribution) where file.starts(with: prefix) {
        let path = RootPath(site.bytes + [UInt8(ascii: "/")] + file)
        if isForced {
          if !Self.isTest(path) { files.append((path, false)) }
        } else if !run.isLeftOut(path) {
          files.append((path, false))
        } else if try isPart(path, of: directory, &parts) {
          files.append((path, false))
        }
      }
    } else {
      files = try self.files(below: directory, isForced: isForced)
    }
    sources.expect(files.map(\.path), for: environment.installation.version)
    for file in files {
      try bring(file.path, because: reason, importer)
      if file.isLink { try bringTree(behind: file.path, because: reason) }
    }
  }

  /// The files of a package, as far as profiles do not leave them out.
  func files(
    below directory: RootPath, isForced: Bool
  ) throws(PlanningError) -> [(path: RootPath, isLink: Bool)] {
    if listed.revision != run.profiles.revision { listed = (run.profiles.revision, [:]) }
    if !isForced, let known = listed.files[directory] { return known }
    var files: [(path: RootPath, isLink: Bool)] = []
    var pending = [(directory, isForced)]
    while let (next, isForced) = pending.popLast() {
      let real = try? run.root.resolve(next)
      guard let real, real.entry?.isDirectory == true else { continue }
      let children = try reading { () throws(RootError) in
        try run.root.children(of: real.path) ?? []
      }
      for child in children {
        let path = next.appending(child.name)
        if child.kind == .directory {
          if child.name.elementsEqual("__pycache__".utf8) { continue }
          if isForced || run.isLeftOut(path) {
            // `docs`, `include`: names of directories that hold something else, unless they are packages.
            if try isPart(path, isForced: isForced) { pending.append((path, true)) }
          } else {
            pending.append((path, false))
          }
        } else if isForced || !run.isLeftOut(path) {
          files.append((path, child.kind == .symlink))
        }
      }
    }
    if !isForced { listed.files[directory] = files }
    return files
  }

  /// Data that a distributor placed elsewhere: a link in the package leads to its directory.
  func bringTree(behind link: RootPath, because reason: Reason) throws(PlanningError) {
    guard let found = try? run.root.resolve(link), found.entry?.isDirectory == true,
      run.isPrivate(found.path), !environment.isLibrary(found.path)
    else { return }
    try run.keep(link, because: reason, standing: .passive)
    try run.keepTree(found.path, because: reason, standing: .passive, offersCode: true)
  }

  /// Whether a directory that profiles leave out is part of a package all the same.
  func isPart(_ directory: RootPath, isForced: Bool) throws(PlanningError) -> Bool {
    if Self.isTest(directory) { return false }
    if isForced { return true }
    let module = try environment.modules.module(directory.name, in: directory.parent)
    guard case .package = module else { return false }
    return true
  }

  /// Whether a file that profiles leave out lies in a directory that is part of a package all the same.
  private func isPart(
    _ file: RootPath, of package: RootPath, _ known: inout [RootPath: Bool]
  ) throws(PlanningError) -> Bool {
    let directory = file.parent
    if let answer = known[directory] { return answer }
    var outermost: RootPath?
    var next = directory
    while next.isWithin(package), next != package {
      if run.isLeftOut(next) { outermost = next }
      next = next.parent
    }
    var answer = false
    if let outermost, !Self.isTest(directory) {
      answer = try isPart(outermost, isForced: false)
    }
    known[directory] = answer
    return answer
  }

  static func isTest(_ path: RootPath) -> Bool {
    path.components.contains {
      $0.elementsEqual("tests".utf8) || $0.elementsEqual("test".utf8)
    }
  }

  func bring(
    _ file: RootPath, because reason: Reason, _ importer: PythonImporter
  ) throws(PlanningError) {
    if file.parent.name.elementsEqual("__pycache__".utf8) { return }
    guard let found = try? run.root.resolve(file), let entry = found.entry, entry.isRegular else {
      return
    }
    if file.name.suffix(3).elementsEqual(".py".utf8) {
      // A source that was compiled to an extension is never read, where that stays.
      if let name = PythonModules.module(file)?.name,
        case .extension(let compiled) = try environment.modules.module(name, in: file.parent)
      {
        let size = try reading { () throws(RootError) in try run.root.entry(at: compiled)?.size }
        if (size ?? 0) <= OfferLimit().objectBytes { return }
      }
      // Without bytecode: that saves time where a module is imported, which this one perhaps never is.
      try run.keep(file, because: reason, standing: .passive)
      postponed.add(file)
    } else if try run.isCode(found.path) {
      if environment.modules.isForThisVersion(file) {
        try run.offer(found.path, because: reason, links: found.links)
      }
    } else {
      try run.keep(file, because: reason, standing: .passive)
    }
  }

  /// A shared object of a library's own package, by the name of its file: ctypes and cffi load it from wherever it
  /// lies there.
  func keepObject(named name: [UInt8], for file: RootPath) throws(PlanningError) {
    guard let site = environment.site(of: file), let topLevel = Self.topLevel(of: file, in: site)
    else { return }
    for path in try run.index.paths(named: name) where environment.site(of: path) == site {
      guard Self.topLevel(of: path, in: site) == topLevel else { continue }
      try run.keep(
        path, because: Reason(.dlopen, .likely, from: file, detail: name), standing: .supporting)
    }
  }

  /// Follows what was put off until now. What comes with that waits for the next time.
  func followPostponed(by importer: PythonImporter) throws(PlanningError) {
    for file in postponed.take() { try followWeakly(file, importer) }
  }

  /// Whether two files lie in the same top-level package of a library.
  func areOfOnePackage(_ file: RootPath, _ other: RootPath) -> Bool {
    guard let site = environment.site(of: file), environment.site(of: other) == site,
      let topLevel = Self.topLevel(of: file, in: site)
    else { return false }
    return Self.topLevel(of: other, in: site) == topLevel
  }

  /// What a module that may never be imported takes from the standard library.
  private func followWeakly(
    _ file: RootPath, _ importer: PythonImporter
  ) throws(PlanningError) {
    let isStandard = environment.isStandard(file)
    guard let source = try sources.source(at: file, for: environment.installation.version) else {
      return
    }
    let asker = Asker(
      path: file, role: isStandard ? .standard : .library, standing: .passive, evidence: .likely)
    if source.readsStub { try importer.keepStub(asker) }
    for item in source.imports where item.level == 0 && !item.place.contains(.main) {
      if isStandard, !item.place.isEmpty || item.attempt != nil { continue }
      let top = item.module.prefix { $0 != UInt8(ascii: ".") }
      guard let module = try environment.topLevel(top).first,
        let place = module.file ?? module.directory, environment.isStandard(place),
        !run.isLeftOut(place)
      else { continue }
      try importer.follow(item, asker)
    }
    if source.parsesTimes {
      try importer.keep(named: Array(PythonStartup.timeParser.utf8), .pythonImport, asker)
    }
  }

  /// The other modules of a package of the standard library, which stays as a whole where it is one directory.
  func keepSiblings(
    in directory: RootPath, of package: [UInt8], _ asker: Asker, by importer: PythonImporter
  ) throws(PlanningError) {
    guard run.request.evidence >= .likely, siblings.insert(directory).inserted else { return }
    let reason = Reason(.pythonPackage, .likely, from: asker.path, detail: package)
    let modules = try environment.modules.modules(in: directory)
      .sorted { $0.key < $1.key }.map(\.value)
    sources.expect(modules.compactMap(\.file), for: environment.installation.version)
    for module in modules {
      guard case .source(let file) = module, !run.isLeftOut(file) else { continue }
      try run.keep(file, because: reason, standing: .passive)
      postponed.add(file)
    }
  }
}

internal import Packages
internal import Planning
internal import Roots

/// Keeps what importing needs in one environment: the module, the packages around it, its bytecode, and what belongs to it (`PythonUnits`).
final class PythonImporter {
  let run: Run
  let environment: PythonEnvironment
  let sources: PythonSources
  let units: PythonUnits
  let libraries: SearchedLibraries
  private let mentions: Mentions
  private let programs: DependencyPrograms
  /// Sources that are run rather than imported: their `if __name__ == "__main__":` counts.
  private var mains: Set<RootPath> = []
  /// Files that import something that was not found: it may lie in a directory that is added later.
  private(set) var unresolved: Set<RootPath> = []
  /// Uses and strings that were looked up: most are said in many files.
  private var usesDone: Set<[UInt8]> = []
  private var codecs: PythonCodecs?
  /// Modules whose tables of names were followed.
  var tables: Set<RootPath> = []
  /// Packages that the application names in strings, and what code appends to such names before it imports them.
  private var namedPackages: Set<[UInt8]> = []
  private var templates: Set<[UInt8]> = []
  var pathFiles: [PythonPathFile] = []

  init(
    run: Run, environment: PythonEnvironment, sources: PythonSources, units: PythonUnits,
    libraries: SearchedLibraries, mentions: Mentions
  ) {
    self.run = run
    programs = DependencyPrograms(run: run)
    self.mentions = mentions
    self.libraries = libraries
    self.environment = environment
    self.sources = sources
    self.units = units
  }

  /// Whose code a file is.
  enum Role {
    /// The standard library.
    case standard
    /// What is installed in a site directory.
    case library
    /// Everything else.
    case application
  }

  func role(of file: RootPath) -> Role {
    if environment.isStandard(file) { return .standard }
    return environment.isLibrary(file) ? .library : .application
  }

  /// Says that a file is run; one that was followed before that was known is followed again.
  func markMain(_ file: RootPath) {
    guard mains.insert(file).inserted, run.standing(of: file) ?? .passive > .passive else { return }
    run.revisit { $0.path == file }
  }

  // MARK: Following a source

  /// Keeps what a kept source imports and names.
  func follow(_ file: KeptFile) throws(PlanningError) {
    guard let source = try sources.source(at: file.path, for: environment.installation.version)
    else { return }
    let asker = Asker(
      path: file.path, role: role(of: file.path), standing: file.standing,
      evidence: file.reasons.contains { $0.evidence == .required } ? .required : .likely)
    try follow(source, asker)
  }

  /// Who imports.
  struct Asker {
    var path: RootPath?
    var role: Role
    var standing: KeptFile.Standing
    var evidence: Evidence
  }

  func follow(_ source: PythonSource, _ asker: Asker) throws(PlanningError) {
    var isComplete = true
    var failed: Set<Int> = []
    var fallbacks: [PythonSource.Import] = []
    for item in source.imports where try isWanted(item, asker) {
      if item.fallback != nil, asker.role == .standard {
        fallbacks.append(item)
        continue
      }
      if try !follow(item, asker) {
        if let attempt = item.attempt { failed.insert(attempt) } else { isComplete = false }
      }
    }
    // The standard library's second choice is needed where the first is not there.
    for item in fallbacks where failed.contains(item.fallback ?? 0) { try follow(item, asker) }
    if let path = asker.path {
      if isComplete { unresolved.remove(path) } else { unresolved.insert(path) }
    }
    if source.parsesTimes {
      try keep(named: Array(PythonStartup.timeParser.utf8), .pythonImport, asker)
    }
    for use in source.uses.sortedByBytes()
    where usesDone.insert(use).inserted {
      let found = try environment.find(use).modules
      if found.count > 1 { try keep(found, as: use, .pythonImport, asker.softened) }
    }
    if asker.role != .standard {
      for prefix in source.computed.sortedByBytes() {
        try followComputed(prefix, among: source.computed, asker)
      }
    }
    for end in source.templates.sortedByBytes()
    where asker.role != .standard && templates.insert(end).inserted {
      for package in namedPackages.sortedByBytes() {
        try keep(package, with: end)
      }
    }
    if asker.role != .application { try followPaths(source, asker) }
    if asker.role != .standard {
      for literal in source.literals.sortedByBytes() {
        try follow(literal: literal, asker)
      }
      try followLibraries(source, asker)
      try followPrograms(source, asker)
    }
  }

  /// Absolute paths in the code of libraries; the application's own words are followed as those of any configuration.
  private func followPaths(_ source: PythonSource, _ asker: Asker) throws(PlanningError) {
    guard let path = asker.path, let file = run.keptFile(at: path), !run.isPassive(path) else {
      return
    }
    let speaker = Mentions.Speaker(file: file, executes: false, rule: .mention)
    let paths = source.literals.filter { $0.first == UInt8(ascii: "/") && $0.count > 4 }
    for literal in paths.sortedByBytes() {
      try mentions.follow(literal, by: speaker, in: run)
      if RootPath(literal) == Self.zones { try keepZones(asker) }
      try keepOwnData(at: literal, of: path)
    }
  }

  /// A directory that is packaged from the same source as the code that names it, as distributions place data outside of the directories of modules.
  private func keepOwnData(at literal: [UInt8], of path: RootPath) throws(PlanningError) {
    guard let found = try? run.root.resolve(literal), found.entry?.isDirectory == true,
      run.isPrivate(found.path), !found.path.isWithin("/etc"), !isLibrary(found.path),
      let owner = run.packages.owner(of: path), let other = run.packages.owner(of: found.path),
      owner.source == other.source
    else { return }
    try run.keepTree(
      found.path, because: Reason(.mention, .likely, from: path), standing: .passive)
  }

  private func isLibrary(_ path: RootPath) -> Bool { environment.isLibrary(path) }

  private static let zones: RootPath = "/usr/share/zoneinfo"

  /// Which zones will be asked for only the run decides: all of them, without the copies that profiles leave out.
  private func keepZones(_ asker: Asker) throws(PlanningError) {
    guard let real = try? run.root.resolve(Self.zones).path else { return }
    try run.keepTree(
      real, because: Reason(.timeZone, .likely, from: asker.path), standing: .passive)
  }

  /// Programs that a library starts; those of the application are found in any language (`CodeCommandAnalyzer`).
  private func followPrograms(_ source: PythonSource, _ asker: Asker) throws(PlanningError) {
    guard asker.role == .library else { return }
    try LibraryPrograms(names: source.programs).offer(from: asker.path, in: run)
    if let path = asker.path { try programs.keep(namedBy: source.literals, in: path) }
  }

  /// Shared libraries by name, for ctypes and cffi. `find_library` runs ldconfig(8).
  private func followLibraries(_ source: PythonSource, _ asker: Asker) throws(PlanningError) {
    let fileNames = source.literals.filter { $0.starts(with: "lib".utf8) }
    for literal in fileNames.sortedByBytes() {
      let parts = literal.split(separator: UInt8(ascii: "."))
      guard parts.dropFirst().contains(where: { $0.elementsEqual("so".utf8) }),
        let requester = environment.interpreter
      else { continue }
      try libraries.keep(
        file: literal, for: requester,
        because: Reason(.dlopen, .likely, from: asker.path, detail: literal))
    }
    guard source.findsLibraries else { return }
    try run.keep(
      "/sbin/ldconfig",
      because: Reason(.dlopen, .likely, from: asker.path, detail: Array("find_library".utf8)),
      standing: .passive)
    var names = source.searchedLibraries
    // The name may come from a list that stands in the same file.
    if names.isEmpty { names = source.literals }
    for name in names.sortedByBytes() {
      try libraries.keep(name, because: Reason(.dlopen, .likely, from: asker.path, detail: name))
    }
  }

  private func isWanted(
    _ item: PythonSource.Import, _ asker: Asker
  ) throws(PlanningError) -> Bool {
    if asker.role == .application { return true }
    if asker.role == .library, let path = asker.path, !mains.contains(path),
      path.name.elementsEqual("__main__.py".utf8), item.level == 0
    {
      // A command line that nobody is seen to give needs what its package has anyway, and the standard library.
      let file = try environment.find(item.module).modules.first?.file
      guard let file, role(of: file) == .standard || path.isWithin(file.parent) else {
        return false
      }
    }
    // `import package.part` there stands for the attribute; who uses that names it.
    if item.place.contains(.attribute), item.names.isEmpty || item.module.isEmpty { return false }
    if item.place.contains(.main), !mains.contains(asker.path ?? .root) { return false }
    if asker.role == .standard, PythonStartup.prompt.contains(item.module),
      asker.path?.name.elementsEqual("site.py".utf8) == true
    {
      return false
    }
    return asker.role != .standard || !item.place.contains(.trial)
  }

  /// Answers whether the module was found.
  @discardableResult
  func follow(_ item: PythonSource.Import, _ asker: Asker) throws(PlanningError) -> Bool {
    var asker = asker
    let isRun = item.place == .main && mains.contains(asker.path ?? .root)
    let isTop = item.place.isEmpty || isRun
    let isFirm = isTop && item.attempt == nil && item.fallback == nil
    // What a `try` at the top finds is what the module has worked with so far; what would follow on its failure is not.
    if !isTop || item.fallback != nil { asker.evidence = .likely }
    let isExplicit = isFirm || (item.place == .function && item.attempt == nil)
    var places: [RootPath]?
    let module = item.module
    if item.level > 0 {
      guard let path = asker.path else { return false }
      let package = environment.package(of: path, level: item.level)
      places = [package]
      if module.isEmpty {
        // `from . import x`: the package itself is imported already.
        return try followNames(
          item.names, in: [package], of: nil, asker, isFirm: isFirm, isExplicit: isExplicit)
      }
    }
    var found = try environment.find(module, in: places)
    if found.modules.isEmpty, asker.role == .application, item.level == 0, let path = asker.path {
      // A script that something else starts has its own directory on the path.
      found = try environment.find(module, in: [path.parent])
    }
    if found.modules.isEmpty, asker.role == .library, item.level == 0, let path = asker.path {
      found = try findBundled(module, for: path)
    }
    try keep(
      found.modules, as: module, .pythonImport, asker, isFirm: isFirm, isExplicit: isExplicit)
    guard found.isComplete, let last = found.modules.last else {
      try followTable(of: found.modules.last, asker)
      return false
    }
    if item.names.isEmpty { return true }
    _ = try followNames(
      item.names, in: Self.directories(of: found.modules), of: last, asker, isFirm: isFirm)
    return true
  }

  /// Where the modules of what was found last lie: one directory, or all the parts of a namespace.
  private static func directories(of modules: [PythonModules.Module]) -> [RootPath] {
    guard let last = modules.last, case .namespace(let directory) = last else {
      return modules.last?.directory.map { [$0] } ?? []
    }
    return modules.compactMap { module in
      guard case .namespace(let part) = module else { return nil }
      return part.name == directory.name ? part : nil
    }
  }

  /// What `from package import a, b` takes may be modules of the package.
  private func followNames(
    _ names: [[UInt8]], in directories: [RootPath], of package: PythonModules.Module?,
    _ asker: Asker, isFirm: Bool, isExplicit: Bool = false
  ) throws(PlanningError) -> Bool {
    var names = names
    if names.contains([UInt8(ascii: "*")]), let file = package?.file,
      let source = try sources.source(at: file, for: environment.installation.version)
    {
      // `__all__` may name modules that nobody has imported yet.
      names += source.literals.sortedByBytes()
    }
    var isComplete = true
    for name in names where PythonModules.isIdentifier(name) {
      let found = try environment.find(name, in: directories)
      if found.modules.isEmpty { isComplete = false }
      // The attribute of a package may come from anywhere: only what is a module counts.
      try keep(
        found.modules, as: name, .pythonImport, asker, isFirm: isFirm && package == nil,
        isExplicit: isExplicit)
    }
    return isComplete
  }

  /// A name that is put together: all modules of the package that its fixed part names.
  private func followComputed(
    _ prefix: [UInt8], among prefixes: Set<[UInt8]>, _ asker: Asker
  ) throws(PlanningError) {
    let dots = prefix.prefix { $0 == UInt8(ascii: ".") }.count
    var name = prefix.dropFirst(dots)
    if name.last == UInt8(ascii: ".") { name = name.dropLast() }
    var places: [RootPath] = []
    if dots > 0 {
      guard let path = asker.path else { return }
      // `"." + name, __name__ + ".backends"`: the dot by itself is relative to the other.
      if name.isEmpty, prefixes.count > 1 { return }
      places = [environment.package(of: path, level: dots)]
      if !name.isEmpty {
        places =
          try environment.find(Array(name), in: places).modules.last?.directory
          .map { [$0] } ?? []
      }
    } else {
      let found = try environment.find(Array(name))
      guard found.isComplete else { return }
      try keep(found.modules, as: Array(name), .pythonName, asker.softened)
      places = found.modules.last?.directory.map { [$0] } ?? []
    }
    for place in places {
      let modules = try environment.modules.modules(in: place)
      guard modules.count <= Self.mostComputed else { continue }
      for (child, module) in modules.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        try keep([module], as: prefix + child, .pythonName, asker.softened)
      }
    }
  }

  private static let mostComputed = 256

  // MARK: Names in text

  /// A string of the code, a word of the command line or of configuration that may name a module, a group of plug-ins or a codec.
  func follow(literal: [UInt8], _ asker: Asker) throws(PlanningError) {
    let asker = asker.softened
    try units.followPlugins(of: literal, asker, by: self)
    if let codecs = try loadedCodecs() {
      for name in codecs.modules(named: literal) {
        let codec = Array("encodings.".utf8) + name
        let found = try environment.find(codec)
        if found.isComplete { try keep(found.modules, as: codec, .pythonName, asker) }
      }
    }
    // `package.module:attribute`, `package.module.Class`
    let name = Array(literal.prefix { $0 != UInt8(ascii: ":") })
    guard name.count > 1, name.first != UInt8(ascii: "."), name.last != UInt8(ascii: "."),
      name.allSatisfy({ PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".") })
    else { return }
    let found = try environment.find(name).modules
    guard let first = found.first else { return }
    let isDotted = name.contains(UInt8(ascii: "."))
    // Tables of the standard library's modules (as compatibility layers have them) import none of it.
    if asker.role == .library, let file = first.file, role(of: file) == .standard { return }
    if found.count < 2 {
      // One word alone means a module only where the application says it, and never one of the standard library.
      guard asker.role == .application, let file = first.file ?? first.directory,
        role(of: file) != .standard, isDotted || literal.count > name.count || found.count == 1
      else { return }
    }
    try keep(found, as: name, .pythonName, asker)
    if case .package = found.last, try environment.find(name).isComplete,
      namedPackages.insert(name).inserted
    {
      for end in templates.sortedByBytes() {
        try keep(name, with: end)
      }
    }
  }

  /// `django.db.backends.sqlite3` in the settings, and `"%s.base" % name` where it is imported.
  private func keep(_ package: [UInt8], with end: [UInt8]) throws(PlanningError) {
    let name = package + [UInt8(ascii: ".")] + end
    let found = try environment.find(name)
    if found.isComplete { try keep(found.modules, as: name, .pythonName, .application(nil)) }
  }

  private func loadedCodecs() throws(PlanningError) -> PythonCodecs? {
    if let codecs { return codecs }
    let file = environment.installation.library.appending("encodings").appending("aliases.py")
    guard let text = try? run.root.bytes(of: file, limit: 1 << 20) else { return nil }
    let result = PythonCodecs(aliases: text)
    codecs = result
    return result
  }

  // MARK: Keeping

  /// Keeps a module by its whole name; nothing where it is not there.
  func keep(named name: [UInt8], _ rule: Reason.Rule, _ asker: Asker) throws(PlanningError) {
    let found = try environment.find(name)
    guard found.isComplete else { return }
    try keep(found.modules, as: name, rule, asker, isFirm: true)
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

  /// A string in an extension: a module of the standard library, or with its whole dotted name one of the extension's own package.
  func follow(nameInExtension name: [UInt8], _ asker: Asker) throws(PlanningError) {
    let found = try environment.find(name).modules
    guard let file = found.first?.file else { return }
    let role = role(of: file)
    // A module in C at the top (`_backend`) has a name that nothing else would say.
    var isExtension = false
    if found.count == 1, case .extension = found[0] { isExtension = true }
    if role != .standard, !isExtension {
      guard found.count > 1, asker.role == .library,
        try units.isOwnOrRequired(file, by: asker)
      else { return }
    }
    try keep(found, as: name, .pythonImport, asker)
  }

  /// Whether what profiles leave out costs little where a function of a library imports it: a single module of the standard library, or one of the
  /// library's own.
  private func isSmall(_ file: RootPath, for asker: Asker) throws(PlanningError) -> Bool {
    guard asker.role == .library else { return false }
    if role(of: file) == .standard { return file.parent == environment.installation.library }
    return try units.isOwn(file, of: asker)
  }

  /// Keeps the files of modules that were found for a name.
  ///
  /// - Parameters:
  ///   - isFirm: whether the importer cannot do without: the import stands at the top and nothing catches its failure.
  ///   - isExplicit: whether a function of the importer cannot do without.
  func keep(
    _ modules: [PythonModules.Module], as name: [UInt8], _ rule: Reason.Rule, _ asker: Asker,
    isFirm: Bool = false, isExplicit: Bool = false
  ) throws(PlanningError) {
    for module in modules {
      guard let file = module.file else { continue }
      let role = role(of: file)
      if !isFirm, run.isLeftOut(file), try !units.isWanted(file, by: asker) {
        guard isExplicit, try isSmall(file, for: asker) else { return }
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
      case .library: try units.activate(moduleAt: file, asker, by: self)
      case .standard: try keepStandard(file, asker)
      case .application: break
      }
    }
  }

  /// What comes with a module of the standard library: what it imports from C, and the other modules of a package.
  private func keepStandard(_ file: RootPath, _ asker: Asker) throws(PlanningError) {
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
    if dotted.elementsEqual("zoneinfo".utf8) { try keepZones(inner) }
    if dotted.elementsEqual("sysconfig".utf8) {
      // Its name is put together from the platform's.
      let data = try environment.modules.modules(in: library)
        .filter { $0.key.starts(with: "_sysconfigdata".utf8) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      for (name, module) in data {
        try keep([module], as: name, .pythonImport, inner)
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

extension PythonImporter.Asker {
  /// The same, saying only what a real run would likely do.
  var softened: Self {
    var result = self
    result.evidence = .likely
    return result
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

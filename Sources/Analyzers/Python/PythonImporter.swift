internal import Loading
internal import Packages
internal import Planning
internal import Roots
internal import Shell

/// Keeps what importing needs in one environment: the module, the packages around it, its bytecode, and what belongs to it (`PythonUnits`).
final class PythonImporter {
  let run: Run
  let environment: PythonEnvironment
  let sources: PythonSources
  let units: PythonUnits
  let libraries: SearchedLibraries
  let mentions: Mentions
  let programs: DependencyPrograms
  /// Sources that are run rather than imported: their `if __name__ == "__main__":` counts.
  var mains: Set<RootPath> = []
  /// Files that import something that was not found: it may lie in a directory that is added later.
  private(set) var unresolved: Set<RootPath> = []
  /// Uses and strings that were looked up: most are said in many files.
  var usesDone: Set<BytesKey> = []
  var codecs: PythonCodecs?
  /// Strings that were looked up and name nothing, whoever says them; as of a revision of the environment.
  var meaningless: (revision: Int, strings: Set<BytesKey>) = (0, [])
  /// Modules whose tables of names were followed.
  var tables: Set<RootPath> = []
  /// Packages that the application names in strings, and what code appends to such names before it imports them.
  var namedPackages: Set<[UInt8]> = []
  var templates: Set<[UInt8]> = []
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
    run.revisit([file])
  }

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
    if isIdleMain(asker) { return }
    if source.readsStub { try followStub(asker) }
    if source.parsesTimes {
      try keep(named: Array(PythonStartup.timeParser.utf8), .pythonImport, asker)
    }
    for use in source.orderedUses
    where usesDone.insert(BytesKey(use)).inserted {
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
      for literal in source.orderedLiterals {
        try follow(literal: literal, asker, isImported: source.importsNames)
      }
      try followLibraries(source, asker)
      try followPrograms(source, asker)
      try followSources(namedBy: source, asker)
    }
  }

  /// Absolute paths in the code of libraries; the application's own words are followed as those of any configuration.
  func followPaths(_ source: PythonSource, _ asker: Asker) throws(PlanningError) {
    guard let path = asker.path, let file = run.keptFile(at: path), !run.isPassive(path) else {
      return
    }
    for literal in source.orderedLiterals
    where literal.first == UInt8(ascii: "/") && literal.count > 4 {
      try LibraryPaths.follow(literal, in: file, mentions, run)
      try keepOwnData(at: literal, of: path)
    }
  }

  /// A directory that is packaged from the same source as the code that names it, as distributions place data outside of the directories of modules.
  func keepOwnData(at literal: [UInt8], of path: RootPath) throws(PlanningError) {
    guard let found = try? run.root.resolve(literal), found.entry?.isDirectory == true,
      run.isPrivate(found.path), !found.path.isWithin("/etc"), !isLibrary(found.path),
      let owner = run.packages.owner(of: path), let other = run.packages.owner(of: found.path),
      owner.source == other.source
    else { return }
    try run.keepTree(
      found.path, because: Reason(.mention, .likely, from: path), standing: .passive)
  }

  func isLibrary(_ path: RootPath) -> Bool { environment.isLibrary(path) }

  /// `__config__.py`, which builds with numpy's and Meson's tools leave in a package: with which compilers it was made.
  private static func isBuildRecord(_ path: RootPath?) -> Bool {
    path?.name.elementsEqual("__config__.py".utf8) == true
  }

  /// Programs that a library starts; those of the application are found in any language (`CodeCommandAnalyzer`).
  func followPrograms(_ source: PythonSource, _ asker: Asker) throws(PlanningError) {
    guard asker.role == .library, !Self.isBuildRecord(asker.path) else { return }
    try LibraryPrograms(names: source.programs).offer(from: asker.path, in: run)
    if let path = asker.path { try programs.keep(namedBy: source.orderedLiterals, in: path) }
    // A shell by its path: what a library runs commands with (`shell = "/bin/bash"`).
    for literal in source.orderedLiterals where Self.isPathOfShell(literal) {
      try run.keep(
        literal, because: Reason(.program, .likely, from: asker.path, detail: literal))
    }
  }

  private static func isPathOfShell(_ literal: [UInt8]) -> Bool {
    guard literal.first == UInt8(ascii: "/"), literal.count < 32 else { return false }
    let path = RootPath(literal)
    return path.parent.name.elementsEqual("bin".utf8) && Shebang.isShell(path.name)
  }

  /// Shared libraries by name, for ctypes and cffi. `find_library` runs ldconfig(8).
  func followLibraries(_ source: PythonSource, _ asker: Asker) throws(PlanningError) {
    for literal in source.orderedLiterals where literal.starts(with: "lib".utf8) {
      guard literal.namesSharedObject, let requester = environment.interpreter else { continue }
      try libraries.keep(
        file: literal, for: requester,
        because: Reason(.dlopen, .likely, from: asker.path, detail: literal))
    }
    if let path = asker.path, asker.role == .library {
      for literal in source.orderedLiterals where literal.namesSharedObject {
        try units.keepObject(named: literal, for: path)
      }
    }
    guard source.findsLibraries else { return }
    try run.keep(
      "/sbin/ldconfig",
      because: Reason(.dlopen, .likely, from: asker.path, detail: Array("find_library".utf8)),
      standing: .passive)
    var names = source.searchedLibraries.sortedByBytes()
    // The name may come from a list that stands in the same file.
    if names.isEmpty { names = source.orderedLiterals }
    for name in names {
      try libraries.keep(name, because: Reason(.dlopen, .likely, from: asker.path, detail: name))
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

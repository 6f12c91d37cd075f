internal import Planning
internal import Roots

/// Where one way of starting Python looks for modules: an installation by itself, or through a virtual environment.
final class PythonEnvironment {
  let installation: PythonInstallation
  /// The directory with `pyvenv.cfg`; nil for the installation itself.
  let virtual: RootPath?
  let modules: PythonModules
  /// The real path of the program or library that runs it.
  let interpreter: RootPath?
  /// `PYTHONPATH`, the directories of scripts, the working directory: what is looked at first.
  private(set) var front: [RootPath] = []
  /// The standard library: its directory and that of its extensions.
  let standard: [RootPath]
  /// What `site` adds, with the directories that path files name.
  private(set) var sites: [RootPath]
  /// What each name at the top stands for; made anew where the path has changed.
  private var tops: [BytesKey: [PythonModules.Module]]?
  /// The answers of `find`; forgotten likewise.
  private var found: [BytesKey: Found] = [:]
  /// Changes with the directories that are looked at.
  private(set) var revision = 0

  init(
    installation: PythonInstallation, virtual: RootPath?, sites: [RootPath],
    modules: PythonModules, interpreter: RootPath? = nil
  ) {
    self.interpreter = interpreter
    self.installation = installation
    self.virtual = virtual
    self.modules = modules
    self.sites = sites
    standard = [installation.library, installation.library.appending("lib-dynload")]
  }

  /// Directories of `front` into which an installer put distributions (`pip install --target`), with the top-level names of these.
  private(set) var targets: [RootPath: Set<[UInt8]>] = [:]

  /// Says what installers put into a directory that is looked at first.
  func addTarget(_ directory: RootPath, topLevels: Set<[UInt8]>) {
    targets[directory] = topLevels
    revision += 1
  }

  /// Every directory in which distributions lie.
  var installed: [RootPath] { targets.keys.sorted() + sites }

  private func isInTarget(_ file: RootPath) -> Bool {
    targets.contains { directory, names in
      guard file.isWithin(directory), file != directory else { return false }
      let rest = file.bytes.dropFirst(directory.bytes.count + 1)
      return names.contains(
        Array(rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ".") }))
    }
  }

  /// Adds a directory that is looked at before the standard library; false where it was known.
  @discardableResult
  func addFront(_ directory: RootPath) -> Bool {
    guard !front.contains(directory), !directory.isWithin(installation.library),
      !sites.contains(where: { directory.isWithin($0) })
    else { return false }
    front.append(directory)
    forget()
    return true
  }

  /// What a path file (`.pth`) adds, behind everything else.
  func addSite(_ directory: RootPath) {
    if sites.contains(directory) { return }
    sites.append(directory)
    forget()
  }

  var path: [RootPath] { front + standard + sites }

  func isStandard(_ file: RootPath) -> Bool {
    guard file.isWithin(installation.library) else { return false }
    return !sites.contains { file.isWithin($0) }
  }

  func isLibrary(_ file: RootPath) -> Bool {
    file.isWithin(installation.library) || sites.contains { file.isWithin($0) }
      || isInTarget(file)
  }

  /// The directory of `sites` that a file lies in.
  func site(of file: RootPath) -> RootPath? {
    if isInTarget(file) {
      return targets.keys.filter { file.isWithin($0) }.max { $0.bytes.count < $1.bytes.count }
    }
    return sites.filter { file.isWithin($0) }.max { $0.bytes.count < $1.bytes.count }
  }

  /// The top-level module or package of that name and the directory where it was found. Parts of a namespace are all answered.
  func topLevel(_ name: some Collection<UInt8>) throws(PlanningError) -> [PythonModules.Module] {
    try knownTops()[BytesKey(Array(name))] ?? []
  }

  private func forget() {
    tops = nil
    found = [:]
    revision += 1
  }

  private func knownTops() throws(PlanningError) -> [BytesKey: [PythonModules.Module]] {
    if let tops { return tops }
    var result: [BytesKey: [PythonModules.Module]] = [:]
    for directory in path {
      for (name, module) in try modules.modules(in: directory) {
        if case .namespace = result[name]?.last ?? .namespace(directory) {
          if case .namespace = module {
            result[name, default: []].append(module)
          } else {
            result[name] = [module]
          }
        }
      }
    }
    tops = result
    return result
  }

  /// Every module that importing a dotted name runs, outermost first; what cannot be found ends the list.
  ///
  /// - Returns: the modules, and whether the whole name was found.
  func find(_ dotted: [UInt8]) throws(PlanningError) -> Found {
    let key = BytesKey(dotted)
    if let known = found[key] { return known }
    let result = try find(dotted, below: nil)
    found[key] = result
    return result
  }

  /// The same of a name relative to `directories`.
  func find(_ dotted: [UInt8], in directories: [RootPath]) throws(PlanningError) -> Found {
    try find(dotted, below: directories)
  }

  typealias Found = (modules: [PythonModules.Module], isComplete: Bool)

  private func find(
    _ dotted: [UInt8], below directories: [RootPath]?
  ) throws(PlanningError) -> Found {
    var result: [PythonModules.Module] = []
    var places = directories
    for part in dotted.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      var found: [PythonModules.Module] = []
      if let places {
        for place in places {
          guard let module = try modules.module(part, in: place) else { continue }
          found.append(module)
          guard case .namespace = module else { break }
        }
        // A regular package hides the parts of a namespace that were found before it.
        if found.count > 1, let last = found.last, last.file != nil { found = [last] }
      } else {
        found = try topLevel(part)
      }
      if found.isEmpty { return (result, false) }
      result += found
      places = found.compactMap(\.directory)
    }
    return (result, true)
  }

  /// The directory that `level` dots mean in a file: one is its own package.
  func package(of file: RootPath, level: Int) -> RootPath {
    var directory = file.parent
    for _ in 1..<max(1, level) { directory = directory.parent }
    return directory
  }
}

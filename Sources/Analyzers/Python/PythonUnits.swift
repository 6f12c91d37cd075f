internal import Planning
internal import Roots

/// What comes with a module that is imported: the rest of its package, the metadata of its distribution, the distributions that this requires.
///
/// Libraries load parts of themselves by names that they put together, and read data beside their modules, so a top-level package of which something
/// is imported stays as a whole. What stays only for that is followed into the standard library, not to further libraries.
final class PythonUnits {
  let run: Run
  let environment: PythonEnvironment
  let distributions: PythonDistributions
  let sources: PythonSources
  var activated: Set<Unit> = []
  var known: Set<PythonDistribution> = []
  /// The answers of `files(below:isForced:)`, until profiles say more.
  var listed: (revision: Int, files: [RootPath: [(path: RootPath, isLink: Bool)]]) = (0, [:])
  /// Those whose sources are read ahead.
  var announced: Set<PythonDistribution> = []
  var siblings: Set<RootPath> = []
  /// What profiles leave out and something imports for certain.
  var forced: Set<RootPath> = []
  var groups: Set<[UInt8]> = []
  /// The names of all groups, as of a revision of the environment.
  var groupNames: (revision: Int, names: Set<[UInt8]>)?
  var postponed = Postponed()
  /// Of namespaces that several distributions share, whose a file is.
  var shared: [RootPath: [RootPath: PythonDistribution]] = [:]

  struct Unit: Hashable {
    var site: RootPath
    var topLevel: [UInt8]
    var distribution: PythonDistribution?
  }

  init(
    run: Run, environment: PythonEnvironment, distributions: PythonDistributions,
    sources: PythonSources
  ) {
    self.run = run
    self.environment = environment
    self.distributions = distributions
    self.sources = sources
  }

  typealias Asker = PythonImporter.Asker

  /// Adds a directory that is looked at first, and takes what installers put there for what it is.
  func addFront(_ directory: RootPath) throws(PlanningError) {
    guard environment.addFront(directory) else { return }
    var names: Set<[UInt8]> = []
    for distribution in try distributions.distributions(in: directory)
    where distribution.metadata.name.suffix(10).elementsEqual(".dist-info".utf8) {
      names.formUnion(try distributions.topLevels(of: distribution))
    }
    if !names.isEmpty { environment.addTarget(directory, topLevels: names) }
  }

  /// Whether something that profiles leave out is wanted after all: the application imports it, or its distribution is one that the importer's
  /// declares to require.
  func isWanted(
    _ file: RootPath, by asker: Asker
  ) throws(PlanningError) -> Bool {
    if !Self.isTest(file), forced.contains(where: { file.isWithin($0) }) { return true }
    switch asker.role {
    case .application: return true
    case .standard: return false
    case .library:
      guard let path = asker.path, let from = try distribution(of: path),
        let target = try distribution(of: file), from != target
      else { return false }
      return try distributions.requirements(of: from).contains(target.name)
    }
  }

  /// Whether a file belongs to the distribution of the asker.
  func isOwn(_ file: RootPath, of asker: Asker) throws(PlanningError) -> Bool {
    guard let path = asker.path, let from = try distribution(of: path) else { return false }
    return try distribution(of: file) == from
  }

  /// Whether a file is of another distribution that somebody asked for, or that the asker's has an extra for.
  func isOptional(_ file: RootPath, for asker: Asker) throws(PlanningError) -> Bool {
    guard let path = asker.path, let from = try distribution(of: path),
      let target = try distribution(of: file), from != target
    else { return false }
    if try distributions.isRequested(target) { return true }
    return try distributions.extras(of: from).contains(target.name)
  }

  /// Whether a file belongs to the distribution of the asker, or to one that this requires.
  func isOwnOrRequired(_ file: RootPath, by asker: Asker) throws(PlanningError) -> Bool {
    guard let path = asker.path, let from = try distribution(of: path),
      let target = try distribution(of: file)
    else { return false }
    if from == target { return true }
    return try distributions.requirements(of: from).contains(target.name)
  }

  /// The distribution that brought a file of a site directory.
  func distribution(of file: RootPath) throws(PlanningError) -> PythonDistribution? {
    guard let site = environment.site(of: file), let topLevel = Self.topLevel(of: file, in: site)
    else { return nil }
    let owners = try distributions.owners(of: topLevel, in: site)
    if owners.count < 2 { return owners.first }
    let directory = site.appending(topLevel)
    if shared[directory] == nil {
      var table: [RootPath: PythonDistribution] = [:]
      for owner in owners {
        for file in try distributions.files(of: owner) {
          table[RootPath(site.bytes + [UInt8(ascii: "/")] + file)] = owner
        }
      }
      shared[directory] = table
    }
    return shared[directory]?[file] ?? owners.first
  }

  static func topLevel(of file: RootPath, in site: RootPath) -> [UInt8]? {
    guard file.bytes.count > site.bytes.count + 1 else { return nil }
    let rest = file.bytes.dropFirst(site.bytes.count + 1)
    let name = rest.prefix { $0 != UInt8(ascii: "/") }
    return Array(name.count == rest.count ? name.prefix { $0 != UInt8(ascii: ".") } : name)
  }
}

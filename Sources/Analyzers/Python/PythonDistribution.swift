internal import Packages
internal import Planning
internal import Roots

/// A distribution: what pip or a package manager installed as one thing, by its metadata (PEP 376, and the older eggs).
struct PythonDistribution: Hashable {
  /// As PEP 503 normalises names: lower case, `-` between words.
  var name: [UInt8]
  /// The directory that its modules lie in.
  var site: RootPath
  /// `NAME-VERSION.dist-info`, `NAME.egg-info` (a directory or a file), or the `EGG-INFO` of an egg.
  var metadata: RootPath

  static func normalised(_ name: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in name {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        if result.last != UInt8(ascii: "-") { result.append(UInt8(ascii: "-")) }
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): result.append(byte | 0x20)
      default: result.append(byte)
      }
    }
    return result
  }

  /// The distribution whose metadata a name in a site directory is; nil for other names.
  init?(entry name: [UInt8], in site: RootPath) {
    for suffix in [".dist-info", ".egg-info"]
    where name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
      let stem = name.dropLast(suffix.utf8.count)
      self.name = Self.normalised(stem.prefix { $0 != UInt8(ascii: "-") })
      self.site = site
      metadata = site.appending(name)
      return
    }
    return nil
  }
}

/// The distributions of a root, read as far as they are asked about.
final class PythonDistributions {
  private let run: Run
  private var bySite: [RootPath: Site] = [:]
  private var records: [RootPath: [[UInt8]]] = [:]
  private var packages: [PythonDistribution: Package?] = [:]
  private var requirements: [PythonDistribution: [(name: [UInt8], isExtra: Bool)]] = [:]

  /// What is known of one directory of installed modules.
  private struct Site {
    var distributions: [PythonDistribution] = []
    var owners: [[UInt8]: [Int]]?
    var groups: [[UInt8]: [Plugin]]?
  }

  /// A module that a distribution offers under the name of a group of plug-ins.
  struct Plugin: Hashable {
    var distribution: PythonDistribution
    var module: [UInt8]
  }

  init(run: Run) { self.run = run }

  func distributions(in site: RootPath) throws(PlanningError) -> [PythonDistribution] {
    try read(site)
    return bySite[site]?.distributions ?? []
  }

  func distribution(
    named name: [UInt8], in site: RootPath
  ) throws(PlanningError) -> PythonDistribution? {
    let wanted = PythonDistribution.normalised(name)
    return try distributions(in: site).first { $0.name == wanted }
  }

  /// The distributions that have something in a top-level module or package; more than one share a namespace.
  func owners(
    of topLevel: [UInt8], in site: RootPath
  ) throws(PlanningError) -> [PythonDistribution] {
    try read(site)
    if bySite[site]?.owners == nil {
      var owners: [[UInt8]: [Int]] = [:]
      for (index, distribution) in (bySite[site]?.distributions ?? []).enumerated() {
        for name in try topLevels(of: distribution) { owners[name, default: []].append(index) }
      }
      bySite[site]?.owners = owners
    }
    guard let known = bySite[site], let indices = known.owners?[topLevel] else { return [] }
    return indices.map { known.distributions[$0] }
  }

  /// The plug-ins that a group's name stands for.
  func plugins(in group: [UInt8], of site: RootPath) throws(PlanningError) -> [Plugin] {
    try groups(of: site)[group] ?? []
  }

  /// The plug-ins of a site directory, by the names of their groups.
  func groups(of site: RootPath) throws(PlanningError) -> [[UInt8]: [Plugin]] {
    try read(site)
    if let known = bySite[site]?.groups { return known }
    var groups: [[UInt8]: [Plugin]] = [:]
    for distribution in bySite[site]?.distributions ?? [] {
      for (group, module) in try entryPoints(of: distribution) {
        groups[group, default: []].append(Plugin(distribution: distribution, module: module))
      }
    }
    bySite[site]?.groups = groups
    return groups
  }

  private func read(_ site: RootPath) throws(PlanningError) {
    guard bySite[site] == nil else { return }
    var known = Site()
    if let real = try? run.root.resolve(site), real.entry?.isDirectory == true {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: real.path) ?? []
      }
      for child in children {
        if let distribution = PythonDistribution(entry: child.name, in: site) {
          known.distributions.append(distribution)
        }
      }
    }
    bySite[site] = known
  }

  // MARK: Metadata

  private func text(_ path: RootPath) throws(PlanningError) -> [UInt8]? {
    guard let found = try? run.root.resolve(path), found.entry?.isRegular == true else {
      return nil
    }
    return try? run.root.bytes(of: found.path, limit: 16 << 20)
  }

  private func lines(_ name: String, of distribution: PythonDistribution) throws(PlanningError)
    -> [ArraySlice<UInt8>]?
  {
    try text(distribution.metadata.appending(name))?.split(
      whereSeparator: { $0 == 0x0a || $0 == 0x0d })
  }

  /// The names of modules and packages at the top, from `top_level.txt`, the list of files, the package manager's, or its own name.
  func topLevels(of distribution: PythonDistribution) throws(PlanningError) -> Set<[UInt8]> {
    var result: Set<[UInt8]> = []
    if let lines = try lines("top_level.txt", of: distribution), !lines.isEmpty {
      // A package inside a namespace is written with slashes.
      for line in lines { result.insert(Array(line.prefix { $0 != UInt8(ascii: "/") })) }
      return result
    }
    let files = try self.files(of: distribution)
    for file in files {
      guard let slash = file.firstIndex(of: UInt8(ascii: "/")) else {
        if let (name, _) = PythonModules.module(RootPath(file)) { result.insert(name) }
        continue
      }
      let name = Array(file[..<slash])
      if PythonModules.isIdentifier(name) { result.insert(name) }
    }
    if files.isEmpty {
      result.insert(
        distribution.name.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 })
    }
    return result
  }

  /// Its files, relative to its site directory, from RECORD, an egg's list, or the package manager's; empty where none says.
  func files(of distribution: PythonDistribution) throws(PlanningError) -> [[UInt8]] {
    if let known = records[distribution.metadata] { return known }
    var result: [[UInt8]] = []
    if let lines = try lines("RECORD", of: distribution) {
      for line in lines {
        var path = line.prefix { $0 != UInt8(ascii: ",") }
        if line.first == UInt8(ascii: "\"") {
          path = line.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
        }
        result.append(Array(path))
      }
    } else if let real = try? run.root.resolve(distribution.metadata), real.entry != nil,
      let owner = run.packages.owner(of: real.path)
    {
      let site = (try? run.root.resolve(distribution.site).path) ?? distribution.site
      for file in run.packages.files(of: owner) where file.isWithin(site) && file != site {
        result.append(Array(file.bytes.dropFirst(site.bytes.count + 1)))
      }
    }
    records[distribution.metadata] = result
    return result
  }

  /// What it declares to need without an extra.
  func requirements(of distribution: PythonDistribution) throws(PlanningError) -> [[UInt8]] {
    try declared(by: distribution).filter { !$0.isExtra }.map(\.name) + packaged(distribution)
  }

  /// What it declares to need with an extra.
  func extras(of distribution: PythonDistribution) throws(PlanningError) -> Set<[UInt8]> {
    Set(try declared(by: distribution).filter(\.isExtra).map(\.name))
  }

  private func declared(
    by distribution: PythonDistribution
  ) throws(PlanningError) -> [(name: [UInt8], isExtra: Bool)] {
    if let known = requirements[distribution] { return known }
    var result: [(name: [UInt8], isExtra: Bool)] = []
    func add(_ line: ArraySlice<UInt8>, isExtra: Bool) {
      let name = line.drop { $0 == UInt8(ascii: " ") }.prefix {
        PythonTokens.isNameByte($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }
      if !name.isEmpty { result.append((PythonDistribution.normalised(name), isExtra)) }
    }
    for name in ["METADATA", "PKG-INFO"] {
      guard let text = try text(distribution.metadata.appending(name)) else { continue }
      let key = Array("Requires-Dist:".utf8)
      for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
        // The description follows an empty line.
        if line.isEmpty || line.first == 0x0d { break }
        guard line.starts(with: key) else { continue }
        let marker = line.drop { $0 != UInt8(ascii: ";") }
        add(line.dropFirst(key.count), isExtra: Self.contains(marker, "extra"))
      }
    }
    var isExtra = false
    for line in try lines("requires.txt", of: distribution) ?? [] {
      // Sections are extras.
      if line.first == UInt8(ascii: "[") {
        isExtra = true
      } else {
        add(line, isExtra: isExtra)
      }
    }
    requirements[distribution] = result
    return result
  }

  /// Whether somebody asked an installer for it, rather than for something that requires it (`REQUESTED`, PEP 376).
  func isRequested(_ distribution: PythonDistribution) throws(PlanningError) -> Bool {
    let file = distribution.metadata.appending("REQUESTED")
    return try reading { () throws(RootError) in try run.root.entry(at: file) != nil }
  }

  /// A distribution's package depends on those of what it requires, whether or not the metadata still says so.
  private func packaged(_ distribution: PythonDistribution) throws(PlanningError) -> [[UInt8]] {
    guard let owner = owner(of: distribution) else { return [] }
    let dependencies = Set(run.packages.dependencies(of: owner))
    if dependencies.isEmpty { return [] }
    var result: [[UInt8]] = []
    for other in try distributions(in: distribution.site) {
      if let package = self.owner(of: other), dependencies.contains(package) {
        result.append(other.name)
      }
    }
    return result
  }

  private func owner(of distribution: PythonDistribution) -> Package? {
    if let known = packages[distribution] { return known }
    let place = try? run.root.resolve(distribution.metadata)
    let owner = place.flatMap { $0.entry == nil ? nil : run.packages.owner(of: $0.path) }
    packages[distribution] = .some(owner)
    return owner
  }

  private func entryPoints(
    of distribution: PythonDistribution
  ) throws(PlanningError) -> [(group: [UInt8], module: [UInt8])] {
    var result: [(group: [UInt8], module: [UInt8])] = []
    var group: [UInt8] = []
    for line in try lines("entry_points.txt", of: distribution) ?? [] {
      let line = line.drop { $0 == UInt8(ascii: " ") }
      if line.first == UInt8(ascii: "[") {
        group = Array(line.dropFirst().prefix { $0 != UInt8(ascii: "]") })
      } else if let equals = line.firstIndex(of: UInt8(ascii: "=")) {
        let module = line[(equals + 1)...].drop { $0 == UInt8(ascii: " ") }.prefix {
          PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".")
        }
        result.append((group, Array(module)))
      }
    }
    return result
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard text.count >= word.count else { return false }
    return (text.startIndex...(text.endIndex - word.count)).contains {
      text[$0...].starts(with: word)
    }
  }
}

internal import Loading
internal import Packages
internal import Planning
internal import Roots
internal import Scanning

/// Plug-ins that configuration does not load where it says which ones are.
///
/// Where the application's configuration loads at least two of the plug-ins that lie in one directory (`PluginListing`), those beside them that
/// nothing names are not loaded: not the configuration, not the objects that are kept. They stay all the same where together they are small, and those of a
/// package that people asked for by name and of which the list has nothing.
final class PluginSelectionAnalyzer: Analyzer {
  let name = "plugin-selection"
  private let texts: ObjectTexts
  private var listing = PluginListing()
  private var filesRead: Set<RootPath> = []

  /// What those of one directory may cost together that nothing names.
  static let together: UInt64 = 1 << 20

  init(texts: ObjectTexts) { self.texts = texts }

  /// What plug-ins may be called besides their files.
  func begin(_ run: Run) throws(PlanningError) {
    for (path, kind) in try run.index.everything()
    where kind == .regular && Self.isPlugin(path) && run.isPrivate(path.parent) {
      texts.seek(Self.names(of: path).dropFirst(2))
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    var places: [RootPath: [RootPath]] = [:]
    for path in run.offeredPaths
    where Self.isPlugin(path) && !run.isPassedOver(path) && run.isPrivate(path.parent) {
      places[path.parent, default: []].append(path)
    }
    places = places.filter { $0.value.count > 2 }
    if places.isEmpty { return }
    try readConfiguration(run)
    if listing.loaded.count < 2 || listing.isAutomatic { return }
    for directory in places.keys.sorted() {
      try judge(places[directory] ?? [], in: directory, run)
    }
  }

  private func readConfiguration(_ run: Run) throws(PlanningError) {
    for path in run.configurationFiles.sorted() where filesRead.insert(path).inserted {
      let text = try reading { () throws(RootError) in
        try run.root.prefix(of: path, limit: 256 << 10)
      }
      listing.read(text)
    }
  }

  private func judge(
    _ offered: [RootPath], in directory: RootPath, _ run: Run
  ) throws(PlanningError) {
    let children = try reading { () throws(RootError) in
      try run.root.children(of: directory) ?? []
    }
    let all = children.map { directory.appending($0.name) }.filter(Self.isPlugin)
    let loaded = all.filter { Self.names(of: $0).contains(where: listing.loaded.contains) }
    guard loaded.count >= 2,
      !all.contains(where: { Self.names(of: $0).contains(where: listing.excluded.contains) })
    else { return }
    let listed = Set(loaded.compactMap { run.packages.owner(of: $0) })
    var others: [RootPath] = []
    for path in offered where !loaded.contains(path) && !run.isNamedByConfiguration(path) {
      if let owner = run.packages.owner(of: path), owner.isRequested, !listed.contains(owner) {
        continue
      }
      others.append(path)
    }
    let said = try words(of: others, saidBy: loaded, run)
    others.removeAll { Self.names(of: $0).contains(where: said.contains) }
    var cost: UInt64 = 0
    for path in others {
      cost += try reading { () throws(RootError) in try run.root.entry(at: path)?.size ?? 0 }
    }
    if cost > Self.together { for path in others { run.passOver(path) } }
  }

  /// Names of plug-ins in the data of the programs that the application starts, and of the plug-ins beside them that are kept: those are loaded
  /// without being listed.
  private func words(
    of plugins: [RootPath], saidBy loaded: [RootPath], _ run: Run
  ) throws(PlanningError) -> Set<[UInt8]> {
    let wanted = Set(plugins.flatMap(Self.names))
    var result: Set<[UInt8]> = []
    let sources = run.leadingSources()
    let speakers = run.keptPaths.filter { path in
      guard let owner = run.packages.owner(of: path), sources.contains(owner.source) else {
        return false
      }
      return run.standing(of: path) ?? .passive >= .supporting
    }
    for path in (Set(speakers).union(loaded)).sorted() {
      guard let object = try? run.loader.object(at: path) else { continue }
      let scan = try texts.scan(path, object, run)
      for name in wanted where scan.words.contains(name) || scan.libraries.contains(name) {
        result.insert(name)
      }
    }
    return result
  }

  /// `x.so`, not `libx.so.1`.
  private static func isPlugin(_ path: RootPath) -> Bool {
    path.name.suffix(3).elementsEqual(".so".utf8)
  }

  /// What a plug-in is called: its file's name, that without the ending, and without what its kin have in common before it (`lib`, `mod_`, `lib20_`) and
  /// behind it (`_plugin`).
  static func names(of path: RootPath) -> [[UInt8]] {
    let name = Array(path.name)
    let stem = Array(name.dropLast(3))
    var result = [name, stem]
    if stem.starts(with: "lib".utf8) { result.append(Array(stem.dropFirst(3))) }
    let marks = stem.indices.filter {
      stem[$0] == UInt8(ascii: "_") || stem[$0] == UInt8(ascii: "-")
    }
    if let first = marks.first, let last = marks.last {
      result.append(Array(stem[(first + 1)...]))
      for ending in ["plugin", "module", "mod"]
      where stem[(last + 1)...].elementsEqual(ending.utf8) {
        result.append(Array(stem[..<last]))
        if first < last { result.append(Array(stem[(first + 1)..<last])) }
      }
    }
    return result.filter { $0.count > 1 }
  }
}

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
    where kind != .directory && path.name.namesPlugin && run.isPrivate(path.parent) {
      texts.seek(Self.names(of: path.name).dropFirst(2))
      if let kin = Self.kin(of: path.name) { texts.seek([kin]) }
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    var places: [RootPath: [RootPath]] = [:]
    for path in run.offeredPaths
    where path.name.namesSharedObject && !run.isPassedOver(path) && run.isPrivate(path.parent) {
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
    let names = try pluginNames(in: directory, run)
    let loaded = names.filter { $0.value.contains(where: listing.loaded.contains) }.keys.sorted()
    guard loaded.count >= 2,
      !names.values.contains(where: { $0.contains(where: listing.excluded.contains) })
    else { return }
    let listed = Set(loaded.compactMap { run.packages.owner(of: $0) })
    var others: [RootPath] = []
    for path in offered
    where names[path] != nil && !loaded.contains(path) && !run.isNamedByConfiguration(path) {
      if let owner = run.packages.owner(of: path), owner.isRequested, !listed.contains(owner) {
        continue
      }
      others.append(path)
    }
    // A program that says how the names of some begin, of which the list has none, loads these by itself: `core_`, where the list has `m_x`.
    let kin = Set(others.compactMap { Self.kin(of: $0.name) })
      .subtracting(loaded.compactMap { Self.kin(of: $0.name) })
    let automatic = try words(kin, saidBy: [], run)
    others.removeAll { Self.kin(of: $0.name).map(automatic.contains) == true }
    let said = try words(Set(others.flatMap { names[$0] ?? [] }), saidBy: loaded, run)
    others.removeAll { (names[$0] ?? []).contains(where: said.contains) }
    if try run.bytesAdded(by: others) > Self.together { for path in others { run.passOver(path) } }
  }

  /// What the plug-ins of a directory are called (`names(of:)`), links to them and libtool archives included: `x.so` for `x-2.5.so.0.1`.
  private func pluginNames(
    in directory: RootPath, _ run: Run
  ) throws(PlanningError) -> [RootPath: [[UInt8]]] {
    let children = try reading { () throws(RootError) in
      try run.root.children(of: directory) ?? []
    }
    var result: [RootPath: [[UInt8]]] = [:]
    for child in children {
      let path = directory.appending(child.name)
      guard path.name.namesPlugin else { continue }
      let resolution = try reading { () throws(RootError) in try run.root.resolve(path) }
      guard resolution.entry?.isRegular == true else { continue }
      result[resolution.path, default: []] += Self.names(of: path.name)
    }
    return result
  }

  /// Names of plug-ins in the data of the programs that the application starts, and of the plug-ins beside them that are kept: those are loaded
  /// without being listed.
  private func words(
    _ wanted: Set<[UInt8]>, saidBy loaded: [RootPath], _ run: Run
  ) throws(PlanningError) -> Set<[UInt8]> {
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

  /// How the names of a plug-in's kin begin: up to the first mark.
  private static func kin(of file: ArraySlice<UInt8>) -> [UInt8]? {
    guard let mark = file.firstIndex(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }),
      mark - file.startIndex > 2
    else { return nil }
    return Array(file[...mark])
  }

  /// What a plug-in is called: its file's name, that without the ending, and without what its kin have in common before it (`lib`, `mod_`, `lib20_`) and
  /// behind it (`_plugin`); and the name of its libtool archive.
  static func names(of file: ArraySlice<UInt8>) -> [[UInt8]] {
    let stem = Array(file.dropLast(3))
    var result = [Array(file), stem]
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
    result.append(stem + LibtoolArchive.ending)
    return result.filter { $0.count > 1 }
  }
}

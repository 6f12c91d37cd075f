internal import Packages
internal import Planning
internal import Roots
internal import Scanning

/// Data and configuration that a library names by the names of files alone, since it computes their directory (`fonts.conf`, beside `/etc/fonts`): of its
/// own package, and of those that this one depends on and that are built from the same source.
final class NamedData {
  /// In the order of the names.
  private var known: [Package: [(name: [UInt8], file: RootPath)]] = [:]

  /// Keeps what `names` say of the data that belongs to the library at `path`.
  func keep(
    _ names: StringSet, endings: StringSet, namedBy path: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard let owner = run.packages.owner(of: path), !owner.isEssential else { return }
    for (name, file) in files(of: owner, run)
    where (names.contains(name) || endings.contains(name)) && !run.isLeftOut(file)
      && !run.isKept(file)
    {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: file) }
      guard let entry, entry.isRegular, try !run.isCode(file) else { continue }
      let reason = Reason(.mention, .likely, from: path, detail: name)
      try run.keep(
        file, because: reason, standing: file.isWithin("/etc") ? .supporting : .passive)
      // A directory that lies elsewhere may be known to the library by a link of its family alone.
      for other in try run.index.aliases(of: file) where run.isPrivate(other.parent) {
        try run.keep(other, because: reason, standing: .passive)
      }
    }
  }

  /// The files of a package's family below /usr/share and below /etc, in directories of their own, by name; one name in several of these directories says
  /// nothing.
  private func files(of owner: Package, _ run: Run) -> [(name: [UInt8], file: RootPath)] {
    if let known = known[owner] { return known }
    let family = run.packages.family(of: owner)
    let result = Self.places.flatMap { Self.files(of: family, below: $0, run) }
    known[owner] = result
    return result
  }

  private static let places: [RootPath] = ["/usr/share", "/etc"]

  private static func files(
    of family: [Package], below place: RootPath, _ run: Run
  ) -> [(name: [UInt8], file: RootPath)] {
    var named: [BytesKey: [RootPath]] = [:]
    for package in family {
      for file in run.packages.files(of: package)
      where file.isWithin(place) && file.name.contains(UInt8(ascii: "."))
        && run.isPrivate(file.parent) && !run.isDocumentation(file) && !run.isModule(file)
        && !run.isClaimed(file)
      {
        named[BytesKey(Array(file.name)), default: []].append(file)
      }
    }
    return named.filter { $0.value.count == 1 }.sorted { $0.key < $1.key }
      .map { (name: $0.key.bytes, file: $0.value[0]) }
  }
}

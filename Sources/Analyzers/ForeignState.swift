internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// State that services left in /var/lib of which nothing is kept: the databases of a server that is installed for another purpose.
///
/// A directory there is of the packages that list it or something in it, or whose script makes it when it is installed (`/var/lib/mysql` in a
/// postinst). Small ones are not asked about, nor what something names.
final class ForeignState {
  /// By directory: its packages; none where it is nobody's, or too small to be asked about.
  private var owners: [RootPath: Set<Package>] = [:]
  private var waiting: [RootPath: [(path: RootPath, kind: Entry.Kind)]] = [:]

  private static let smallest: UInt64 = 4 << 20
  private static let place: RootPath = "/var/lib"
  private static let scripts: RootPath = "/var/lib/dpkg/info"

  var isEmpty: Bool { waiting.isEmpty }

  /// What runs, as far as it is known: the sources of which programs are kept, and the packages that these rely on. A library is none: clients have it
  /// too; nor is what lies unread among configuration.
  struct Present {
    var sources: Set<[UInt8]> = []
    var packages: Set<Package> = []

    init(_ run: Run) {
      let owners = run.keptPackages { file in
        file.entry.isRegular && file.entry.isExecutable && file.standing > .passive
          && !file.path.name.namesSharedObject
      }
      for owner in owners {
        sources.insert(owner.source)
        packages.formUnion(run.packages.dependencies(of: owner))
      }
    }
  }

  /// Whether a path lies in the state of packages of which nothing runs, and waits for them.
  func holds(
    _ path: RootPath, _ kind: Entry.Kind, besides present: () -> Present, _ run: Run
  ) throws(PlanningError) -> Bool {
    guard path.isWithin(Self.place), path.components.count > 2 else { return false }
    let directory = Self.place.appending(path.components[2])
    guard try isForeign(directory, besides: present, run) else { return false }
    waiting[directory, default: []].append((path, kind))
    return true
  }

  /// What waited for a package that came to run, or for somebody who names it.
  func released(
    _ run: Run
  ) throws(PlanningError) -> [(path: RootPath, kind: Entry.Kind)] {
    let present = Present(run)
    var result: [(path: RootPath, kind: Entry.Kind)] = []
    for directory in waiting.keys.sorted()
    where try !isForeign(directory, besides: { present }, run) {
      result += waiting.removeValue(forKey: directory) ?? []
    }
    return result
  }

  private func isForeign(
    _ directory: RootPath, besides present: () -> Present, _ run: Run
  ) throws(PlanningError) -> Bool {
    let owners = try owners(of: directory, run)
    if owners.isEmpty || isNamed(directory, run) { return false }
    let present = present()
    return !owners.contains {
      present.sources.contains($0.source) || present.packages.contains($0)
    }
  }

  /// Whether something other than its lying there speaks for a directory.
  private func isNamed(_ directory: RootPath, _ run: Run) -> Bool {
    run.keptFile(at: directory)?.reasons.contains {
      ![.parent, .unowned, .stateDirectory, .package].contains($0.rule)
    } ?? false
  }

  private func owners(of directory: RootPath, _ run: Run) throws(PlanningError) -> Set<Package> {
    if let known = owners[directory] { return known }
    var result: Set<Package> = []
    if try run.size(of: directory, limit: Self.smallest) > Self.smallest {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      result = Set(
        ([directory] + children.map { directory.appending($0.name) })
          .compactMap { run.packages.owner(of: $0) })
      if result.isEmpty { result = try makers(of: directory, run) }
    }
    owners[directory] = result
    return result
  }

  /// The packages whose scripts name a directory as they are installed.
  private func makers(of directory: RootPath, _ run: Run) throws(PlanningError) -> Set<Package> {
    let scripts = try reading { () throws(RootError) in
      try run.root.children(of: Self.scripts) ?? []
    }
    var result: Set<Package> = []
    let ending = ".postinst"
    for script in scripts where script.kind == .regular && script.name.hasSuffix(ending) {
      let path = Self.scripts.appending(script.name)
      let text = try reading { () throws(RootError) in
        try run.root.prefix(of: path, limit: 256 << 10)
      }
      // `mysql_datadir=/var/lib/mysql`, `"/var/lib/x/data"`
      let says = text.split(whereSeparator: { $0 <= 0x20 || "\"'=;:(){}".utf8.contains($0) })
        .contains { word in
          word.starts(with: directory.bytes)
            && (word.count == directory.bytes.count
              || word[word.startIndex + directory.bytes.count] == UInt8(ascii: "/"))
        }
      guard says else { continue }
      let name = script.name.dropLast(ending.utf8.count).prefix { $0 != UInt8(ascii: ":") }
      if let package = run.packages.package(named: name) { result.insert(package) }
    }
    return result
  }
}

internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Packages that extend the application's own: people asked for them by name, they depend on it, and they put shared objects where it has its plug-ins.
enum PackageExtensions {
  /// Their files in directories in which the application's packages have some too: plug-ins, and the data beside its own that belongs to them.
  static func files(
    extending family: [Package], _ run: Run
  ) throws(PlanningError) -> [(package: Package, path: RootPath)] {
    let own = Set(family)
    let candidates = run.packages.requested.filter { other in
      !own.contains(other) && !other.isEssential
        && run.packages.dependencies(of: other).contains(where: own.contains)
    }
    if candidates.isEmpty { return [] }
    var directories: Set<RootPath> = []
    var pluginDirectories: Set<RootPath> = []
    for package in family {
      for path in run.packages.files(of: package) where run.isPrivate(path.parent) {
        let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
        guard let entry, !entry.isDirectory else { continue }
        directories.insert(path.parent)
        if path.name.namesPlugin { pluginDirectories.insert(path.parent) }
      }
    }
    var result: [(package: Package, path: RootPath)] = []
    var done = own
    for candidate in candidates
    where run.packages.files(of: candidate).contains(where: {
      $0.name.namesPlugin && pluginDirectories.contains($0.parent)
    }) {
      for package in run.packages.family(of: candidate) where done.insert(package).inserted {
        for path in run.packages.files(of: package) where directories.contains(path.parent) {
          result.append((package, path))
        }
      }
    }
    return result
  }

  /// What packages that the application's depend on put into a directory of the application's own: whoever packaged it relies on them.
  ///
  /// A directory is its own where it lies in /usr/share, /usr/lib or /var/lib and has the name of its source, or of one of its packages.
  static func files(
    supplementing family: [Package], _ run: Run
  ) throws(PlanningError) -> [(package: Package, path: RootPath)] {
    let own = Set(family)
    let names = Set(family.flatMap { [$0.name, $0.source] })
    let directories = ["/usr/share", "/usr/lib", "/var/lib"].flatMap { place in
      names.sortedByBytes().map { RootPath(place).appending($0[...]) }
    }
    var result: [(package: Package, path: RootPath)] = []
    var done = own
    for package in family {
      for other in run.packages.dependencies(of: package)
      where !other.isEssential && done.insert(other).inserted {
        for path in run.packages.files(of: other)
        where directories.contains(where: { path.isWithin($0) }) && run.isPrivate(path.parent) {
          result.append((other, path))
        }
      }
    }
    return result
  }
}

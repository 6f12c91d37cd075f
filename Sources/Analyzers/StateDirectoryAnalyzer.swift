internal import Packages
internal import Planning
internal import Roots

/// Directories that programs expect and nobody fills: everything that is an empty directory (or only holds such) under /run and /var, and
/// empty directories that no package owns elsewhere; and directories of packages in /var that are not empty, where something of the package is kept.
///
/// A pid file, a socket or a lock fails without its directory, and a directory costs nothing. A cache that was filled while the image was made is
/// filled again.
struct StateDirectoryAnalyzer: Analyzer {
  let name = "state-directory"

  func begin(_ run: Run) throws(PlanningError) {
    for place: RootPath in ["/run", "/var", "/tmp", "/home", "/srv", "/mnt", "/media", "/opt"] {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: place) }
      guard let entry else { continue }
      let reason = Reason(.stateDirectory, .likely)
      if entry.isSymlink {
        try run.keepLink(place, because: reason)
      } else if entry.isDirectory {
        try run.keep(place, because: reason, standing: .passive)
        try keepEmpty(below: place, run)
      }
    }
  }

  private func keepEmpty(below top: RootPath, _ run: Run) throws(PlanningError) {
    var pending = [top]
    while let directory = pending.popLast() {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      if children.isEmpty {
        try run.keep(directory, because: Reason(.stateDirectory, .likely), standing: .passive)
      }
      for child in children where child.kind == .directory {
        let path = directory.appending(child.name)
        if !Self.notState.contains(path) { pending.append(path) }
      }
      // /var/run -> /run, /var/lock -> /run/lock and their like.
      for child in children where child.kind == .symlink && directory == "/var" {
        try run.keep(
          directory.appending(child.name), because: Reason(.stateDirectory, .likely),
          standing: .passive)
      }
    }
  }

  func finish(_ run: Run) throws(PlanningError) {
    var owned: [(path: RootPath, owner: Package)] = []
    for place: RootPath in ["/var/cache", "/var/lib", "/var/log", "/var/spool"] {
      try collect(below: place, depth: 2, into: &owned, run)
    }
    if owned.isEmpty { return }
    var present: Set<Package> = []
    for path in run.keptPaths where run.keptFile(at: path)?.entry.isRegular == true {
      if let owner = run.packages.owner(of: path), !owner.isEssential { present.insert(owner) }
    }
    for (path, owner) in owned where present.contains(owner) {
      try run.keep(
        path, because: Reason(.stateDirectory, .likely, detail: owner.name), standing: .passive)
    }
  }

  /// The directories of packages, essential ones left out, that are not kept.
  private func collect(
    below place: RootPath, depth: Int, into result: inout [(path: RootPath, owner: Package)],
    _ run: Run
  ) throws(PlanningError) {
    let children = try reading { () throws(RootError) in try run.root.children(of: place) ?? [] }
    for child in children where child.kind == .directory {
      let path = place.appending(child.name)
      if Self.notState.contains(path) { continue }
      if !run.isKept(path), let owner = run.packages.owner(of: path) {
        result.append((path, owner))
      }
      if depth > 1 { try collect(below: path, depth: depth - 1, into: &result, run) }
    }
  }

  /// Package managers' own.
  private static let notState: Set<RootPath> = ["/var/lib/dpkg", "/var/lib/apt", "/var/cache/apt"]
}

extension Reason.Rule {
  static let stateDirectory = Reason.Rule(rawValue: "state-directory")
}

internal import Planning
internal import Roots

/// Directories that programs expect and nobody fills: everything that is an empty directory (or only holds such) under /run and /var, and
/// empty directories that no package owns elsewhere.
///
/// A pid file, a socket or a lock fails without its directory, and a directory costs nothing.
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

  /// Package managers' own.
  private static let notState: Set<RootPath> = ["/var/lib/dpkg", "/var/lib/apt", "/var/cache/apt"]
}

extension Reason.Rule {
  static let stateDirectory = Reason.Rule(rawValue: "state-directory")
}

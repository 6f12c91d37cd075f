public import Packages
public import Roots

extension Plan {
  /// What of it belongs to the runtime below the application: what packages brought, what the loader maps for that, links that lead
  /// there, and what pith writes about them (caches, package lists).
  ///
  /// Applications that run on the same packages share it; the rest is what an image's author put there.
  public func runtimePaths(in root: any Root, packages: PackageDatabase) -> Set<RootPath> {
    var runtime: Set<RootPath> = []
    var links: [PlannedEntry] = []
    var mapped: [PlannedEntry] = []
    for item in entries {
      if item.origin != .root || packages.isOwned(item.path) {
        runtime.insert(item.path)
      } else if item.entry.isSymlink {
        links.append(item)
      } else if item.reasons.contains(where: Self.isLoaders) {
        mapped.append(item)
      }
    }
    // A library may be needed by one that is decided later; each round decides one more at least.
    var before = -1
    while before != runtime.count {
      before = runtime.count
      for item in mapped
      where item.reasons.contains(where: { reason in
        Self.isLoaders(reason) && reason.from.map(runtime.contains) == true
      }) {
        runtime.insert(item.path)
      }
      for item in links where !runtime.contains(item.path) {
        // A link that leads in a circle leads to no package.
        guard let target = try? root.resolve(item.linkTarget ?? [], from: item.path.parent) else {
          continue
        }
        if runtime.contains(target.path) || packages.isOwned(target.path) {
          runtime.insert(item.path)
        }
      }
    }
    return runtime
  }

  private static func isLoaders(_ reason: Reason) -> Bool {
    reason.rule == .needed || reason.rule == .interpreter
  }
}

public import Roots

/// Where things are in a root, by the last component of their paths: one walk serves every question.
public final class RootIndex {
  private let root: any Root
  private var built = false
  private var names: [[UInt8]: [RootPath]] = [:]
  private var all: [(path: RootPath, kind: Entry.Kind)] = []

  init(root: any Root) { self.root = root }

  /// What the kernel provides is no part of a root.
  private static let skipped: Set<RootPath> = ["/proc", "/sys", "/dev"]

  /// Everything whose last component is `name`, in path order.
  public func paths(named name: some Collection<UInt8>) throws(PlanningError) -> [RootPath] {
    try build()
    return names[Array(name)] ?? []
  }

  /// Everything there is, depth first in path order, the root itself and what the kernel provides left out.
  public func everything() throws(PlanningError) -> [(path: RootPath, kind: Entry.Kind)] {
    try build()
    return all
  }

  private func build() throws(PlanningError) {
    if built { return }
    built = true
    var pending: [RootPath] = [.root]
    while let directory = pending.popLast() {
      let children = try reading { () throws(RootError) in try root.children(of: directory) ?? [] }
      for child in children {
        let path = directory.appending(child.name)
        if Self.skipped.contains(path) { continue }
        all.append((path, child.kind))
        names[child.name, default: []].append(path)
        if child.kind == .directory { pending.append(path) }
      }
    }
    all.sort { $0.path < $1.path }
  }
}

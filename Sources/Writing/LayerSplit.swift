internal import Planning
public import Roots

/// Which entries of a result go into which layer.
public enum LayerSplit: Sendable {
  /// Everything in one.
  case one
  /// Below, what is the same for every application that runs on these packages, so that images share it; above, the rest.
  case runtimeAndApplication(runtime: Set<RootPath>)

  /// The entries of each layer that has any, in the order of the tree: directories before what is in them.
  ///
  /// A layer has the directories that its files lie in, since a layer that is unpacked by itself would get them without owner and mode. All
  /// names of one file are in one layer: overlayfs could not make a link into a layer below.
  func layers(of tree: PlanTree) -> [[Int]] {
    let order = Self.inOrder(tree)
    guard case .runtimeAndApplication(let runtime) = self else { return [order] }
    var application: Set<Entry.Identity> = []
    for index in order {
      let planned = tree.entries[index]
      if planned.entry.linkCount > 1, !planned.entry.isDirectory, planned.origin == .root,
        !runtime.contains(planned.path)
      {
        application.insert(planned.entry.identity)
      }
    }
    func isRuntime(_ planned: PlannedEntry) -> Bool {
      guard runtime.contains(planned.path) else { return false }
      return planned.entry.isDirectory || planned.origin != .root || planned.entry.linkCount == 1
        || !application.contains(planned.entry.identity)
    }
    var below: Set<Int> = []
    var above: Set<Int> = []
    let numbers = Dictionary(
      uniqueKeysWithValues: tree.entries.enumerated().map { ($1.path, $0) })
    for index in order {
      let planned = tree.entries[index]
      // A directory that something lies in comes with it.
      if planned.entry.isDirectory, !tree.children[index].isEmpty { continue }
      let places = planned.path.ancestors.compactMap { numbers[$0] } + [index]
      if isRuntime(planned) { below.formUnion(places) } else { above.formUnion(places) }
    }
    return [order.filter(below.contains), order.filter(above.contains)].filter { !$0.isEmpty }
  }

  /// Not by recursion: a tree may be thousands of levels deep.
  private static func inOrder(_ tree: PlanTree) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(tree.entries.count)
    var pending = [tree.root]
    while let index = pending.popLast() {
      order.append(index)
      pending += tree.children[index].reversed()
    }
    return order
  }
}

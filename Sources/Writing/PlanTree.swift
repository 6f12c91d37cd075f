internal import Planning
internal import Roots

/// A plan's entries as a tree, checked: each has its directory in the plan, each is there once, and every name can be a name.
struct PlanTree {
  let entries: [PlannedEntry]
  /// For each entry, what lies in it, as indices.
  let children: [[Int]]
  /// The entry of `/`.
  let root: Int

  /// - Throws: `badPlan`.
  init(_ plan: Plan) throws(WritingError) {
    var entries = plan.entries
    if !entries.contains(where: { $0.path.isRoot }) {
      entries.append(
        PlannedEntry(path: .root, entry: Self.plainDirectory, origin: .written([]), reasons: []))
    }
    var indices: [RootPath: Int] = Dictionary(minimumCapacity: entries.count)
    for (index, entry) in entries.enumerated() {
      try Self.check(entry)
      if indices.updateValue(index, forKey: entry.path) != nil {
        throw Self.failure(entry, "it is there twice")
      }
    }
    var children = [[Int]](repeating: [], count: entries.count)
    for (index, entry) in entries.enumerated() where !entry.path.isRoot {
      guard let parent = indices[entry.path.parent], entries[parent].entry.isDirectory else {
        throw Self.failure(entry, "'\(entry.path.parent)' is not a directory of the plan")
      }
      children[parent].append(index)
    }
    guard let root = indices[.root] else {
      throw WritingError(.badPlan, cannot: "write the plan", detail: "it has no '/'")
    }
    self.entries = entries
    self.children = children
    self.root = root
  }

  /// What `/` is where the plan does not say.
  private static let plainDirectory = Entry(
    kind: .directory, mode: 0o755, identity: Entry.Identity(volume: 0, number: 0))

  private static func check(_ entry: PlannedEntry) throws(WritingError) {
    let name = entry.path.name
    if entry.path.isRoot {
      guard entry.entry.isDirectory else { throw failure(entry, "it is no directory") }
    } else if name.isEmpty || name.contains(0) || name.elementsEqual(".".utf8)
      || name.elementsEqual("..".utf8)
    {
      throw failure(entry, "no file can have that name")
    }
    if entry.entry.isSymlink {
      guard let target = entry.linkTarget, !target.isEmpty, !target.contains(0) else {
        throw failure(entry, "it is a link to nothing")
      }
    }
  }

  private static func failure(_ entry: PlannedEntry, _ detail: String) -> WritingError {
    WritingError(.badPlan, cannot: "write '\(entry.path)'", detail: detail)
  }
}

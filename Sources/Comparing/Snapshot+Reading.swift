internal import Images
public import Planning
public import Roots

extension Snapshot {
  /// What the kernel makes is no part of a root.
  private static let runtime: Set<RootPath> = ["/proc", "/sys"]

  /// All of a root but what lies in `/proc` and `/sys`.
  public init(of root: any Root) throws(RootError) {
    var items: [Item] = []
    try root.walk { (path, _) throws(RootError) in
      guard let entry = try root.entry(at: path) else { return .past }
      items.append(try Item(path: path, entry: entry, of: root))
      return Self.runtime.contains(path) ? .past : .into
    }
    self.init(label: root.label, items: items, owners: PackageOwners(root))
    sort()
  }

  /// What a plan says.
  ///
  /// - Parameter root: the root that the plan was made from, where it is at hand: it has the content and the extended attributes, and
  ///   knows the packages.
  public init(of plan: Plan, label: String, root: (any Root)? = nil) throws(RootError) {
    var items: [Item] = []
    for planned in plan.entries {
      var item = Item(path: planned.path, entry: planned.entry)
      if case .written(let bytes) = planned.origin {
        item.attributes = []
        item.content = .bytes(bytes)
        if planned.entry.isRegular { item.entry.size = UInt64(bytes.count) }
      } else if let root {
        item = try Item(path: planned.path, entry: planned.entry, of: root)
      }
      if planned.entry.isSymlink { item.linkTarget = planned.linkTarget }
      items.append(item)
    }
    self.init(label: label, items: items, owners: root.map { PackageOwners($0) })
    sort()
  }

  /// By path, as comparing needs it; a walk goes by directory, where `/a/b` comes before `/a-b`.
  private mutating func sort() { items.sort { $0.path < $1.path } }
}

extension Snapshot.Item {
  init(path: RootPath, entry: Entry, of root: any Root) throws(RootError) {
    self.init(path: path, entry: entry)
    if entry.isSymlink { linkTarget = try root.linkTarget(at: path) }
    if entry.isRegular { content = .root(root) }
    attributes = try root.extendedAttributes(at: path)
  }
}

extension Snapshot.Item {
  /// The digest of a regular file's content; nil where the side does not say.
  func digest() throws(RootError) -> Digest? {
    switch content {
    case .unknown: nil
    case .digest(let digest): digest
    case .bytes(let bytes): Digest(of: bytes)
    case .root(let root):
      try root.withContent(of: path) { (bytes) throws(RootError) in Digest(of: bytes) }
    }
  }
}

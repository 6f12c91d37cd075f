internal import Glibc
public import Roots

/// Two sides, and where they differ. Times and which names are hard links to one another are not compared.
public struct Comparison {
  public let old: Snapshot
  public let new: Snapshot
  /// Ordered by path.
  public let differences: [Difference]
  /// Directories that came or went.
  let changes: [RootPath: Difference.Change]

  /// - Throws: where content that must be compared cannot be read.
  public init(of old: Snapshot, with new: Snapshot) throws(RootError) {
    self.old = old
    self.new = new
    var result: [Difference] = []
    var left = old.items[...]
    var right = new.items[...]
    while true {
      let first = left.first
      let second = right.first
      if let first, let second, first.path == second.path {
        left.removeFirst()
        right.removeFirst()
        let aspects = try Self.aspects(first, second)
        if !aspects.isEmpty {
          result.append(
            Difference(path: first.path, old: first, new: second, aspects: aspects))
        }
      } else if let first, second.map({ first.path < $0.path }) ?? true {
        left.removeFirst()
        result.append(Difference(path: first.path, old: first, aspects: []))
      } else if let second {
        right.removeFirst()
        result.append(Difference(path: second.path, new: second, aspects: []))
      } else {
        break
      }
    }
    differences = result
    changes = Dictionary(
      uniqueKeysWithValues: result.compactMap { difference in
        let entry = difference.new?.entry ?? difference.old?.entry
        guard difference.change != .changed, entry?.isDirectory == true else { return nil }
        return (difference.path, difference.change)
      })
  }

  private static func aspects(
    _ old: Snapshot.Item, _ new: Snapshot.Item
  ) throws(RootError) -> [Difference.Aspect] {
    var result: [Difference.Aspect] = []
    if old.entry.kind != new.entry.kind {
      result.append(.kind)
    } else {
      if old.entry.isRegular, try !hasSameContent(old, new) { result.append(.content) }
      if old.entry.isSymlink, let left = old.linkTarget, let right = new.linkTarget, left != right {
        result.append(.target)
      }
      if let left = old.entry.device, let right = new.entry.device, left != right {
        result.append(.device)
      }
      // The mode of a link means nothing, and file systems disagree on it.
      if old.entry.mode != new.entry.mode, !old.entry.isSymlink { result.append(.mode) }
    }
    if old.entry.uid != new.entry.uid || old.entry.gid != new.entry.gid { result.append(.owner) }
    if let left = old.attributes, let right = new.attributes, left != right {
      result.append(.attributes)
    }
    return result
  }

  private static func hasSameContent(
    _ old: Snapshot.Item, _ new: Snapshot.Item
  ) throws(RootError) -> Bool {
    guard old.entry.size == new.entry.size else { return false }
    switch (old.content, new.content) {
    case (.unknown, _), (_, .unknown): return true
    case (.root(let left), .root(let right)):
      return try left.withContent(of: old.path) { (first) throws(RootError) in
        try right.withContent(of: new.path) { second throws(RootError) in
          Self.isSame(first, second)
        }
      }
    default:
      return try old.digest() == new.digest()
    }
  }

  private static func isSame(_ left: RawSpan, _ right: RawSpan) -> Bool {
    guard left.byteCount == right.byteCount else { return false }
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return unsafe memcmp(first, second, left.count) == 0
      }
    }
  }
}

public import Roots

/// What a profile means in one root: where it comes in, and what each of its items stands for there.
///
/// Purely a view of the profile's own patterns: what else a plan would keep, and what a drop must leave, is not known here.
public struct ProfileTrial: Sendable {
  public var matches: [ProfileMatch]
  /// The file that brought each match in.
  public var causes: [RootPath]
  public var items: [Item]

  public struct Item: Sendable {
    public var key: String
    /// The pattern with its names replaced.
    public var pattern: [UInt8]
    /// Regular files and links, those below a dropped directory included.
    public var files = 0
    public var bytes: UInt64 = 0
    public var isFound: Bool
  }

  /// - Throws: where the root cannot be read.
  public init(of profile: Profile, in root: some Root) throws(RootError) {
    matches = []
    causes = []
    items = []
    var index = TriggerIndex()
    index.insert(profile)
    var found: [(ProfileMatch, RootPath)] = []
    try root.walk { (path, kind) throws(RootError) in
      if kind == .regular || kind == .symlink {
        for match in index.matches(path: path.bytes, isStarted: true)
        where !found.contains(where: { $0.0 == match }) {
          found.append((match, path))
        }
      }
      return path == "/proc" || path == "/sys" ? .past : .into
    }
    matches = found.map(\.0)
    causes = found.map(\.1)
    let places = matches.isEmpty ? [ProfileMatch(profile: profile.name)] : matches
    for (key, list) in [("keep", profile.keep), ("bare", profile.bare), ("drop", profile.drop)] {
      for item in list {
        var patterns: [[UInt8]] = []
        for match in places {
          if let pattern = match.pattern(of: item), !patterns.contains(pattern) {
            patterns.append(pattern)
          }
        }
        for pattern in patterns { items.append(try Self.measure(key, pattern, root)) }
        if patterns.isEmpty {
          items.append(Item(key: key, pattern: Array(item.text.utf8), isFound: false))
        }
      }
    }
  }

  private static func measure(
    _ key: String, _ pattern: [UInt8], _ root: some Root
  ) throws(RootError) -> Item {
    var item = Item(key: key, pattern: pattern, isFound: false)
    // The reader has checked every pattern.
    guard let glob = try? Glob(pattern) else { return item }
    var seen: Set<RootPath> = []
    for path in try root.glob(glob) {
      item.isFound = true
      try root.walk(from: path) { (path, kind) throws(RootError) in
        guard seen.insert(path).inserted else { return .past }
        if kind == .regular || kind == .symlink {
          item.files += 1
          item.bytes += try root.entry(at: path)?.size ?? 0
        }
        // A kept directory is itself alone; a dropped one is all that is in it.
        return key == "drop" ? .into : .past
      }
    }
    return item
  }
}

/// Where a path leads inside a root, with every symbolic link on the way.
public struct Resolution: Hashable, Sendable {
  /// The place reached, free of symbolic links; where nothing is there, the place that would have to exist.
  public var path: RootPath
  /// What is there; nil where the path leads nowhere (a dangling link, a missing directory, a file taken for a directory).
  public var entry: Entry?
  /// Every link that was followed, in order, each at a path whose own parents are no links. All must be kept for the path to work.
  public var links: [RootPath]

  public init(path: RootPath, entry: Entry?, links: [RootPath] = []) {
    self.path = path
    self.entry = entry
    self.links = links
  }
}

extension Root {
  /// Linux gives up after this many links on one path (path_resolution(7)).
  static var maximumLinks: Int { 40 }

  /// Follows `path` as the kernel would with this root as its `/`: relative to `directory`, `..` after the links before it, absolute link
  /// targets from the root, `..` of the root being the root.
  ///
  /// - Parameter followLast: whether a link in the last place is followed (stat) or is the answer (lstat).
  /// - Throws: `symlinkLoop` after 40 links.
  public func resolve(
    _ path: some Collection<UInt8>, from directory: RootPath = .root, followLast: Bool = true
  ) throws(RootError) -> Resolution {
    var place = path.first == RootPath.slash ? .root : directory
    // The empty path names nothing (path_resolution(7)).
    if path.isEmpty { return Resolution(path: place, entry: nil) }
    if let direct = Self.direct(path, from: place), let entry = try entry(at: direct),
      !entry.isSymlink || !followLast
    {
      return Resolution(path: direct, entry: entry)
    }
    var pending = Self.components(of: path)
    var links: [RootPath] = []
    var found = try entry(at: place)
    while let component = pending.popLast() {
      if component.count == 1, component.first == UInt8(ascii: ".") {
        guard found?.isDirectory == true else {
          return Resolution(path: missing(place, pending), entry: nil, links: links)
        }
        continue
      }
      if component.count == 2, component.first == UInt8(ascii: "."),
        component.last == UInt8(ascii: ".")
      {
        // `..` of something that is not there, or is no directory, fails in the kernel too.
        guard found?.isDirectory == true else {
          return Resolution(path: missing(place, pending), entry: nil, links: links)
        }
        place = place.parent
        found = try entry(at: place)
        continue
      }
      let next = place.appending(component)
      guard found?.isDirectory == true, let entry = try entry(at: next) else {
        return Resolution(path: missing(next, pending), entry: nil, links: links)
      }
      guard entry.isSymlink, followLast || !pending.isEmpty else {
        place = next
        found = entry
        continue
      }
      links.append(next)
      if links.count > Self.maximumLinks {
        throw RootError(
          .symlinkLoop, cannot: "follow", path: RootPath(path), root: label,
          detail: "more than \(Self.maximumLinks) symbolic links, the last is '\(next)'")
      }
      let target = try linkTarget(at: next)
      if target.isEmpty { return Resolution(path: next, entry: nil, links: links) }
      pending.append(contentsOf: Self.components(of: target))
      if target.first == RootPath.slash {
        place = .root
        found = try self.entry(at: .root)
      }
    }
    return Resolution(path: place, entry: found, links: links)
  }

  public func resolve(_ path: RootPath, followLast: Bool = true) throws(RootError) -> Resolution {
    if let entry = try entry(at: path), !entry.isSymlink || !followLast {
      return Resolution(path: path, entry: entry)
    }
    return try resolve(path.bytes, followLast: followLast)
  }

  /// Where a path without `.` and `..` leads if it holds no link, as most do: `entry(at:)` only answers for those, and asking once for a
  /// path of thousands of components is not asking for each.
  private static func direct(
    _ path: some Collection<UInt8>, from directory: RootPath
  ) -> RootPath? {
    var whole = directory.isRoot ? [] : directory.bytes
    if path.first != RootPath.slash { whole.append(RootPath.slash) }
    whole.append(contentsOf: path)
    let direct = RootPath(whole)
    return direct.bytes == whole ? direct : nil
  }

  /// The last first. A slash at the end means that a directory must be there, as `.` does.
  private static func components(of path: some Collection<UInt8>) -> [ArraySlice<UInt8>] {
    var components: [ArraySlice<UInt8>] = Array(path).split(separator: RootPath.slash)
    if path.count > 1, Array(path).last == RootPath.slash { components.append([UInt8(ascii: ".")]) }
    return components.reversed()
  }

  private func missing(_ place: RootPath, _ pending: [ArraySlice<UInt8>]) -> RootPath {
    RootPath(place.bytes + pending.reversed().flatMap { [RootPath.slash] + $0 })
  }
}

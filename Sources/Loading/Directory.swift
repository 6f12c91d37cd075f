internal import Roots

/// A directory in which libraries are searched, by the name under which some list has it.
final class Directory {
  /// Absolute, as it is written, without a slash at the end (but for the root's).
  let written: [UInt8]
  /// Where that leads; nil where there is no such directory.
  let real: RootPath?
  /// Every symbolic link on the way there.
  let links: [RootPath]
  /// Directories that `written` enters only to leave them by `..`: without them, the kernel would not follow it.
  let detours: [RootPath]
  private let children: [Child]
  /// The subdirectories that hold files for some CPUs, by loader.
  var subdirectories: [Int32: Subdirectories] = [:]

  /// Subdirectories that a loader searches before the directory itself.
  struct Subdirectories {
    /// Searched on any CPU, in order.
    var always: [Directory] = []
    /// Searched on better CPUs, the best first.
    var better: [(level: [UInt8], directory: Directory)] = []
  }

  init(_ written: [UInt8], in root: any Root) throws(LoadingError) {
    self.written = written
    let resolution: Resolution
    do {
      resolution = try root.resolve(written)
    } catch {
      guard error.code == .symlinkLoop else {
        throw LoadingError(path: RootPath(written), cause: .root(error))
      }
      // ld.so takes a directory that cannot be looked at for one that is not there.
      real = nil
      links = []
      detours = []
      children = []
      return
    }
    guard resolution.entry?.isDirectory == true else {
      real = nil
      links = []
      detours = []
      children = []
      return
    }
    real = resolution.path
    links = resolution.links
    detours = try Self.detours(written, in: root)
    children = try reading(resolution.path) { () throws(RootError) in
      try root.children(of: resolution.path) ?? []
    }
  }

  func contains(_ name: [UInt8]) -> Bool { kind(of: name) != nil }

  /// What has that name, links not followed; nil where nothing has.
  func kind(of name: [UInt8]) -> Entry.Kind? {
    var low = 0
    var high = children.count
    while low < high {
      let middle = (low + high) / 2
      switch Self.compare(children[middle].name, name) {
      case 0: return children[middle].kind
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return nil
  }

  func path(of name: [UInt8]) -> [UInt8] {
    written.count == 1 ? written + name : written + [slash] + name
  }

  /// By bytes, as the children are sorted.
  private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    let left = left.span
    let right = right.span
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return Int(left[index]) - Int(right[index])
    }
    return left.count - right.count
  }

  private static func detours(
    _ path: [UInt8], in root: any Root
  ) throws(LoadingError) -> [RootPath] {
    let components = path.split(separator: slash)
    var result: [RootPath] = []
    for (index, component) in components.enumerated() where component.elementsEqual("..".utf8) {
      let before = Array(components[..<index].joined(separator: [slash]))
      let resolution = try reading(RootPath(path)) { () throws(RootError) in
        try root.resolve(before)
      }
      if resolution.entry?.isDirectory == true { result.append(resolution.path) }
    }
    return result
  }
}

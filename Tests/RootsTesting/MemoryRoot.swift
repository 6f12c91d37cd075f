internal import Glibc
public import Roots
internal import SystemPackage

/// A root in memory, for tests. Built from lines of text (`MemoryRoot+Text.swift`) or by its `add` methods; missing parents become
/// directories of mode 755.
public final class MemoryRoot: Root {
  public let label: String
  private var nodes: [RootPath: Node] = [:]
  private var names: [RootPath: Set<[UInt8]>] = [:]
  private var nextIdentity: UInt64 = 1
  /// Every content, one after the other, in a file without a name: `Content` needs a descriptor.
  private let store: FileDescriptor
  private var stored: UInt64 = 0
  /// Paths that fail with EIO when they are read, to test what happens then.
  public var unreadable: Set<RootPath> = []

  private struct Node {
    var entry: Entry
    var target: [UInt8] = []
    var offset: UInt64 = 0
    var attributes: [ExtendedAttribute] = []
  }

  public init(label: String = "memory") {
    self.label = label
    var name = Array("/tmp/memory-root-XXXXXX".utf8CString)
    store = unsafe name.withUnsafeMutableBufferPointer { name in
      let opened = unsafe mkstemp(name.baseAddress!)
      unsafe unlink(name.baseAddress!)
      return FileDescriptor(rawValue: opened)
    }
    addDirectory("/")
  }

  deinit { try? store.close() }

  public func addDirectory(_ path: RootPath, mode: UInt16 = 0o755, uid: UInt32 = 0, gid: UInt32 = 0)
  {
    put(path, Node(entry: entry(.directory, mode, uid, gid)))
    if names[path] == nil { names[path] = [] }
  }

  public func addFile(
    _ path: RootPath, _ content: [UInt8] = [], mode: UInt16 = 0o644, uid: UInt32 = 0,
    gid: UInt32 = 0, attributes: [ExtendedAttribute] = []
  ) {
    var node = Node(entry: entry(.regular, mode, uid, gid), offset: stored, attributes: attributes)
    node.entry.size = UInt64(content.count)
    guard (try? store.writeAll(toAbsoluteOffset: Int64(stored), content)) == content.count else {
      preconditionFailure("the content of \(path) does not fit in memory")
    }
    stored += UInt64(content.count)
    put(path, node)
  }

  public func addLink(_ path: RootPath, to target: [UInt8], uid: UInt32 = 0, gid: UInt32 = 0) {
    var node = Node(entry: entry(.symlink, 0o777, uid, gid), target: target)
    node.entry.size = UInt64(target.count)
    put(path, node)
  }

  /// A second name for what `original` names.
  public func addHardLink(_ path: RootPath, to original: RootPath) {
    guard var node = nodes[original] else {
      preconditionFailure("\(path) is a hard link to \(original), which is not there yet")
    }
    put(path, node)
    node.entry.linkCount += 1
    for (place, other) in nodes where other.entry.identity == node.entry.identity {
      nodes[place]?.entry.linkCount = node.entry.linkCount
    }
  }

  /// A device, fifo or socket.
  public func addSpecial(
    _ path: RootPath, _ kind: Entry.Kind, mode: UInt16 = 0o644, device: Entry.Device? = nil
  ) {
    var node = Node(entry: entry(kind, mode, 0, 0))
    node.entry.device = device
    put(path, node)
  }

  /// Changes what `entry(at:)` answers for something that is there.
  public func modify(_ path: RootPath, _ change: (inout Entry) -> Void) {
    guard var node = nodes[path] else { preconditionFailure("\(path) is not there") }
    change(&node.entry)
    nodes[path] = node
  }

  private func entry(_ kind: Entry.Kind, _ mode: UInt16, _ uid: UInt32, _ gid: UInt32) -> Entry {
    defer { nextIdentity += 1 }
    return Entry(
      kind: kind, mode: mode, uid: uid, gid: gid,
      identity: Entry.Identity(volume: 1, number: nextIdentity))
  }

  private func put(_ path: RootPath, _ node: Node) {
    if !path.isRoot {
      if nodes[path.parent]?.entry.isDirectory != true { addDirectory(path.parent) }
      names[path.parent, default: []].insert(Array(path.name))
    }
    nodes[path] = node
  }

  public func entry(at path: RootPath) throws(RootError) -> Entry? { nodes[path]?.entry }

  public func children(of path: RootPath) throws(RootError) -> [Child]? {
    guard nodes[path]?.entry.isDirectory == true else { return nil }
    try check(path, "list")
    var result: [Child] = []
    for name in names[path] ?? [] {
      if let kind = nodes[path.appending(name)]?.entry.kind {
        result.append(Child(name: name, kind: kind))
      }
    }
    return result.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  public func linkTarget(at path: RootPath) throws(RootError) -> [UInt8] {
    guard let node = nodes[path], node.entry.isSymlink else {
      throw RootError(.wrongKind, cannot: "read the link", path: path, root: label)
    }
    return node.target
  }

  public func content(at path: RootPath) throws(RootError) -> Content {
    guard let node = nodes[path], node.entry.isRegular else {
      throw RootError(.wrongKind, cannot: "read", path: path, root: label)
    }
    try check(path, "open")
    return Content(descriptor: store, offset: node.offset, size: node.entry.size, owned: false)
  }

  public func extendedAttributes(at path: RootPath) throws(RootError) -> [ExtendedAttribute] {
    (nodes[path]?.attributes ?? []).sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private func check(_ path: RootPath, _ action: String) throws(RootError) {
    if unreadable.contains(path) {
      throw RootError(.io, cannot: action, path: path, root: label, cause: .ioError)
    }
  }
}

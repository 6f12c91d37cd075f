internal import CLinux
internal import Glibc
public import Roots
internal import SystemPackage

/// The layers of an image, or a plain archive, as a root. Nothing is unpacked but what is compressed.
public final class LayeredRoot: Root {
  public let label: String
  private let tree: LayeredTree
  private let layers: [Blob]
  /// Which file each directory is that names were looked for in.
  private var directories: [RootPath: Int?] = [.root: LayeredTree.root]
  private var listings: [Int: [Child]] = [:]
  /// Files with holes, written out once.
  private var filled: [Int: Blob] = [:]

  /// - Parameter layers: the plain archives whose entries made the tree, in their order.
  init(label: String, tree: LayeredTree, layers: [Blob]) {
    self.label = label
    self.tree = tree
    self.layers = layers
  }

  private func file(at path: RootPath) -> Int? {
    if path.isRoot { return LayeredTree.root }
    guard let directory = directory(at: path.parent) else { return nil }
    return tree.child(FileName(path.name), of: directory)
  }

  /// Not by recursion: a path may have thousands of components.
  private func directory(at path: RootPath) -> Int? {
    if let known = directories[path] { return known }
    var directory: Int? = LayeredTree.root
    if let above = directories[path.parent] {
      directory = above.flatMap { tree.child(FileName(path.name), of: $0) }
    } else {
      for name in path.components {
        directory = directory.flatMap { tree.child(FileName(name), of: $0) }
      }
    }
    if let found = directory, !tree.files[found].entry.isDirectory { directory = nil }
    directories[path] = .some(directory)
    return directory
  }

  public func entry(at path: RootPath) throws(RootError) -> Entry? {
    file(at: path).map { tree.files[$0].entry }
  }

  public func children(of path: RootPath) throws(RootError) -> [Child]? {
    guard let directory = directory(at: path) else { return nil }
    if let known = listings[directory] { return known }
    let listing = tree.files[directory].children
      .map { Child(name: $0.key.bytes, kind: tree.files[$0.value.file].entry.kind) }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
    listings[directory] = listing
    return listing
  }

  public func linkTarget(at path: RootPath) throws(RootError) -> [UInt8] {
    guard let file = file(at: path), tree.files[file].entry.isSymlink else {
      throw RootError(.wrongKind, cannot: "read the link", path: path, root: label)
    }
    return tree.files[file].linkTarget
  }

  public func content(at path: RootPath) throws(RootError) -> Content {
    guard let number = file(at: path), let source = tree.files[number].source else {
      throw RootError(.wrongKind, cannot: "read", path: path, root: label)
    }
    let size = tree.files[number].entry.size
    let layer = layers[source.layer]
    guard let extents = source.extents else {
      return Content(
        descriptor: layer.descriptor, offset: layer.offset + source.offset, size: size, owned: false
      )
    }
    do throws(PartError) {
      let whole: Blob
      if let known = filled[number] {
        whole = known
      } else {
        whole = try fill(extents, from: layer, at: source.offset, size: size)
        filled[number] = whole
      }
      return Content(descriptor: whole.descriptor, size: size, owned: false)
    } catch {
      throw RootError(
        .io, cannot: "read", path: path, root: label, cause: error.cause, detail: error.detail)
    }
  }

  public func extendedAttributes(at path: RootPath) throws(RootError) -> [ExtendedAttribute] {
    guard let file = file(at: path) else {
      throw RootError(
        .io, cannot: "read the attributes of", path: path, root: label,
        cause: .noSuchFileOrDirectory)
    }
    return tree.files[file].attributes
  }

  /// Writes a file with holes out, which stay holes.
  private func fill(
    _ extents: [SparseExtent], from layer: Blob, at start: UInt64, size: UInt64
  ) throws(PartError) -> Blob {
    let spool = try Spool(isStream: false)
    var position = start
    for extent in extents {
      var done: UInt64 = 0
      while done < extent.length {
        let count = Int(min(extent.length - done, 1 << 20))
        let bytes = try layer.bytes(at: position, count: count)
        try spool.write(bytes, at: extent.offset + done)
        position += UInt64(count)
        done += UInt64(count)
      }
    }
    guard let length = off_t(exactly: size), ftruncate(spool.descriptor.rawValue, length) == 0
    else {
      throw PartError(.io, "its holes cannot be written", cause: Errno(rawValue: pith_errno()))
    }
    return try spool.blob(size: size)
  }
}

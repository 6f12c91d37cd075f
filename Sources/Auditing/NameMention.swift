internal import ELF
internal import Glibc
internal import Roots

/// Whether an object mentions the name of a library other than by needing it: then it may open that library by itself, before it opens
/// the ones that need it.
struct NameMention {
  private let objects: [AuditedObject]
  private let root: any Root

  init(_ objects: [AuditedObject], _ root: any Root) {
    self.objects = objects
    self.root = root
  }

  /// The first object that does, among those of the tree that `holder`, the library, is in: the same three directories from the top.
  func mentioner(of name: [UInt8], held by: RootPath) -> RootPath? {
    let tree = by.components.dropLast().prefix(3)
    guard tree.count == 3 else { return nil }
    for object in objects where object.path != by {
      let dynamic = object.object.dynamic
      guard object.path.components.starts(with: tree, by: { $0.elementsEqual($1) }),
        dynamic?.needed.contains(name) != true, dynamic?.soname != name
      else { continue }
      // What cannot be read mentions nothing; that it cannot is told at that file.
      if (try? mentions(object.path, name)) == true { return object.path }
    }
    return nil
  }

  private func mentions(_ path: RootPath, _ name: [UInt8]) throws(RootError) -> Bool {
    try root.withContent(of: path) { (bytes) throws(RootError) in
      unsafe bytes.withUnsafeBytes { buffer in unsafe find(name, in: buffer) }
    }
  }

  private func find(_ name: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = name.first, let start = bytes.baseAddress else { return false }
    var position = 0
    while bytes.count - position >= name.count {
      guard let found = unsafe memchr(start + position, Int32(first), bytes.count - position)
      else { return false }
      let index = unsafe UnsafeRawPointer(found) - start
      if bytes.count - index < name.count { return false }
      if unsafe memcmp(start + index, name, name.count) == 0 { return true }
      position = index + 1
    }
    return false
  }
}

internal import CLinux
internal import Glibc
internal import SystemPackage

/// The directories below a root in which something was looked up lately, open.
///
/// The kernel walks a path of eight components for each question about a file; most questions follow others about files beside it, and cost an eighth where
/// the directory is open already.
struct RecentDirectories: ~Copyable {
  /// The one that was used last comes last.
  private var known: [(path: RootPath, descriptor: FileDescriptor)] = []

  private static let most = 16

  deinit {
    for directory in known { try? directory.descriptor.close() }
  }

  /// Calls `body` with the directory of `path` and the name in it, or with what `beneath` makes of the whole path where that directory cannot be opened.
  ///
  /// The name must not be followed where it is a link.
  mutating func withPlace<Result>(
    _ path: RootPath, in beneath: borrowing Beneath,
    _ body: (Int32, UnsafePointer<CChar>) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let name = path.name
    guard !path.isRoot, !name.contains(0), name.count <= Int(NAME_MAX),
      let directory = descriptor(of: path.parent, in: beneath)
    else { return unsafe try beneath.withPlace(path, body) }
    return unsafe try Beneath.withCString(name) { (name) throws(Errno) in
      unsafe try body(directory.rawValue, name)
    }
  }

  private mutating func descriptor(
    of directory: RootPath, in beneath: borrowing Beneath
  ) -> FileDescriptor? {
    if directory.isRoot { return beneath.descriptor }
    if let index = known.lastIndex(where: { $0.path == directory }) {
      let found = known[index]
      if index < known.count - 1 {
        known.remove(at: index)
        known.append(found)
      }
      return found.descriptor
    }
    // Who asks for the whole path is told what is wrong.
    guard let opened = try? beneath.open(directory, PITH_O_PATH | O_DIRECTORY | O_NOFOLLOW) else {
      return nil
    }
    if known.count == Self.most { try? known.removeFirst().descriptor.close() }
    known.append((directory, opened))
    return opened
  }
}

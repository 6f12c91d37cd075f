internal import CLinux
internal import Glibc
package import SystemPackage

/// Removes `name` in `directory` and everything below it, without following a link.
///
/// An explicit stack with few open directories: trees may be deeper than the machine's stack and its table of open files. Going back up
/// by `..` is checked against the directory that was left, since somebody might have moved the tree meanwhile.
package func removeTree(_ name: [CChar], in directory: FileDescriptor) throws(Errno) {
  try TreeRemoval(top: directory).remove(name)
}

private struct TreeRemoval {
  let top: FileDescriptor

  /// A directory that is being emptied.
  private struct Level {
    var name: [CChar]
    var device: dev_t
    var inode: ino_t
    /// What is still in it.
    var rest: [[CChar]]
  }

  func remove(_ name: [CChar]) throws(Errno) {
    if try unlink(name, in: top.rawValue, 0) { return }
    var levels: [Level] = []
    var current = try FileDescriptor.borrowing(top)
    defer { try? current.close() }
    levels.append(try enter(name, from: &current))
    while let last = levels.indices.last {
      guard let child = levels[last].rest.popLast() else {
        let left = levels.removeLast()
        try leave(from: &current, to: levels.last)
        _ = try unlink(left.name, in: current.rawValue, AT_REMOVEDIR)
        continue
      }
      if try !unlink(child, in: current.rawValue, 0) {
        levels.append(try enter(child, from: &current))
      }
    }
  }

  /// False where it is a directory.
  private func unlink(_ name: [CChar], in directory: Int32, _ flags: Int32) throws(Errno) -> Bool {
    if unsafe unlinkat(directory, name, flags) == 0 { return true }
    let error = Errno(rawValue: pith_errno())
    if flags == 0, error == .isDirectory { return false }
    if error == .noSuchFileOrDirectory { return true }
    throw error
  }

  private func enter(_ name: [CChar], from current: inout FileDescriptor) throws(Errno) -> Level {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var opened = unsafe openat(current.rawValue, name, flags)
    if opened < 0, pith_errno() == EACCES,
      unsafe fchmodat(current.rawValue, name, 0o700, 0) == 0
    {
      opened = unsafe openat(current.rawValue, name, flags)
    }
    guard opened >= 0 else { throw Errno(rawValue: pith_errno()) }
    try? current.close()
    current = FileDescriptor(rawValue: opened)
    var status = stat()
    guard unsafe fstat(opened, &status) == 0 else { throw Errno(rawValue: pith_errno()) }
    // Without these bits nothing in it can be removed, unless by root.
    if status.st_mode & 0o700 != 0o700 { fchmod(opened, 0o700) }
    return Level(
      name: name, device: status.st_dev, inode: status.st_ino, rest: try names(in: opened))
  }

  private func leave(from current: inout FileDescriptor, to level: Level?) throws(Errno) {
    let opened: Int32
    if let level {
      opened = unsafe openat(current.rawValue, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      var status = stat()
      guard opened >= 0, unsafe fstat(opened, &status) == 0 else {
        throw Errno(rawValue: pith_errno())
      }
      guard status.st_dev == level.device, status.st_ino == level.inode else {
        close(opened)
        throw .staleNFSFileHandle
      }
    } else {
      opened = try FileDescriptor.borrowing(top).rawValue
    }
    try? current.close()
    current = FileDescriptor(rawValue: opened)
  }

  private func names(in directory: Int32) throws(Errno) -> [[CChar]] {
    let copy = unsafe openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw Errno(rawValue: pith_errno()) }
    guard let stream = unsafe fdopendir(copy) else {
      close(copy)
      throw Errno(rawValue: pith_errno())
    }
    defer { unsafe closedir(stream) }
    var names: [[CChar]] = []
    while let item = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &item.pointee.d_name) { bytes in
        unsafe bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != Array(".".utf8CString), name != Array("..".utf8CString) { names.append(name) }
    }
    return names
  }
}

extension FileDescriptor {
  /// A second descriptor of the same directory.
  fileprivate static func borrowing(_ other: FileDescriptor) throws(Errno) -> FileDescriptor {
    let copy = fcntl(other.rawValue, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw Errno(rawValue: pith_errno()) }
    return FileDescriptor(rawValue: copy)
  }
}

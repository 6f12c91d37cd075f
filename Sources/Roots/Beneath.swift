internal import CLinux
internal import Glibc
package import SystemPackage

/// The system calls on what lies below one open directory. None of them follows a symbolic link, so none can leave the directory.
///
/// openat2(2) does the walking; where the kernel has none (before Linux 5.6) or a seccomp filter forbids it, each component is opened
/// by itself with O_NOFOLLOW. Paths longer than PATH_MAX are taken in parts.
package struct Beneath: ~Copyable {
  package let descriptor: FileDescriptor
  /// As it was opened; the system calls on extended attributes have no variant that takes a descriptor.
  let path: FilePath
  private let walksByItself: Bool

  /// PATH_MAX counts the NUL.
  private static let longestPath = Int(PATH_MAX) - 1

  /// - Parameter avoidingOpenat2: behaves as on a kernel without it.
  init(_ path: FilePath, avoidingOpenat2: Bool) throws(Errno) {
    let opened: FileDescriptor
    do {
      opened = try FileDescriptor.open(path, .readOnly, options: [.directory, .closeOnExec])
    } catch {
      throw (error as? Errno) ?? .ioError
    }
    descriptor = opened
    self.path = path
    walksByItself = avoidingOpenat2 || !Self.hasOpenat2(opened)
  }

  /// Takes over `descriptor`, a directory that is at `path`.
  package init(taking descriptor: FileDescriptor, at path: FilePath) {
    self.descriptor = descriptor
    self.path = path
    walksByItself = !Self.hasOpenat2(descriptor)
  }

  deinit { try? descriptor.close() }

  private static func hasOpenat2(_ directory: FileDescriptor) -> Bool {
    let opened = unsafe pith_open_beneath(directory.rawValue, ".", PITH_O_PATH | O_DIRECTORY, 0)
    guard opened >= 0 else {
      // Docker's older seccomp profiles answer EPERM for calls they do not know.
      return ![Errno.noFunction, .notPermitted].contains(Errno(rawValue: pith_errno()))
    }
    try? FileDescriptor(rawValue: opened).close()
    return true
  }

  /// Opens `path` with open(2)'s `flags`; the caller closes it.
  func open(_ path: RootPath, _ flags: Int32) throws(Errno) -> FileDescriptor {
    unsafe try withPlace(path) { (directory, name) throws(Errno) in
      unsafe try open(name, in: directory, flags)
    }
  }

  /// fstatat(2) without following a link.
  static func status(
    of name: UnsafePointer<CChar>, in directory: Int32
  ) throws(Errno) -> stat {
    var status = stat()
    guard unsafe fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw Errno(rawValue: pith_errno())
    }
    return status
  }

  /// readlinkat(2).
  static func linkTarget(
    of name: UnsafePointer<CChar>, in directory: Int32
  ) throws(Errno) -> [UInt8] {
    // Most are short, and many are kept; no file system has longer ones than a path may be.
    let short = unsafe try linkTarget(of: name, in: directory, room: 256)
    return short.count < 256
      ? short : unsafe try linkTarget(of: name, in: directory, room: Int(PATH_MAX))
  }

  private static func linkTarget(
    of name: UnsafePointer<CChar>, in directory: Int32, room: Int
  ) throws(Errno) -> [UInt8] {
    let target = unsafe withUnsafeTemporaryAllocation(byteCount: room, alignment: 1) { buffer in
      let length = unsafe readlinkat(
        directory, name, buffer.baseAddress!.assumingMemoryBound(to: CChar.self), room)
      return unsafe Array(buffer.prefix(max(0, length)))
    }
    // An empty target cannot be made, and nothing read means that the call failed.
    if target.isEmpty { throw Errno(rawValue: pith_errno()) }
    return target
  }

  /// Calls `body` with a path for those system calls that take no directory descriptor. Its last component must not be followed.
  func withName<Result>(
    of path: RootPath, _ body: (UnsafePointer<CChar>) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    unsafe try withPlace(path) { (directory, name) throws(Errno) in
      var whole =
        directory == descriptor.rawValue
        ? RootPath.bytes(of: self.path) : Array("/proc/self/fd/\(directory)".utf8)
      whole.append(RootPath.slash)
      unsafe whole.append(contentsOf: UnsafeRawBufferPointer(start: name, count: strlen(name)))
      return unsafe try Self.withCString(whole[...]) { (whole) throws(Errno) in
        unsafe try body(whole)
      }
    }
  }

  /// Calls `body` with a directory and a name below it, short enough for a system call.
  package func withPlace<Result>(
    _ path: RootPath, _ body: (Int32, UnsafePointer<CChar>) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    if path.bytes.contains(0) { throw .noSuchFileOrDirectory }
    guard path.bytes.count - 1 > Self.longestPath else {
      return unsafe try Self.withCString(path.bytes.dropFirst()) { (name) throws(Errno) in
        try unsafe body(descriptor.rawValue, name)
      }
    }
    var directory = descriptor
    var rest = path.bytes.dropFirst()
    defer { if directory.rawValue != descriptor.rawValue { try? directory.close() } }
    while rest.count > Self.longestPath {
      guard let cut = rest.prefix(Self.longestPath).lastIndex(of: RootPath.slash) else {
        throw .fileNameTooLong
      }
      let next = unsafe try Self.withCString(rest[..<cut]) { (name) throws(Errno) in
        unsafe try open(name, in: directory.rawValue, PITH_O_PATH | O_DIRECTORY)
      }
      if directory.rawValue != descriptor.rawValue { try? directory.close() }
      directory = next
      rest = rest[(cut + 1)...]
    }
    return unsafe try Self.withCString(rest) { (name) throws(Errno) in
      try unsafe body(directory.rawValue, name)
    }
  }

  private func open(
    _ name: UnsafePointer<CChar>, in directory: Int32, _ flags: Int32
  ) throws(Errno) -> FileDescriptor {
    let opened =
      walksByItself
      ? unsafe walk(name, in: directory, flags)
      : unsafe pith_open_beneath(directory, name, flags, 0)
    guard opened >= 0 else { throw Errno(rawValue: pith_errno()) }
    return FileDescriptor(rawValue: opened)
  }

  /// What openat2 does, one component at a time.
  private func walk(
    _ name: UnsafePointer<CChar>, in directory: Int32, _ flags: Int32
  ) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: name, count: strlen(name)))
    let components = bytes.split(separator: CChar(bitPattern: RootPath.slash))
    var current = directory
    for (index, component) in components.enumerated() {
      let isLast = index == components.count - 1
      let next = unsafe (component + [0]).withUnsafeBufferPointer {
        unsafe openat(
          current, $0.baseAddress!,
          (isLast ? flags : PITH_O_PATH | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC)
      }
      let error = pith_errno()
      if current != directory { close(current) }
      guard next >= 0 else {
        errno = error
        return -1
      }
      current = next
    }
    return current
  }

  /// `.` where `bytes` is empty.
  static func withCString<Result>(
    _ bytes: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let outcome = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 2) {
      (buffer) -> Swift.Result<Result, Errno> in
      var length = 0
      for byte in bytes {
        unsafe buffer[length] = CChar(bitPattern: byte)
        length += 1
      }
      if length == 0 {
        unsafe buffer[0] = CChar(bitPattern: UInt8(ascii: "."))
        length = 1
      }
      unsafe buffer[length] = 0
      do throws(Errno) {
        return .success(unsafe try body(UnsafePointer(buffer.baseAddress!)))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}

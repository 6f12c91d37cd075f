internal import CLinux
internal import Glibc
internal import SystemPackage

/// A file without a name for what had to be unpacked; its space is free again when pith ends, however it ends.
final class Spool: Sendable {
  let descriptor: FileDescriptor

  /// Where the environment says, else where there is room that survives a small memory.
  private static var directories: [String] {
    let chosen = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) }
    return [chosen, "/var/tmp", "/tmp", "."].compactMap { $0 }.filter { !$0.isEmpty }
  }

  init() throws(PartError) {
    var cause = Errno.noSuchFileOrDirectory
    for directory in Self.directories {
      do throws(Errno) {
        descriptor = try Self.make(in: directory)
        return
      } catch {
        cause = error
      }
    }
    throw PartError(
      .io, "no temporary file can be made; set TMPDIR to a directory with room", cause: cause)
  }

  deinit { try? descriptor.close() }

  private static func make(in directory: String) throws(Errno) -> FileDescriptor {
    let opened = unsafe open(directory, pith_o_tmpfile() | O_RDWR | O_CLOEXEC, 0o600)
    if opened >= 0 { return FileDescriptor(rawValue: opened) }
    // Some file systems, overlayfs of old among them, have no O_TMPFILE.
    var name = Array("\(directory)/.pith-XXXXXX".utf8CString)
    let made = unsafe name.withUnsafeMutableBufferPointer { name in
      let made = unsafe mkstemp(name.baseAddress!)
      if made >= 0 {
        unsafe unlink(name.baseAddress!)
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
      }
      return made
    }
    guard made >= 0 else { throw Errno(rawValue: pith_errno()) }
    return FileDescriptor(rawValue: made)
  }

  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: [UInt8], at offset: UInt64) throws(PartError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe pwrite(
          descriptor.rawValue, bytes.baseAddress! + done, bytes.count - done,
          off_t(offset) + off_t(done))
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw PartError(
          .io, "the temporary file cannot be written (TMPDIR says where it is)",
          cause: Errno(rawValue: pith_errno()))
      }
    }
  }

  /// What was written, to read it. The spool itself need not be kept.
  func blob(size: UInt64) throws(PartError) -> Blob {
    let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else {
      throw PartError(.io, "too many open files", cause: Errno(rawValue: pith_errno()))
    }
    return Blob(taking: FileDescriptor(rawValue: copy), size: size)
  }
}

internal import CLinux
internal import Glibc
internal import SystemPackage

/// A file without a name for what had to be unpacked; its space is free again when pith ends, however it ends.
final class Spool: Sendable {
  let descriptor: FileDescriptor

  init() throws(PartError) {
    do throws(Errno) {
      descriptor = try FileDescriptor.temporary()
    } catch {
      throw PartError(
        .io, "no temporary file can be made; set TMPDIR to a directory with room", cause: error)
    }
  }

  deinit { try? descriptor.close() }

  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: [UInt8], at offset: UInt64) throws(PartError) {
    try write(bytes.span.bytes, at: offset)
  }

  func write(_ bytes: RawSpan, at offset: UInt64) throws(PartError) {
    var done = 0
    while done < bytes.byteCount {
      let rest = bytes.extracting(done..<bytes.byteCount)
      let count = unsafe rest.withUnsafeBytes { rest in
        unsafe pwrite(
          descriptor.rawValue, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
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

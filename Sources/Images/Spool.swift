internal import CLinux
internal import Glibc
internal import Synchronization
internal import SystemPackage

/// A file without a name for what had to be unpacked; its space is free again when pith ends, however it ends.
final class Spool: Sendable {
  let descriptor: FileDescriptor
  /// Whether it is written from its beginning to its end, without holes.
  private let isStream: Bool
  /// How far space is set aside.
  private let reserved = Atomic<UInt64>(0)

  /// How much is set aside at once. Where it is not, ext4 looks for space and counts it for every block that is written, which takes two to three
  /// times what writing itself does.
  private static let step: UInt64 = 32 << 20

  init(isStream: Bool = true) throws(PartError) {
    self.isStream = isStream
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
    unsafe try write(bytes.span.bytes, at: offset)
  }

  func write(_ bytes: RawSpan, at offset: UInt64) throws(PartError) {
    reserve(offset + UInt64(bytes.byteCount))
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

  private func reserve(_ end: UInt64) {
    let before = reserved.load(ordering: .relaxed)
    guard isStream, end > Self.step / 8, end > before, let start = Int64(exactly: before),
      let length = Int64(exactly: end - before + Self.step)
    else { return }
    // Only to be quicker: where it cannot be, as on a file system that has no such thing or little room, writing tells.
    _ = pith_set_space_aside(descriptor.rawValue, start, length)
    reserved.store(UInt64(start + length), ordering: .relaxed)
  }

  /// What was written, to read it. The spool itself need not be kept.
  func blob(size: UInt64) throws(PartError) -> Blob {
    let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else {
      throw PartError(.io, "too many open files", cause: Errno(rawValue: pith_errno()))
    }
    return Blob(taking: FileDescriptor(rawValue: copy), size: size, isOwn: true)
  }
}

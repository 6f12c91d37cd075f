internal import CLinux
internal import Glibc
internal import SystemPackage

/// A file that is written from its start to its end, and patched where a size becomes known late.
final class BlobFile {
  let descriptor: FileDescriptor
  /// For messages.
  private let label: String
  /// How much is written.
  private(set) var position: UInt64 = 0

  /// Takes over `descriptor`, an empty file.
  init(taking descriptor: FileDescriptor, label: String) {
    self.descriptor = descriptor
    self.label = label
  }

  deinit { try? descriptor.close() }

  func write(_ bytes: [UInt8]) throws(WritingError) {
    try write(bytes, at: position)
    position += UInt64(bytes.count)
  }

  /// Leaves room that `write(_:at:)` fills later.
  func skip(_ count: Int) { position += UInt64(count) }

  func write(_ bytes: [UInt8], at offset: UInt64) throws(WritingError) {
    do throws(FileCopy.Failure) {
      unsafe try bytes.withUnsafeBufferPointer { (bytes) throws(FileCopy.Failure) in
        unsafe try FileCopy.write(UnsafeRawBufferPointer(bytes), at: offset, to: descriptor)
      }
    } catch {
      if case .write(let cause) = error { throw failure(cause) }
      throw failure(nil)
    }
  }

  /// Makes sure that what was written is on the disk before it gets its name.
  func synchronize() throws(WritingError) {
    guard fsync(descriptor.rawValue) == 0 else {
      let cause = Errno(rawValue: pith_errno())
      // Some file systems have nothing to synchronize.
      if cause != .invalidArgument && cause != .notSupported { throw failure(cause) }
      return
    }
  }

  /// Copies everything to standard output.
  func send(
    to output: FileDescriptor, check: () throws(WritingError) -> Void
  ) throws(WritingError) {
    var done: UInt64 = 0
    while done < position {
      try check()
      let count = Int(min(1 << 20, position - done))
      var offset = off_t(done)
      var sent = unsafe sendfile(output.rawValue, descriptor.rawValue, &offset, count)
      if sent < 0, [EINVAL, ENOSYS, ESPIPE].contains(pith_errno()) {
        // Files that are only appended to take no sendfile.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
          filled = max(
            0, unsafe pread(descriptor.rawValue, buffer.baseAddress, count, off_t(done)))
        }
        sent = unsafe Glibc.write(output.rawValue, bytes, bytes.count)
      }
      if sent < 0, pith_errno() == EINTR { continue }
      guard sent > 0 else {
        throw WritingError(
          .io, cannot: "write to standard output", cause: Errno(rawValue: pith_errno()))
      }
      done += UInt64(sent)
    }
  }

  private func failure(_ cause: Errno?) -> WritingError {
    WritingError(.io, cannot: "write to '\(label)'", cause: cause)
  }
}

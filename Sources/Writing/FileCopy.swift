internal import CLinux
internal import Glibc
internal import Roots
internal import SystemPackage

/// Copies the content of one file to another in the cheapest way that the two file systems allow, and remembers which that is.
///
/// Sharing the blocks, then copying in the kernel, then through memory. Holes stay holes.
@safe struct FileCopy: ~Copyable {
  private var clones = true
  private var copiesInKernel = true
  private let buffer: UnsafeMutableRawBufferPointer

  private static let bufferSize = 256 << 10
  /// Up to here one read and one write are cheaper than asking the kernel for its way.
  private static let small: UInt64 = 64 << 10
  /// At most so much at a time, so that a signal is noticed.
  private static let step = 16 << 20

  init() {
    unsafe buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.bufferSize, alignment: 4096)
  }

  deinit { unsafe buffer.deallocate() }

  /// Fills the empty file `output` with `content`.
  ///
  /// - Parameter check: called from time to time.
  mutating func copy(
    _ content: borrowing Content, to output: FileDescriptor,
    check: () throws(WritingError) -> Void
  ) throws(Failure) {
    if content.size == 0 { return }
    if content.size <= Self.small {
      return try copyThroughMemory(content, 0..<content.size, to: output, check: check)
    }
    var status = stat()
    let hasStatus = unsafe fstat(content.descriptor.rawValue, &status) == 0
    let size = UInt64(max(0, status.st_size))
    if hasStatus, content.size == size, try clone(content, to: output) { return }
    // A hole is looked for up to the end of the file, which may be a large one with many files in it: not where each byte has its block.
    if hasStatus, UInt64(max(0, status.st_blocks)) * 512 >= size {
      return try copyData(content, 0..<content.size, to: output, check: check)
    }
    var position: UInt64 = 0
    while let data = nextData(content, from: position) {
      try copyData(content, data, to: output, check: check)
      position = data.upperBound
    }
    guard position < content.size else { return }
    // What is left is a hole, or was cut off meanwhile.
    guard unsafe fstat(content.descriptor.rawValue, &status) == 0,
      UInt64(max(0, status.st_size)) >= content.offset + content.size
    else { throw .truncated }
    if ftruncate(output.rawValue, off_t(content.size)) != 0 {
      throw .write(Errno(rawValue: pith_errno()))
    }
  }

  /// Why a copy failed, and on which side.
  enum Failure: Error {
    case read(Errno)
    case write(Errno)
    /// The content ended before its size was reached.
    case truncated
    case stopped(WritingError)
  }

  /// Shares the blocks of a content that is a whole file.
  private mutating func clone(
    _ content: borrowing Content, to output: FileDescriptor
  ) throws(Failure) -> Bool {
    guard clones, content.offset == 0 else { return false }
    if pith_clone_file(content.descriptor.rawValue, output.rawValue) == 0 { return true }
    let error = Errno(rawValue: pith_errno())
    if error == .noSpace || error == .ioError { throw .write(error) }
    clones = false
    return false
  }

  /// The next range of the content, relative to its start, that is no hole; nil where only a hole is left.
  private func nextData(_ content: borrowing Content, from position: UInt64) -> Range<UInt64>? {
    guard position < content.size else { return nil }
    let rest = position..<content.size
    let data = lseek(
      content.descriptor.rawValue, off_t(content.offset + position), Int32(PITH_SEEK_DATA))
    guard data >= 0 else {
      // ENXIO is a hole up to the end; other errors mean that the file system knows no holes.
      return pith_errno() == ENXIO ? nil : rest
    }
    let start = UInt64(data) - content.offset
    guard start < content.size else { return nil }
    let hole = lseek(content.descriptor.rawValue, data, Int32(PITH_SEEK_HOLE))
    guard hole > data else { return start..<content.size }
    return start..<min(content.size, UInt64(hole) - content.offset)
  }

  private mutating func copyData(
    _ content: borrowing Content, _ range: Range<UInt64>, to output: FileDescriptor,
    check: () throws(WritingError) -> Void
  ) throws(Failure) {
    var position = range.lowerBound
    while copiesInKernel, position < range.upperBound {
      do throws(WritingError) { try check() } catch { throw .stopped(error) }
      var from = Int64(content.offset + position)
      var to = Int64(position)
      let count = unsafe pith_copy_file_range(
        content.descriptor.rawValue, &from, output.rawValue, &to,
        Int(min(UInt64(Self.step), range.upperBound - position)))
      if count > 0 {
        position += UInt64(count)
        continue
      }
      let error = count == 0 ? Errno.notSupported : Errno(rawValue: pith_errno())
      switch error {
      case .interrupted: continue
      case .noSpace, .ioError: throw .write(error)
      default:
        // EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EPERM from a seccomp filter; and 0 bytes where there are some, as /proc answers.
        copiesInKernel = false
      }
    }
    if position < range.upperBound {
      try copyThroughMemory(content, position..<range.upperBound, to: output, check: check)
    }
  }

  private func copyThroughMemory(
    _ content: borrowing Content, _ range: Range<UInt64>, to output: FileDescriptor,
    check: () throws(WritingError) -> Void
  ) throws(Failure) {
    var position = range.lowerBound
    while position < range.upperBound {
      do throws(WritingError) { try check() } catch { throw .stopped(error) }
      let count = unsafe pread(
        content.descriptor.rawValue, buffer.baseAddress!,
        Int(min(UInt64(buffer.count), range.upperBound - position)),
        off_t(content.offset + position))
      if count == 0 { throw .truncated }
      guard count > 0 else {
        let error = Errno(rawValue: pith_errno())
        if error == .interrupted { continue }
        throw .read(error)
      }
      unsafe try Self.write(
        UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: position, to: output)
      position += UInt64(count)
    }
  }

  /// Writes all of `bytes`.
  static func write(
    _ bytes: UnsafeRawBufferPointer, at offset: UInt64, to output: FileDescriptor
  ) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe pwrite(
        output.rawValue, bytes.baseAddress! + done, bytes.count - done, off_t(offset) + off_t(done))
      if count >= 0 {
        done += count
      } else {
        let error = Errno(rawValue: pith_errno())
        if error != .interrupted { throw .write(error) }
      }
    }
  }
}

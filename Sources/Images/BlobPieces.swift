internal import CLinux
internal import Glibc
internal import SystemPackage

/// A blob's bytes, piece by piece, from some position on. What only this process can write to is mapped, everything else is read into one
/// buffer: a file that somebody shortens while it is mapped would be a signal, and not an error.
@safe struct BlobPieces: ~Copyable {
  private let blob: Blob
  /// Behind the last piece.
  private(set) var position: UInt64
  /// Gone with the next one.
  private(set) var piece = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
  private let buffer: UnsafeMutableRawBufferPointer?
  private var mapping: UnsafeMutableRawBufferPointer?

  /// As large as a page that is large, and where one would begin.
  private static let mappedSize: UInt64 = 2 << 20

  /// - Parameter size: of a piece that is read.
  init(_ blob: Blob, from position: UInt64 = 0, size: Int) {
    self.blob = blob
    self.position = position
    unsafe buffer = blob.isOwn ? nil : .allocate(byteCount: size, alignment: 4096)
  }

  deinit {
    unsafe buffer?.deallocate()
    if let mapping = unsafe mapping { unsafe munmap(mapping.baseAddress, mapping.count) }
  }

  /// Takes the next piece; false at the end.
  ///
  /// - Throws: `truncated` where the end comes too early.
  mutating func next() throws(PartError) -> Bool {
    guard position < blob.size else { return false }
    if let buffer = unsafe buffer {
      let count = unsafe try blob.read(at: position, into: buffer)
      guard count > 0 else { throw PartError(.truncated, "it ends too early") }
      unsafe piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    } else {
      unsafe piece = try map()
    }
    position += UInt64(unsafe piece.count)
    return true
  }

  private mutating func map() throws(PartError) -> UnsafeRawBufferPointer {
    if let before = unsafe mapping { unsafe munmap(before.baseAddress, before.count) }
    unsafe mapping = nil
    let start = blob.offset + position
    let base = start / Self.mappedSize * Self.mappedSize
    let end = min(blob.offset + blob.size, base + Self.mappedSize)
    let count = Int(end - base)
    guard
      let address = unsafe mmap(
        nil, count, PROT_READ, MAP_SHARED, blob.descriptor.rawValue, off_t(base)),
      unsafe address != MAP_FAILED
    else { throw PartError(.io, "reading failed", cause: Errno(rawValue: pith_errno())) }
    let mapped = unsafe UnsafeMutableRawBufferPointer(start: address, count: count)
    unsafe mapping = mapped
    return unsafe UnsafeRawBufferPointer(rebasing: mapped[Int(start - base)...])
  }
}

internal import CLinux
internal import Glibc
internal import SystemPackage

/// Some bytes of an open file: an archive, a layer, a layer's content in a spool. Shared; the descriptor is closed with the last user.
final class Blob: Sendable {
  let descriptor: FileDescriptor
  let offset: UInt64
  let size: UInt64
  /// Keeps another blob's descriptor open, where this is a part of it.
  private let whole: Blob?
  /// Whether nobody else can write to it.
  let isOwn: Bool

  /// Takes over `descriptor`.
  init(taking descriptor: FileDescriptor, offset: UInt64 = 0, size: UInt64, isOwn: Bool = false) {
    self.isOwn = isOwn
    self.descriptor = descriptor
    self.offset = offset
    self.size = size
    whole = nil
  }

  private init(partOf whole: Blob, offset: UInt64, size: UInt64) {
    descriptor = whole.descriptor
    self.offset = offset
    self.size = size
    self.whole = whole
    isOwn = whole.isOwn
  }

  deinit { if whole == nil { try? descriptor.close() } }

  /// `size` bytes from `offset` on; nil where they are not all there.
  func part(offset: UInt64, size: UInt64) -> Blob? {
    guard offset <= self.size, size <= self.size - offset else { return nil }
    return Blob(partOf: self, offset: self.offset + offset, size: size)
  }

  /// Fills `buffer` from `position` on, as far as there are bytes.
  func read(at position: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(PartError)
    -> Int
  {
    guard position < size else { return 0 }
    let wanted = Int(min(UInt64(buffer.count), size - position))
    var done = 0
    while done < wanted {
      let count = unsafe pread(
        descriptor.rawValue, buffer.baseAddress! + done, wanted - done,
        off_t(offset + position) + off_t(done))
      if count == 0 { break }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw PartError(.io, "reading failed", cause: Errno(rawValue: pith_errno()))
      }
    }
    return done
  }

  /// `count` bytes from `position` on.
  ///
  /// - Throws: `truncated` where there are fewer.
  func bytes(at position: UInt64, count: Int) throws(PartError) -> [UInt8] {
    guard position <= size, UInt64(count) <= size - position else {
      throw PartError(.truncated, "it ends too early")
    }
    var failure: PartError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(PartError) {
        initialized = unsafe try read(at: position, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard bytes.count == count else { throw PartError(.truncated, "it ends too early") }
    return bytes
  }

  /// Gives all bytes to `body`, piece by piece.
  func forEachPiece(
    ofSize size: Int, _ body: (RawSpan) throws(PartError) -> Void
  ) throws(PartError) {
    var pieces = BlobPieces(self, size: size)
    while try pieces.next() { unsafe try body(pieces.piece.bytes) }
  }
}

internal import Synchronization

/// How much may be unpacked in all: a small archive can unpack to anything.
final class UnpackingLimit: Sendable {
  let bytes: UInt64
  private let used = Atomic<UInt64>(0)

  init(bytes: UInt64) { self.bytes = bytes }

  func use(_ count: Int) throws(PartError) {
    let total = used.wrappingAdd(UInt64(count), ordering: .relaxed).newValue
    guard total <= bytes else {
      throw PartError(
        .tooLarge, "unpacked, it has more than \(bytes) bytes; --max-size allows more")
    }
  }
}

/// Unpacks one layer into a spool, or takes it as it is where it is not compressed. On the way memory holds one piece.
struct LayerUnpacking {
  let blob: Blob
  let limit: UnpackingLimit

  /// What comes out is written while it is in a processor's cache.
  private static let pieceSize = 256 << 10

  /// The plain archive.
  func run() throws(PartError) -> Blob {
    switch try Compression(of: blob) {
    case .none: return blob
    case .gzip:
      var inflater = try GzipInflater()
      return try unpack(&inflater)
    case .zstd:
      var inflater = try ZstdInflater()
      return try unpack(&inflater)
    }
  }

  private func unpack(_ inflater: inout some Inflater & ~Copyable) throws(PartError) -> Blob {
    let spool = try Spool()
    let output = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.pieceSize, alignment: 4096)
    defer { unsafe output.deallocate() }
    var size: UInt64 = 0
    try blob.forEachPiece(ofSize: Self.pieceSize) { (piece) throws(PartError) in
      var position = 0
      while true {
        let used = try unsafe piece.withUnsafeBytes { (piece) throws(PartError) in
          unsafe try inflater.inflate(
            UnsafeRawBufferPointer(rebasing: piece[position...]), into: output)
        }
        position += used.input
        if used.output > 0 {
          try limit.use(used.output)
          try unsafe spool.write(
            UnsafeRawBufferPointer(rebasing: output[..<used.output]), at: size)
          size += UInt64(used.output)
        }
        // What is left inside comes out with the next call, so only an idle one ends the piece.
        if used == (0, 0) { break }
      }
      guard position == piece.byteCount else {
        throw PartError(.malformed, "its compressed stream stands still")
      }
    }
    guard inflater.isComplete else {
      throw PartError(.truncated, "its compressed stream ends too early")
    }
    return try spool.blob(size: size)
  }
}

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

  private static let pieceSize = 256 << 10

  /// The plain archive.
  func run() throws(PartError) -> Blob {
    switch try Compression(of: blob) {
    case .none: return blob
    case .gzip:
      var inflater = GzipInflater()
      return try unpack(&inflater)
    case .zstd:
      var inflater = try ZstdInflater()
      return try unpack(&inflater)
    }
  }

  private func unpack(_ inflater: inout some Inflater & ~Copyable) throws(PartError) -> Blob {
    let spool = try Spool()
    var size: UInt64 = 0
    try blob.forEachPiece(ofSize: Self.pieceSize) { (piece) throws(PartError) in
      try inflater.inflate(piece) { (output) throws(PartError) in
        try limit.use(output.byteCount)
        try spool.write(output, at: size)
        size += UInt64(output.byteCount)
      }
    }
    guard inflater.isComplete else {
      throw PartError(.truncated, "its compressed stream ends too early")
    }
    return try spool.blob(size: size)
  }
}

/// How bytes are compressed, told by how they begin: media types are not always right.
enum Compression: String, Sendable {
  case none
  case gzip
  case zstd

  /// - Throws: `unsupported` for a compression that is known and not read here.
  init(beginning bytes: [UInt8]) throws(PartError) {
    if bytes.starts(with: [0x1f, 0x8b]) {
      self = .gzip
    } else if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
      self = .zstd
    } else if bytes.count >= 4, bytes[0] & 0xf0 == 0x50, bytes[1...3] == [0x2a, 0x4d, 0x18] {
      // A skippable frame, with which some zstd files begin.
      self = .zstd
    } else if bytes.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
      throw PartError(.unsupported, "it is compressed with xz; only gzip and zstd are read")
    } else if bytes.starts(with: "BZh".utf8) {
      throw PartError(.unsupported, "it is compressed with bzip2; only gzip and zstd are read")
    } else {
      self = .none
    }
  }

  init(of blob: Blob) throws(PartError) {
    try self.init(beginning: try blob.bytes(at: 0, count: Int(min(8, blob.size))))
  }
}

/// Unpacks a stream piece by piece.
protocol Inflater: ~Copyable {
  /// Uses all of `input`, and gives `take` what comes out, piece by piece.
  mutating func inflate(
    _ input: RawSpan, _ take: (RawSpan) throws(PartError) -> Void
  ) throws(PartError)

  /// Whether the stream may end here: not within a member or frame.
  var isComplete: Bool { get }
}

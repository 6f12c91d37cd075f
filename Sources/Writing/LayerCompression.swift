internal import CZlib
internal import CZstd
internal import Glibc

/// How layers are compressed: `none`, `gzip[:1-9]` or `zstd[:1-22]`.
public struct LayerCompression: Hashable, Sendable, CustomStringConvertible {
  public enum Format: String, Sendable {
    case none, gzip, zstd
  }

  public let format: Format
  public let level: Int32

  public static let none = LayerCompression(format: .none, level: 0)
  /// What registries' clients do by default.
  public static let gzip = LayerCompression(format: .gzip, level: 6)
  public static let zstd = LayerCompression(format: .zstd, level: 3)

  private init(format: Format, level: Int32) {
    self.format = format
    self.level = level
  }

  /// nil where `text` is no compression that is known here, or the level is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = Format(rawValue: String(parts[0])) else { return nil }
    let usual: LayerCompression =
      switch format {
      case .none: .none
      case .gzip: .gzip
      case .zstd: .zstd
      }
    guard parts.count == 2 else {
      self = usual
      return
    }
    let levels: ClosedRange<Int32> = format == .gzip ? 1...9 : 1...22
    guard format != .none, let level = Int32(parts[1]), levels.contains(level) else { return nil }
    self.init(format: format, level: level)
  }

  public var description: String {
    format == .none ? format.rawValue : "\(format.rawValue):\(level)"
  }

  /// What comes after `tar` in a layer's media type (OCI image specification, layer.md).
  var mediaTypeSuffix: String { format == .none ? "" : "+" + format.rawValue }

  /// A stream is cut into blocks of this size, whatever the machine, and each is compressed by itself, so that the bytes do not depend
  /// on the number of cores. Deflate's window is 32 KiB, zstd's 2 MiB at its usual level.
  var blockSize: Int { format == .zstd ? 4 << 20 : 1 << 20 }

  /// How many blocks are under way at once: memory for two of each.
  var blocksAtOnce: Int { format == .zstd ? 4 : 8 }

  // MARK: - Blocks

  /// What comes before the first block. Gzip (RFC 1952) without name and time; 255 is an unknown system.
  var header: [UInt8] {
    guard format == .gzip else { return [] }
    let hint: UInt8 = level == 9 ? 2 : level == 1 ? 4 : 0
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, hint, 255]
  }

  /// What comes after the last block.
  func trailer(checksum: UInt32, size: UInt64) -> [UInt8] {
    guard format == .gzip else { return [] }
    return [checksum, UInt32(truncatingIfNeeded: size)].flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
  }

  /// One block, compressed.
  ///
  /// - Parameter before: the block before it, whose end deflate may refer to.
  /// - Returns: nil where the library has no memory.
  func compress(_ block: [UInt8], before: [UInt8], isLast: Bool) -> [UInt8]? {
    switch format {
    case .none: block
    case .gzip: deflate(block, before: before, isLast: isLast)
    case .zstd: block.isEmpty && !before.isEmpty ? [] : frame(block)
    }
  }

  /// A piece of one deflate stream (RFC 1951), ending at a byte, as pigz(1) makes them.
  private func deflate(_ block: [UInt8], before: [UInt8], isLast: Bool) -> [UInt8]? {
    var stream = unsafe z_stream()
    let made = unsafe deflateInit2_(
      &stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard made == Z_OK else { return nil }
    defer { unsafe deflateEnd(&stream) }
    let window = before.suffix(32768)
    if !window.isEmpty {
      let set = unsafe window.withUnsafeBufferPointer {
        unsafe deflateSetDictionary(&stream, $0.baseAddress, UInt32($0.count))
      }
      guard set == Z_OK else { return nil }
    }
    // The flush at the end takes a few bytes more than the bound counts.
    let capacity = unsafe Int(deflateBound(&stream, UInt(block.count))) + 64
    var isWhole = false
    let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      unsafe block.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(capacity)
        let code = unsafe CZlib.deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        let isTaken = unsafe stream.avail_in == 0 && stream.avail_out > 0
        isWhole = isLast ? code == Z_STREAM_END : code == Z_OK && isTaken
      }
      count = unsafe capacity - Int(stream.avail_out)
    }
    return isWhole ? result : nil
  }

  /// A frame of its own (RFC 8878): readers take any number of them.
  private func frame(_ block: [UInt8]) -> [UInt8]? {
    var isWhole = false
    let capacity = ZSTD_compressBound(block.count)
    let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      let size = unsafe ZSTD_compress(
        output.baseAddress, output.count, block, block.count, level)
      isWhole = ZSTD_isError(size) == 0
      count = isWhole ? size : 0
    }
    return isWhole ? result : nil
  }

  /// Gzip's checksum of `block` alone.
  static func checksum(_ block: [UInt8]) -> UInt32 {
    unsafe UInt32(truncatingIfNeeded: crc32_z(0, block, block.count))
  }

  /// The checksum of two parts one after the other.
  static func combine(_ first: UInt32, _ second: UInt32, secondSize: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_combine(UInt(first), UInt(second), secondSize))
  }
}

internal import CChecksum
internal import CCrypto

/// A digest of some content, as the OCI image specification spells it (descriptor.md): `sha256:` and 64 hexadecimal digits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  public enum Algorithm: String, Sendable {
    case sha256
    case sha512

    var length: Int { self == .sha256 ? 32 : 64 }
  }

  public let algorithm: Algorithm
  public let bytes: [UInt8]

  init(algorithm: Algorithm, bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// nil where `text` is not a digest of an algorithm that is known here.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let algorithm = Algorithm(rawValue: String(parts[0])) else {
      return nil
    }
    self.init(algorithm: algorithm, hexadecimal: parts[1])
  }

  init?(algorithm: Algorithm, hexadecimal text: some StringProtocol) {
    guard text.utf8.count == algorithm.length * 2 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text.utf8 {
      let digit: UInt8
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    self.init(algorithm: algorithm, bytes: bytes)
  }

  /// The digest of `bytes`.
  public init(of bytes: [UInt8], algorithm: Algorithm = .sha256) {
    var computation = DigestComputation(algorithm)
    computation.update(bytes)
    self = computation.finish()
  }

  public init(of bytes: RawSpan, algorithm: Algorithm = .sha256) {
    var computation = DigestComputation(algorithm)
    computation.update(bytes)
    self = computation.finish()
  }

  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  public var description: String { "\(algorithm.rawValue):\(hexadecimal)" }
}

/// A digest in the making.
package struct DigestComputation {
  private let algorithm: Digest.Algorithm
  private var short = SHA256_CTX()
  private var long = SHA512_CTX()

  package init(_ algorithm: Digest.Algorithm = .sha256) {
    self.algorithm = algorithm
    unsafe SHA256_Init(&short)
    unsafe SHA512_Init(&long)
  }

  package mutating func update(_ bytes: [UInt8]) {
    switch algorithm {
    case .sha256: unsafe SHA256_Update(&short, bytes, bytes.count)
    case .sha512: unsafe SHA512_Update(&long, bytes, bytes.count)
    }
  }

  mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      switch algorithm {
      case .sha256: unsafe SHA256_Update(&short, start, bytes.count)
      case .sha512: unsafe SHA512_Update(&long, start, bytes.count)
      }
    }
  }

  /// Adds to two digests, which takes little longer than adding to one where the processor has instructions for it.
  static func update(
    _ first: inout DigestComputation, _ firstBytes: RawSpan, _ second: inout DigestComputation,
    _ secondBytes: RawSpan
  ) {
    let count = min(firstBytes.byteCount, secondBytes.byteCount) / blockSize * blockSize
    guard count > 0, hasPairs, first.takesBlocks, second.takesBlocks else {
      first.update(firstBytes)
      second.update(secondBytes)
      return
    }
    unsafe firstBytes.withUnsafeBytes { firstBytes in
      unsafe secondBytes.withUnsafeBytes { secondBytes in
        unsafe withUnsafeMutableBytes(of: &first.short.h) { first in
          unsafe withUnsafeMutableBytes(of: &second.short.h) { second in
            unsafe pith_sha256_pair(
              first.baseAddress?.assumingMemoryBound(to: UInt32.self),
              firstBytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
              second.baseAddress?.assumingMemoryBound(to: UInt32.self),
              secondBytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count / blockSize)
          }
        }
      }
    }
    first.count(count)
    second.count(count)
    first.update(firstBytes.extracting(count...))
    second.update(secondBytes.extracting(count...))
  }

  /// Of SHA-256, in bytes.
  static let blockSize = 64
  private static let hasPairs = pith_has_sha256_pairs()

  /// Whether no part of a block is in hand.
  private var takesBlocks: Bool { algorithm == .sha256 && short.num == 0 }

  /// Notes in libcrypto's own way, as a number of bits in two words, what went by it.
  private mutating func count(_ bytes: Int) {
    let bits = (UInt64(short.Nh) << 32 | UInt64(short.Nl)) &+ UInt64(bytes) << 3
    short.Nl = UInt32(truncatingIfNeeded: bits)
    short.Nh = UInt32(truncatingIfNeeded: bits >> 32)
  }

  /// Ends the computation; nothing can be added afterwards.
  package mutating func finish() -> Digest {
    let length = algorithm.length
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      switch algorithm {
      case .sha256: unsafe SHA256_Final(buffer.baseAddress, &short)
      case .sha512: unsafe SHA512_Final(buffer.baseAddress, &long)
      }
      count = length
    }
    return Digest(algorithm: algorithm, bytes: bytes)
  }
}

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

public import Roots

/// A file as a package's database records it, by its real path.
public struct RecordedFile: Hashable, Sendable {
  public var path: RootPath
  /// What it was when the package brought it; nil for directories, and where the database does not say.
  public var checksum: Checksum?
  /// Whether its package calls it configuration, which administrators change.
  public var isConfiguration: Bool
  /// Whether its package, or the package manager's configuration, allows that it is not there.
  public var isOptional: Bool
}

/// The digest of a file's content. Of a link, apk's database has that of where it points.
public struct Checksum: Hashable, Sendable {
  public enum Algorithm: String, Sendable {
    case md5, sha1, sha256
  }

  public var algorithm: Algorithm
  public var bytes: [UInt8]

  public init(algorithm: Algorithm, bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }
}

/// A file as a database writes it.
struct WrittenFile {
  var path: [UInt8]
  var checksum: Checksum?
  var isConfiguration = false
  var isOptional = false
}

/// The bytes that a text of hexadecimal digits stands for; nil where it is none.
func hexadecimalBytes(_ text: some Collection<UInt8>) -> [UInt8]? {
  guard text.count % 2 == 0 else { return nil }
  var result: [UInt8] = []
  var high: UInt8?
  for byte in text {
    guard let digit = hexDigit(byte) else { return nil }
    if let first = high {
      result.append(first << 4 | digit)
      high = nil
    } else {
      high = digit
    }
  }
  return result
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// The bytes that a text in base64 (RFC 4648, with or without padding) stands for; nil where it is none.
func base64Bytes(_ text: some Sequence<UInt8>) -> [UInt8]? {
  var result: [UInt8] = []
  var bits: UInt32 = 0
  var count = 0
  for byte in text where byte != UInt8(ascii: "=") {
    let value: UInt8
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): value = 62
    case UInt8(ascii: "/"): value = 63
    default: return nil
    }
    bits = bits << 6 | UInt32(value)
    count += 6
    if count >= 8 {
      count -= 8
      result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return result
}

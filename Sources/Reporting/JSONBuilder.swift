internal import Planning

/// Writes JSON as bytes, piece by piece: no tree of values in memory, and strings need not be UTF-8 at the start.
struct JSONBuilder {
  private(set) var bytes: [UInt8] = []

  /// Text that is JSON already.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// A string: what is not UTF-8 becomes U+FFFD, as in `String(decoding:as:)`.
  ///
  /// - Returns: whether it is ASCII that stands for itself.
  @discardableResult
  mutating func string(_ value: [UInt8]) -> Bool {
    let isPlain = Self.isPlain(value)
    bytes.append(UInt8(ascii: "\""))
    if isPlain {
      bytes.append(contentsOf: value)
    } else {
      for byte in String(decoding: value, as: UTF8.self).utf8 { escape(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
    return isPlain
  }

  mutating func string(_ value: String) { string(Array(value.utf8)) }

  /// A string, and where it is not UTF-8 its exact bytes in base64 as the member `key` after it.
  mutating func string(_ value: [UInt8], exactly key: StaticString) {
    if string(value) || String(validating: value, as: UTF8.self) != nil { return }
    raw(",\"")
    raw(key)
    raw("\":\"")
    bytes += base64(value).utf8
    raw("\"")
  }

  /// Whether it is ASCII that stands for itself.
  private static func isPlain(_ value: [UInt8]) -> Bool {
    let span = value.span
    for index in span.indices where !isPlain(span[index]) { return false }
    return true
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20, 0x7f:
      let digits = String(byte, radix: 16)
      bytes += ("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8
    default: bytes.append(byte)
    }
  }
}

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
    bytes += Self.base64(value)
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

  /// RFC 4648, section 4.
  static func base64(_ value: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: value.count, by: 3) {
      let group = value[start..<min(start + 3, value.count)]
      var bits = 0
      for byte in group { bits = bits << 8 | Int(byte) }
      bits <<= 8 * (3 - group.count)
      for place in 0..<4 {
        result.append(
          place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return result
  }
}

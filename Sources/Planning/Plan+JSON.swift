internal import Roots

extension Plan {
  /// pith.plan/1, one entry a line; docs/formats.md describes it.
  public func json() -> [UInt8] {
    var bytes: [UInt8] = []
    writeJSON { bytes += $0 }
    return bytes
  }

  /// The same piece by piece: that of a large root has tens of megabytes.
  public func writeJSON<Failure>(_ write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var out = JSONText()
    out.raw("{\"schema\":\"pith.plan/1\",\"entries\":[")
    for (index, item) in entries.enumerated() {
      out.raw(index == 0 ? "\n" : ",\n")
      out.raw("{")
      out.path("path", item.path.bytes)
      out.raw(",\"kind\":\"")
      out.raw(item.entry.kind.rawValue)
      out.raw("\",\"size\":")
      out.number(item.entry.size)
      out.raw(",\"mode\":\"")
      out.number(UInt64(item.entry.mode), radix: 8, digits: 4)
      out.raw("\",\"uid\":")
      out.number(UInt64(item.entry.uid))
      out.raw(",\"gid\":")
      out.number(UInt64(item.entry.gid))
      if let target = item.linkTarget {
        out.raw(",")
        out.path("target", target)
      }
      if case .written(let bytes) = item.origin {
        let time = item.entry.modified
        var modified = "\(time.seconds)"
        if time.nanoseconds > 0 {
          let digits = String(time.nanoseconds)
          modified += "." + String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
        }
        out.raw(",\"modified\":\"\(modified)\",\"content\":\"\(base64(bytes))\"")
      }
      out.raw(",\"reasons\":[")
      for (index, reason) in item.reasons.enumerated() {
        out.raw(index == 0 ? "{" : ",{")
        out.raw("\"rule\":\"")
        out.raw(reason.rule.rawValue)
        out.raw("\",\"evidence\":\"")
        out.raw(reason.evidence.rawValue)
        out.raw("\",")
        if let from = reason.from { out.path("from", from.bytes) } else { out.raw("\"from\":null") }
        if let detail = reason.detail {
          out.raw(",")
          out.path("detail", detail)
        }
        out.raw("}")
      }
      out.raw("]}")
      if out.bytes.count > 256 << 10 { try write(out.take()) }
    }
    out.raw("\n],\"missing\":[")
    for (index, item) in missing.enumerated() {
      out.raw(index == 0 ? "\n{" : ",\n{")
      out.path("name", item.name)
      out.raw(",\"rule\":\"\(item.rule.rawValue)\",")
      if let from = item.from { out.path("from", from.bytes) } else { out.raw("\"from\":null") }
      out.raw(",\"considered\":[")
      for (index, place) in item.considered.enumerated() {
        out.raw(index == 0 ? "{\"place\":" : ",{\"place\":")
        out.string(place.place)
        out.raw(",\"outcome\":")
        out.string(place.outcome)
        out.raw("}")
      }
      out.raw("]}")
    }
    out.raw("],\"notes\":[")
    for (index, note) in notes.enumerated() {
      out.raw(index == 0 ? "\n{" : ",\n{")
      out.raw("\"kind\":\"\(note.kind)\",")
      if let path = note.path { out.path("path", path.bytes) } else { out.raw("\"path\":null") }
      out.raw(",\"text\":")
      out.string(note.text)
      out.raw("}")
    }
    out.raw("]}\n")
    try write(out.bytes)
  }
}

/// JSON as bytes, in the order in which it is written.
package struct JSONText {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// What was written so far, which is then forgotten.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  package mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// - Parameter digits: how many there are at least.
  mutating func number(_ value: UInt64, radix: UInt64 = 10, digits: Int = 1) {
    let start = bytes.count
    var rest = value
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % radix))
      rest /= radix
    } while rest > 0 || bytes.count - start < digits
    bytes[start...].reverse()
  }

  package mutating func string(_ text: some StringProtocol) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): raw("\\\"")
      case UInt8(ascii: "\\"): raw("\\\\")
      case UInt8(ascii: "\n"): raw("\\n")
      case 0..<0x20, 0x7f:
        let digits = String(byte, radix: 16)
        raw("\\u00" + (digits.count == 1 ? "0" : "") + digits)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// `"key":"text"`; where the bytes are not UTF-8, U+FFFD stands for the bad ones and `keyBytes` beside it has all of them in base64.
  package mutating func path(_ key: String, _ value: [UInt8]) {
    raw("\"")
    raw(key)
    raw("\":")
    // Nearly every path is plain text, which stands for itself.
    if value.allSatisfy({ (0x20..<0x7f).contains($0) && $0 != 0x22 && $0 != 0x5c }) {
      bytes.append(0x22)
      bytes.append(contentsOf: value)
      bytes.append(0x22)
      return
    }
    let text = String(decoding: value, as: UTF8.self)
    string(text)
    if !text.utf8.elementsEqual(value) { raw(",\"\(key)Bytes\":\"\(base64(value))\"") }
  }
}

/// RFC 4648, with padding.
package func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  result.reserveCapacity((bytes.count + 2) / 3 * 4)
  var index = 0
  while index < bytes.count {
    let first = UInt32(bytes[index]) << 16
    let second = index + 1 < bytes.count ? UInt32(bytes[index + 1]) << 8 : 0
    let third = index + 2 < bytes.count ? UInt32(bytes[index + 2]) : 0
    let word = first | second | third
    result.append(alphabet[Int(word >> 18)])
    result.append(alphabet[Int(word >> 12 & 63)])
    result.append(index + 1 < bytes.count ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "="))
    result.append(index + 2 < bytes.count ? alphabet[Int(word & 63)] : UInt8(ascii: "="))
    index += 3
  }
  return String(decoding: result, as: UTF8.self)
}

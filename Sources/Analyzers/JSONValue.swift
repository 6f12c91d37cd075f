/// A JSON text (RFC 8259) as a value, for the small files in which package managers write things down.
///
/// Strings are bytes; numbers are not looked at. Comments and trailing commas, which some tools allow, are accepted.
enum JSONValue: Hashable, Sendable {
  case object([[UInt8]: JSONValue])
  case array([JSONValue])
  case string([UInt8])
  case bool(Bool)
  /// A number or null.
  case other

  /// Nil where the text is no JSON, or deeper than anything sane.
  init?(_ text: some Collection<UInt8>) {
    var reader = JSONReader(bytes: Array(text))
    guard let value = reader.value(depth: 0) else { return nil }
    self = value
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[Array(key.utf8)] } else { nil }
  }

  subscript(key: [UInt8]) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var string: [UInt8]? { if case .string(let text) = self { text } else { nil } }
  var isTrue: Bool { self == .bool(true) }
  var members: [[UInt8]: JSONValue] { if case .object(let members) = self { members } else { [:] } }
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

  /// The keys of a member that is an object, sorted.
  func keys(of key: String) -> [[UInt8]] {
    (self[key]?.members.keys.map { $0 } ?? []).sortedByBytes()
  }

  /// Every string in it, at any depth.
  func forEachString(_ body: ([UInt8]) -> Void) {
    switch self {
    case .string(let text): body(text)
    case .array(let elements): for element in elements { element.forEachString(body) }
    case .object(let members): for value in members.values { value.forEachString(body) }
    default: break
    }
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  mutating func value(depth: Int) -> JSONValue? {
    guard depth < 64 else { return nil }
    skipBlank()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    default:
      let start = position
      while position < bytes.count, Self.isWordByte(bytes[position]) { position += 1 }
      let word = bytes[start..<position]
      if word.isEmpty { return nil }
      if word.elementsEqual("true".utf8) { return .bool(true) }
      if word.elementsEqual("false".utf8) { return .bool(false) }
      return .other
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    position += 1
    var members: [[UInt8]: JSONValue] = [:]
    while true {
      skipBlank()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard let key = string() else { return nil }
      skipBlank()
      guard take(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
      members[key] = value
      skipBlank()
      if !take(UInt8(ascii: ",")) {
        return take(UInt8(ascii: "}")) ? .object(members) : nil
      }
    }
  }

  private mutating func array(_ depth: Int) -> JSONValue? {
    position += 1
    var elements: [JSONValue] = []
    while true {
      skipBlank()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
      skipBlank()
      if !take(UInt8(ascii: ",")) {
        return take(UInt8(ascii: "]")) ? .array(elements) : nil
      }
    }
  }

  private mutating func string() -> [UInt8]? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var result: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return result }
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard position < bytes.count else { return nil }
      let escaped = bytes[position]
      position += 1
      switch escaped {
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0c)
      case UInt8(ascii: "u"):
        guard bytes.count - position >= 4,
          let code = UInt32(
            String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { return nil }
        position += 4
        // A lone half of a pair stands for nothing that names a file.
        result += Array(String(Unicode.Scalar(code).map(Character.init) ?? "\u{fffd}").utf8)
      default: result.append(escaped)
      }
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlank() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0a, 0x0d: position += 1
      case UInt8(ascii: "/") where position + 1 < bytes.count && bytes[position + 1] == 0x2f:
        while position < bytes.count, bytes[position] != 0x0a { position += 1 }
      default: return
      }
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "+-.".utf8.contains(byte)
    }
  }
}

extension DlopenNote {
  /// The content of one note: a JSON array of objects with `soname` (a string or an array of strings), `feature`, `description` and
  /// `priority`; other fields are passed over. nil where it is anything else.
  static func parse(_ bytes: ArraySlice<UInt8>) -> [DlopenNote]? {
    // The description of an ELF note may end in NULs.
    guard let text = bytes.lastIndex(where: { $0 != 0 }).map({ bytes[...$0] }),
      let value = JSONValue.parse(text), case .array(let items) = value
    else { return nil }
    var result: [DlopenNote] = []
    for item in items {
      guard case .object(let fields) = item, let note = DlopenNote(fields) else { return nil }
      result.append(note)
    }
    return result
  }

  private init?(_ fields: [(name: [UInt8], value: JSONValue)]) {
    var note = DlopenNote(sonames: [])
    for field in fields {
      switch (String(decoding: field.name, as: UTF8.self), field.value) {
      case ("soname", .string(let name)): note.sonames = [name]
      case ("soname", .array(let names)):
        for name in names {
          guard case .string(let bytes) = name else { return nil }
          note.sonames.append(bytes)
        }
      case ("feature", .string(let text)): note.feature = String(decoding: text, as: UTF8.self)
      case ("description", .string(let text)):
        note.description = String(decoding: text, as: UTF8.self)
      case ("priority", .string(let text)):
        // A word that the specification does not know is taken as its default.
        note.priority = Priority(rawValue: String(decoding: text, as: UTF8.self)) ?? .recommended
      default: break
      }
    }
    guard !note.sonames.isEmpty else { return nil }
    self = note
  }
}

/// A JSON value, as far as a dlopen note needs it: numbers, booleans and null are only passed over.
enum JSONValue {
  case string([UInt8])
  case array([JSONValue])
  case object([(name: [UInt8], value: JSONValue)])
  case other

  /// nil where `bytes` are not exactly one JSON value (RFC 8259).
  static func parse(_ bytes: ArraySlice<UInt8>) -> JSONValue? {
    var reader = JSONReader(bytes: bytes, position: bytes.startIndex)
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.position == bytes.endIndex ? value : nil
  }
}

private struct JSONReader {
  var bytes: ArraySlice<UInt8>
  var position: Int

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) -> JSONValue? {
    // A note of the specification nests twice.
    guard depth < 16 else { return nil }
    if take("\"") { return string().map { .string($0) } }
    if take("[") { return array(depth: depth) }
    if take("{") { return object(depth: depth) }
    let start = position
    while let byte = next, isWord(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    return ["true", "false", "null"].contains(word) || isNumber(word) ? .other : nil
  }

  private mutating func array(depth: Int) -> JSONValue? {
    var items: [JSONValue] = []
    if take("]") { return .array(items) }
    while let item = value(depth: depth + 1) {
      items.append(item)
      if take("]") { return .array(items) }
      guard take(",") else { return nil }
    }
    return nil
  }

  private mutating func object(depth: Int) -> JSONValue? {
    var fields: [(name: [UInt8], value: JSONValue)] = []
    if take("}") { return .object(fields) }
    while take("\""), let name = string(), take(":"), let value = value(depth: depth + 1) {
      fields.append((name, value))
      if take("}") { return .object(fields) }
      guard take(",") else { return nil }
    }
    return nil
  }

  /// The rest of a string whose opening quote was taken.
  private mutating func string() -> [UInt8]? {
    var result: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return result
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        result.append(contentsOf: Array(String(Character(scalar)).utf8))
      case 0..<0x20: return nil
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let first = unit() else { return nil }
      guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) }
      guard next == UInt8(ascii: "\\") else { return nil }
      position += 1
      guard next == UInt8(ascii: "u") else { return nil }
      position += 1
      guard let second = unit(), (0xdc00..<0xe000).contains(second) else { return nil }
      return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    default: return nil
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit() -> UInt32? {
    guard bytes.endIndex - position >= 4 else { return nil }
    var result: UInt32 = 0
    for byte in bytes[position..<(position + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      result = result << 4 | UInt32(digit)
    }
    position += 4
    return result
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private func isNumber(_ word: String) -> Bool {
    // Swift's Double takes everything that JSON does, and a few words besides.
    guard let first = word.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first)
    else { return false }
    return Double(word) != nil
  }
}

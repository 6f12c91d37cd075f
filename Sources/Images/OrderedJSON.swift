/// A JSON text (RFC 8259) that can be changed in places and written again with all else as it was: the order of members, numbers to the
/// last digit, strings as they were spelled.
package enum OrderedJSON {
  case object([(key: [UInt8], value: OrderedJSON)])
  case array([OrderedJSON])
  /// A string with its quotes, a number, `true`, `false` or `null`, as it is spelled.
  case scalar([UInt8])

  /// Nested deeper than this is no configuration.
  private static let maximumDepth = 256

  /// nil where the bytes are no JSON.
  package init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }

  package static func string(_ text: String) -> OrderedJSON { .scalar(quoted(text)) }

  package static func strings(_ texts: [String]) -> OrderedJSON { .array(texts.map(string)) }

  /// The first member of that name. Names are compared as Go's encoding/json does, which container engines use: without case.
  package subscript(_ name: String) -> OrderedJSON? {
    get { members.first { Self.isKey($0.key, name) }?.value }
    set {
      var members = members
      let place = members.firstIndex { Self.isKey($0.key, name) }
      members.removeAll { Self.isKey($0.key, name) }
      if let newValue {
        members.insert((Self.quoted(name), newValue), at: place ?? members.count)
      }
      self = .object(members)
    }
  }

  /// Those of an object; none of anything else.
  package var members: [(key: [UInt8], value: OrderedJSON)] {
    if case .object(let members) = self { members } else { [] }
  }

  package var elements: [OrderedJSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  package var isNull: Bool {
    if case .scalar(let text) = self { text.elementsEqual("null".utf8) } else { false }
  }

  private static func isKey(_ key: [UInt8], _ name: String) -> Bool {
    key.dropFirst().dropLast().lazy.map(lower).elementsEqual(name.utf8.lazy.map(lower))
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  // MARK: - Writing

  /// Without any white space.
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    write(to: &out)
    return out
  }

  private func write(to out: inout [UInt8]) {
    switch self {
    case .scalar(let text): out += text
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        element.write(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        out += member.key
        out.append(UInt8(ascii: ":"))
        member.value.write(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var out = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): out += "\\n".utf8
      case 0..<0x20, 0x7f:
        let digits = String(byte, radix: 16)
        out += ("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8
      default: out.append(byte)
      }
    }
    return out + [UInt8(ascii: "\"")]
  }

  // MARK: - Reading

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool {
      bytes[position...].allSatisfy { Self.isBlank($0) }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private mutating func next() -> UInt8? {
      while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
      return position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next() == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func value(depth: Int) -> OrderedJSON? {
      guard depth < OrderedJSON.maximumDepth, let first = next() else { return nil }
      switch first {
      case UInt8(ascii: "{"): return object(depth: depth)
      case UInt8(ascii: "["): return array(depth: depth)
      case UInt8(ascii: "\""): return string().map { .scalar($0) }
      default: return word()
      }
    }

    private mutating func object(depth: Int) -> OrderedJSON? {
      position += 1
      var members: [(key: [UInt8], value: OrderedJSON)] = []
      if take("}") { return .object(members) }
      while true {
        guard next() == UInt8(ascii: "\""), let key = string(), take(":"),
          let value = value(depth: depth + 1)
        else { return nil }
        members.append((key, value))
        if take("}") { return .object(members) }
        guard take(",") else { return nil }
      }
    }

    private mutating func array(depth: Int) -> OrderedJSON? {
      position += 1
      var elements: [OrderedJSON] = []
      if take("]") { return .array(elements) }
      while true {
        guard let value = value(depth: depth + 1) else { return nil }
        elements.append(value)
        if take("]") { return .array(elements) }
        guard take(",") else { return nil }
      }
    }

    private mutating func string() -> [UInt8]? {
      let start = position
      position += 1
      while position < bytes.count {
        switch bytes[position] {
        case UInt8(ascii: "\\"): position += 2
        case UInt8(ascii: "\""):
          position += 1
          return Array(bytes[start..<position])
        case 0..<0x20: return nil
        default: position += 1
        }
      }
      return nil
    }

    private mutating func word() -> OrderedJSON? {
      let text = bytes[position...].prefix { byte in
        !Self.isBlank(byte) && !",]}:".utf8.contains(byte)
      }
      position += text.count
      let isNumber =
        text.first.map { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") } == true
        && text.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || "+-.eE".utf8.contains($0) }
      let isWord = ["true", "false", "null"].contains { text.elementsEqual($0.utf8) }
      return isNumber || isWord ? .scalar(Array(text)) : nil
    }
  }
}

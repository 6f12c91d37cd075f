/// One paragraph of a dpkg control file (deb822(5)): `Name: value` lines, continued by lines that begin with a blank.
struct ControlStanza {
  /// The whole paragraph in the file, without the empty line after it.
  var range: Range<Int>
  /// The line on which it begins, from 1.
  var line: Int
  var fields: [(name: Range<Int>, value: Range<Int>)]

  /// The value of a field, with its continuation lines, without blanks around it; names are compared without case.
  func value(_ name: StaticString, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    for field in fields where field.name.count == name.utf8CodeUnitCount {
      let same = name.withUTF8Buffer { wanted in
        unsafe zip(bytes[field.name], wanted).allSatisfy { lowercase($0) == lowercase($1) }
      }
      if same { return bytes[field.value] }
    }
    return nil
  }

  /// The paragraphs of a file. Lines that are no field are reported and passed over.
  static func parse(
    _ bytes: [UInt8], malformed: (_ line: Int, _ detail: String) -> Void
  ) -> [ControlStanza] {
    var stanzas: [ControlStanza] = []
    var fields: [(name: Range<Int>, value: Range<Int>)] = []
    var stanzaStart = 0
    var stanzaLine = 1
    var start = 0
    var line = 0
    func finish(at end: Int) {
      if !fields.isEmpty {
        stanzas.append(ControlStanza(range: stanzaStart..<end, line: stanzaLine, fields: fields))
      }
      fields = []
    }
    while start < bytes.count {
      let end = index(of: UInt8(ascii: "\n"), in: bytes.span, from: start) ?? bytes.count
      line += 1
      defer { start = end + 1 }
      if bytes[start..<end].allSatisfy(isBlank) {
        finish(at: start)
        continue
      }
      if isBlank(bytes[start]) {
        if let last = fields.indices.last {
          fields[last].value = fields[last].value.lowerBound..<trimmedEnd(bytes, start..<end)
        } else {
          malformed(line, "a continuation line without a field before it")
        }
        continue
      }
      guard let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")), colon > start else {
        malformed(line, "neither 'Name: value' nor a continuation line")
        continue
      }
      if fields.isEmpty {
        stanzaStart = start
        stanzaLine = line
      }
      var valueStart = colon + 1
      while valueStart < end, isBlank(bytes[valueStart]) { valueStart += 1 }
      fields.append((start..<colon, valueStart..<trimmedEnd(bytes, valueStart..<end)))
    }
    finish(at: bytes.count)
    return stanzas
  }

  private static func trimmedEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, isBlank(bytes[end - 1]) { end -= 1 }
    return end
  }
}

/// The names in a relation field (Depends, Provides): alternatives and all, without versions, architectures and profiles.
func relationNames(_ value: ArraySlice<UInt8>?) -> [[UInt8]] {
  guard let value else { return [] }
  return value.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "|") }.compactMap { part in
    let name = part.drop { isBlank($0) || $0 == UInt8(ascii: "\n") }.prefix {
      !isBlank($0) && !"(:[<\n".utf8.contains($0)
    }
    return name.isEmpty ? nil : Array(name)
  }
}

func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// The 16 bytes of an MD5 digest in hexadecimal; nil where it is none.
func md5Digest(_ text: ArraySlice<UInt8>) -> [UInt8]? {
  text.count == 32 ? hexadecimalBytes(text) : nil
}

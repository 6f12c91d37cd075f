internal import Roots

/// The records of a PAX extended header (POSIX.1-2001): `LENGTH KEY=VALUE\n`, each overriding what the next entry's header says.
struct PAXRecords {
  private(set) var values: [String: [UInt8]] = [:]
  /// From `SCHILY.xattr.NAME`, which every container engine writes.
  private(set) var attributes: [[UInt8]: [UInt8]] = [:]
  /// From `GNU.sparse.offset` and `GNU.sparse.numbytes`, which repeat (format 0.0).
  private(set) var sparseNumbers: [UInt64] = []

  init() {}

  init(_ bytes: [UInt8]) throws(PartError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Some writers pad with NULs.
      if rest.allSatisfy({ $0 == 0 }) { return }
      try add(try Self.record(&rest))
    }
  }

  /// Takes one record off, without length and newline.
  private static func record(_ rest: inout ArraySlice<UInt8>) throws(PartError) -> ArraySlice<UInt8>
  {
    guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
      let length = decimal(rest[..<space]).flatMap({ Int(exactly: $0) }),
      length > space + 1 - rest.startIndex, length <= rest.count
    else { throw PartError(.malformed, "an extended header's record has no length that is right") }
    let record = rest.prefix(length)
    guard record.last == UInt8(ascii: "\n") else {
      throw PartError(.malformed, "an extended header's record ends in the middle of a line")
    }
    rest = rest.dropFirst(length)
    return record[(space + 1)...].dropLast()
  }

  private mutating func add(_ record: ArraySlice<UInt8>) throws(PartError) {
    guard let equals = record.firstIndex(of: UInt8(ascii: "=")), equals > record.startIndex else {
      throw PartError(.malformed, "an extended header's record has no key")
    }
    let key = record[..<equals]
    let value = Array(record[(equals + 1)...])
    let attributePrefix = "SCHILY.xattr.".utf8
    if key.starts(with: attributePrefix) {
      let name = Array(key.dropFirst(attributePrefix.count))
      if name.isEmpty || name.contains(0) {
        throw PartError(.malformed, "an extended attribute has no name")
      }
      attributes[name] = value
      return
    }
    // Of these every entry of some archives has one.
    if key.elementsEqual("atime".utf8) || key.elementsEqual("ctime".utf8) { return }
    let name = String(decoding: key, as: UTF8.self)
    if name == "GNU.sparse.offset" || name == "GNU.sparse.numbytes" {
      guard let number = Self.decimal(value[...]),
        sparseNumbers.count.isMultiple(of: 2) == (name == "GNU.sparse.offset")
      else { throw PartError(.malformed, "its list of holes is no list of numbers") }
      sparseNumbers.append(number)
      return
    }
    if ["path", "linkpath", "GNU.sparse.name"].contains(name), value.contains(0) {
      throw PartError(.malformed, "an extended header's \(name) holds a NUL byte")
    }
    values[name] = value
  }

  /// A text that is there and not empty: an empty one takes an override back.
  func text(_ key: String) -> [UInt8]? {
    guard let value = values[key], !value.isEmpty else { return nil }
    return value
  }

  /// A number without a sign.
  func number(_ key: String) throws(PartError) -> UInt64? {
    guard let value = text(key) else { return nil }
    guard let number = Self.decimal(value[...]) else {
      throw PartError(.malformed, "an extended header's \(key) is no number")
    }
    return number
  }

  /// Seconds since 1970, with a sign and a fraction of any length; what is beyond nanoseconds is cut off.
  func time(_ key: String) throws(PartError) -> Entry.Timestamp? {
    guard let value = text(key) else { return nil }
    let isNegative = value.first == UInt8(ascii: "-")
    let parts = value.dropFirst(isNegative ? 1 : 0)
      .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Self.decimal(parts[0]), whole <= UInt64(Int64.max) else {
      throw PartError(.malformed, "an extended header's \(key) is no time")
    }
    var nanoseconds: UInt64 = 0
    if parts.count > 1 {
      guard let fraction = Self.decimal(([UInt8(ascii: "0")] + parts[1].prefix(9))[...]) else {
        throw PartError(.malformed, "an extended header's \(key) is no time")
      }
      nanoseconds = (0..<(9 - min(9, parts[1].count))).reduce(fraction) { value, _ in value * 10 }
    }
    let seconds = Int64(whole)
    guard isNegative else {
      return Entry.Timestamp(seconds: seconds, nanoseconds: UInt32(nanoseconds))
    }
    return nanoseconds == 0
      ? Entry.Timestamp(seconds: -seconds)
      : Entry.Timestamp(seconds: -seconds - 1, nanoseconds: UInt32(1_000_000_000 - nanoseconds))
  }

  /// nil for what is no number, or one that does not fit.
  static func decimal(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var value: UInt64 = 0
    for digit in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = shifted.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
      if overflow || overflow2 { return nil }
      value = sum
    }
    return value
  }
}

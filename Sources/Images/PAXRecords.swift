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
    var start = 0
    while start < bytes.count {
      // Some writers pad with NULs.
      if bytes[start] == 0, bytes[start...].allSatisfy({ $0 == 0 }) { return }
      let record = try Self.record(bytes.span, &start)
      try add(bytes.span.extracting(record))
    }
  }

  /// Where the record at `start` is, without length and newline; goes on behind it.
  private static func record(
    _ bytes: Span<UInt8>, _ start: inout Int
  ) throws(PartError) -> Range<Int> {
    let rest = bytes.extracting(start...)
    guard let space = index(of: UInt8(ascii: " "), in: rest),
      let length = decimal(rest.extracting(..<space)).flatMap({ Int(exactly: $0) }),
      length > space + 1, length <= rest.count
    else { throw PartError(.malformed, "an extended header's record has no length that is right") }
    guard rest[length - 1] == UInt8(ascii: "\n") else {
      throw PartError(.malformed, "an extended header's record ends in the middle of a line")
    }
    let record = (start + space + 1)..<(start + length - 1)
    start += length
    return record
  }

  private static func index(of byte: UInt8, in bytes: Span<UInt8>) -> Int? {
    for index in bytes.indices where bytes[index] == byte { return index }
    return nil
  }

  private mutating func add(_ record: Span<UInt8>) throws(PartError) {
    guard let equals = Self.index(of: UInt8(ascii: "="), in: record), equals > 0 else {
      throw PartError(.malformed, "an extended header's record has no key")
    }
    // Of these every entry of some archives has one.
    if Self.begins(record, with: "atime=") || Self.begins(record, with: "ctime=") { return }
    let key = Self.array(record.extracting(..<equals))
    let value = Self.array(record.extracting((equals + 1)...))
    let attributePrefix = "SCHILY.xattr.".utf8
    if key.starts(with: attributePrefix) {
      let name = Array(key.dropFirst(attributePrefix.count))
      if name.isEmpty || name.contains(0) {
        throw PartError(.malformed, "an extended attribute has no name")
      }
      attributes[name] = value
      return
    }
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

  private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }

  private static func begins(_ bytes: Span<UInt8>, with text: StaticString) -> Bool {
    guard bytes.count >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount {
      if unsafe bytes[index] != text.utf8Start[index] { return false }
    }
    return true
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
  static func decimal(_ text: ArraySlice<UInt8>) -> UInt64? { decimal(text.span) }

  static func decimal(_ text: Span<UInt8>) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var value: UInt64 = 0
    for index in text.indices {
      let digit = text[index]
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = shifted.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
      if overflow || overflow2 { return nil }
      value = sum
    }
    return value
  }
}

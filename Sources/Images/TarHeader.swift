internal import Roots

/// One block of 512 bytes that begins an entry: POSIX.1-1988 (ustar), as GNU tar, star and the older tars write it.
///
/// Numbers are octal, padded with spaces or NULs, or binary (GNU's base-256). Where archives differ from the standard this reads what
/// Go's archive/tar reads, since that is what container engines use.
struct TarHeader {
  static let blockSize = 512

  private let block: [UInt8]
  private let format: Format

  private enum Format {
    case old, posix, gnu, star
  }

  /// nil for a block of zeros, which ends an archive.
  ///
  /// - Throws: `malformed` where the checksum is wrong: this is no tar header.
  init?(block: [UInt8]) throws(PartError) {
    if block.allSatisfy({ $0 == 0 }) { return nil }
    self.block = block
    // "ustar" and a NUL, or two spaces and a NUL.
    let magic = Self.word(block.span.extracting(257..<265))
    format =
      if magic >> 16 == 0x7573_7461_7200 {
        Self.word(block.span.extracting(508..<512)) == 0x7461_7200 ? .star : .posix
      } else if magic == 0x7573_7461_7220_2000 {
        .gnu
      } else {
        .old
      }
    try checkSum()
  }

  private func checkSum() throws(PartError) {
    guard let stored = number(148..<156) else {
      throw PartError(.malformed, "a header's checksum is no number")
    }
    let bytes = block.span
    var unsigned: Int32 = 0
    var negative: Int32 = 0
    for index in bytes.indices {
      unsigned &+= Int32(bytes[index])
      negative &+= Int32(bytes[index] >> 7)
    }
    // The field itself counts as spaces.
    for index in 148..<156 {
      unsigned &+= Int32(UInt8(ascii: " ")) - Int32(bytes[index])
      negative &-= Int32(bytes[index] >> 7)
    }
    // Some old tars added signed characters.
    let signed = unsigned - 256 * negative
    guard stored == Int64(unsigned) || stored == Int64(signed) else {
      throw PartError(.malformed, "a header's checksum is wrong")
    }
  }

  var type: UInt8 { block[156] }

  /// With the prefix that POSIX has and GNU has not.
  var name: [UInt8] {
    let name = text(0..<100)
    let prefix: [UInt8]
    switch format {
    case .posix: prefix = text(345..<500)
    case .star: prefix = text(345..<476)
    case .gnu, .old: return name
    }
    return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  var linkTarget: [UInt8] { text(157..<257) }

  var mode: Int64? { number(100..<108) }
  var uid: Int64? { number(108..<116) }
  var gid: Int64? { number(116..<124) }
  var size: Int64? { number(124..<136) }
  var modified: Int64? { number(136..<148) }

  /// nil where the numbers are none; old tars have none.
  var device: Entry.Device? {
    guard format != .old else { return Entry.Device(major: 0, minor: 0) }
    guard let major = number(329..<337).flatMap({ UInt32(exactly: $0) }),
      let minor = number(337..<345).flatMap({ UInt32(exactly: $0) })
    else { return nil }
    return Entry.Device(major: major, minor: minor)
  }

  // MARK: - Old GNU sparse files

  /// The first four pieces; `isContinued` says that blocks with more of them follow.
  func sparseExtents() throws(PartError) -> [SparseExtent] {
    try Self.sparseExtents(block.span.extracting(386..<482))
  }

  var isContinued: Bool { block[482] != 0 }

  /// The size with holes.
  var realSize: Int64? { number(483..<495) }

  /// What pairs of numbers of twelve bytes say; an empty pair ends them.
  static func sparseExtents(_ bytes: Span<UInt8>) throws(PartError) -> [SparseExtent] {
    var extents: [SparseExtent] = []
    var start = 0
    while start + 24 <= bytes.count, bytes[start] != 0 {
      let pair = bytes.extracting(start..<(start + 24))
      guard let offset = number(pair.extracting(..<12)).flatMap({ UInt64(exactly: $0) }),
        let length = number(pair.extracting(12...)).flatMap({ UInt64(exactly: $0) })
      else { throw PartError(.malformed, "its list of holes is no list of numbers") }
      extents.append(SparseExtent(offset: offset, length: length))
      start += 24
    }
    return extents
  }

  // MARK: - Fields

  // Spans, not slices of the array: each of those would count as one more that holds it.

  /// Up to the first NUL.
  private func text(_ field: Range<Int>) -> [UInt8] {
    let bytes = block.span
    var end = field.lowerBound
    while end < field.upperBound, bytes[end] != 0 { end += 1 }
    return end == field.lowerBound ? [] : Array(block[field.lowerBound..<end])
  }

  private func number(_ field: Range<Int>) -> Int64? {
    Self.number(block.span.extracting(field))
  }

  /// The bytes as one number, the first one highest.
  private static func word(_ bytes: Span<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    for index in bytes.indices { word = word << 8 | UInt64(bytes[index]) }
    return word
  }

  /// nil where the field holds no number, or one that does not fit.
  private static func number(_ field: Span<UInt8>) -> Int64? {
    if field.isEmpty { return nil }
    if field[0] & 0x80 != 0 { return binary(field) }
    func isPadding(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 0 }
    var index = 0
    while index < field.count, isPadding(field[index]) { index += 1 }
    // No digits are a zero.
    var value: Int64 = 0
    while index < field.count, !isPadding(field[index]) {
      let digit = field[index]
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit), value >> 60 == 0 else {
        return nil
      }
      value = value << 3 | Int64(digit - UInt8(ascii: "0"))
      index += 1
    }
    // Nothing but padding follows the digits.
    while index < field.count {
      guard isPadding(field[index]) else { return nil }
      index += 1
    }
    return value
  }

  /// GNU's base-256: two's complement, the highest bit being the mark and the next the sign.
  private static func binary(_ field: Span<UInt8>) -> Int64? {
    let isNegative = field[0] & 0x40 != 0
    let fill: UInt8 = isNegative ? 0xff : 0
    var value: UInt64 = isNegative ? .max : 0
    for index in field.indices {
      let byte =
        index == 0 ? (isNegative ? field[0] | 0x80 : field[0] & 0x7f) : field[index]
      guard UInt8(truncatingIfNeeded: value >> 56) == fill else { return nil }
      value = value << 8 | UInt64(byte)
    }
    let result = Int64(bitPattern: value)
    return (result < 0) == isNegative ? result : nil
  }
}

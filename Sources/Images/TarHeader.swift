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
    format =
      if block[257..<263].elementsEqual("ustar\0".utf8) {
        block[508..<512].elementsEqual("tar\0".utf8) ? .star : .posix
      } else if block[257..<265].elementsEqual("ustar  \0".utf8) {
        .gnu
      } else {
        .old
      }
    try checkSum()
  }

  private func checkSum() throws(PartError) {
    guard let stored = Self.number(block[148..<156]) else {
      throw PartError(.malformed, "a header's checksum is no number")
    }
    // The field itself counts as spaces.
    var unsigned = 8 * Int64(UInt8(ascii: " "))
    var negative: Int64 = 0
    for part in [block[..<148], block[156...]] {
      for byte in part {
        unsigned &+= Int64(byte)
        negative &+= Int64(byte >> 7)
      }
    }
    // Some old tars added signed characters.
    let signed = unsigned - 256 * negative
    guard stored == unsigned || stored == signed else {
      throw PartError(.malformed, "a header's checksum is wrong")
    }
  }

  var type: UInt8 { block[156] }

  /// With the prefix that POSIX has and GNU has not.
  var name: [UInt8] {
    let name = Self.text(block[0..<100])
    let prefix: [UInt8]
    switch format {
    case .posix: prefix = Self.text(block[345..<500])
    case .star: prefix = Self.text(block[345..<476])
    case .gnu, .old: return name
    }
    return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  var linkTarget: [UInt8] { Self.text(block[157..<257]) }

  var mode: Int64? { Self.number(block[100..<108]) }
  var uid: Int64? { Self.number(block[108..<116]) }
  var gid: Int64? { Self.number(block[116..<124]) }
  var size: Int64? { Self.number(block[124..<136]) }
  var modified: Int64? { Self.number(block[136..<148]) }

  /// nil where the numbers are none; old tars have none.
  var device: Entry.Device? {
    guard format != .old else { return Entry.Device(major: 0, minor: 0) }
    guard let major = Self.number(block[329..<337]).flatMap({ UInt32(exactly: $0) }),
      let minor = Self.number(block[337..<345]).flatMap({ UInt32(exactly: $0) })
    else { return nil }
    return Entry.Device(major: major, minor: minor)
  }

  // MARK: - Old GNU sparse files

  /// The first four pieces; `isContinued` says that blocks with more of them follow.
  func sparseExtents() throws(PartError) -> [SparseExtent] {
    try Self.sparseExtents(block[386..<482])
  }

  var isContinued: Bool { block[482] != 0 }

  /// The size with holes.
  var realSize: Int64? { Self.number(block[483..<495]) }

  /// What pairs of numbers of twelve bytes say; an empty pair ends them.
  static func sparseExtents(_ bytes: ArraySlice<UInt8>) throws(PartError) -> [SparseExtent] {
    var extents: [SparseExtent] = []
    var rest = bytes
    while rest.count >= 24, rest.first != 0 {
      guard let offset = number(rest.prefix(12)).flatMap({ UInt64(exactly: $0) }),
        let length = number(rest.dropFirst(12).prefix(12)).flatMap({ UInt64(exactly: $0) })
      else { throw PartError(.malformed, "its list of holes is no list of numbers") }
      extents.append(SparseExtent(offset: offset, length: length))
      rest = rest.dropFirst(24)
    }
    return extents
  }

  // MARK: - Fields

  /// Up to the first NUL.
  private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] {
    Array(field.prefix { $0 != 0 })
  }

  /// nil where the field holds no number, or one that does not fit.
  static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 { return binary(field) }
    let padding: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == 0 }
    let digits = field.drop(while: padding).prefix { !padding($0) }
    // Nothing but padding follows the digits, and no digits are a zero.
    guard field[digits.endIndex...].allSatisfy(padding) else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit), value >> 60 == 0 else {
        return nil
      }
      value = value << 3 | Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }

  /// GNU's base-256: two's complement, the highest bit being the mark and the next the sign.
  private static func binary(_ field: ArraySlice<UInt8>) -> Int64? {
    let isNegative = field[field.startIndex] & 0x40 != 0
    let fill: UInt8 = isNegative ? 0xff : 0
    var value: UInt64 = isNegative ? .max : 0
    for (index, byte) in field.enumerated() {
      let byte = index == 0 ? (isNegative ? byte | 0x80 : byte & 0x7f) : byte
      guard UInt8(truncatingIfNeeded: value >> 56) == fill else { return nil }
      value = value << 8 | UInt64(byte)
    }
    let result = Int64(bitPattern: value)
    return (result < 0) == isNegative ? result : nil
  }
}

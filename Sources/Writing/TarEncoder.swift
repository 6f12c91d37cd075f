internal import Roots

/// The headers of tar archives: POSIX.1-1988 (ustar), with a PAX extended header (POSIX.1-2001) only where an entry needs one.
///
/// An entry needs one for a name or a target that is too long, for a time before 1970 or with a fraction of a second, for extended
/// attributes (`SCHILY.xattr.NAME`, which every container engine reads), and for numbers that are too large. Names are bytes as they are.
enum TarEncoder {
  static let blockSize = 512

  /// What an entry's headers say.
  struct Item {
    /// Relative; a directory's ends in a slash.
    var name: [UInt8]
    var type: Kind
    var mode: UInt16 = 0o644
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    var size: UInt64 = 0
    var modified = Entry.Timestamp(seconds: 0)
    var linkTarget: [UInt8] = []
    var device: Entry.Device?
    var attributes: [ExtendedAttribute] = []
  }

  /// The type flag.
  enum Kind: Character {
    case regular = "0"
    case hardLink = "1"
    case symlink = "2"
    case characterDevice = "3"
    case blockDevice = "4"
    case directory = "5"
    case fifo = "6"
    case extended = "x"
  }

  /// All that comes before an entry's content.
  static func header(_ item: Item) -> [UInt8] {
    var records: [UInt8] = []
    let place = Self.split(item.name)
    if place == nil { records += record("path".utf8, item.name) }
    if item.linkTarget.count > 100 { records += record("linkpath".utf8, item.linkTarget) }
    if item.size > maximum(12) { records += record("size".utf8, "\(item.size)".utf8) }
    if item.uid > maximum(8) { records += record("uid".utf8, "\(item.uid)".utf8) }
    if item.gid > maximum(8) { records += record("gid".utf8, "\(item.gid)".utf8) }
    if let time = exactTime(item.modified) { records += record("mtime".utf8, time.utf8) }
    for attribute in item.attributes {
      records += record("SCHILY.xattr.".utf8 + attribute.name, attribute.value)
    }
    let own = block(item, place: place ?? (prefix: [], name: item.name[...].prefix(100)))
    if records.isEmpty { return own }
    var extended = Item(
      name: Array(("PaxHeaders/".utf8 + item.name.filter { $0 != UInt8(ascii: "/") }).prefix(100)),
      type: .extended)
    extended.size = UInt64(records.count)
    return block(extended, place: (prefix: [], name: extended.name[...])) + records
      + padding(after: extended.size) + own
  }

  /// A header of one block whatever the size is, so that it can be written once the size is known.
  static func plainHeader(_ item: Item) -> [UInt8] {
    block(item, place: Self.split(item.name) ?? (prefix: [], name: item.name[...].prefix(100)))
  }

  /// What fills the last block of some content.
  static func padding(after size: UInt64) -> [UInt8] {
    [UInt8](repeating: 0, count: Int((512 - size % 512) % 512))
  }

  /// Two blocks of zeros.
  static let end = [UInt8](repeating: 0, count: 1024)

  // MARK: - Records

  /// `LENGTH KEY=VALUE\n`, where the length counts itself.
  private static func record(
    _ key: some Sequence<UInt8>, _ value: some Collection<UInt8>
  ) -> [UInt8] {
    let rest = [UInt8(ascii: " ")] + key + [UInt8(ascii: "=")] + value + [UInt8(ascii: "\n")]
    var digits = 1
    while "\(rest.count + digits)".utf8.count != digits { digits += 1 }
    return Array("\(rest.count + digits)".utf8) + rest
  }

  /// nil where the header's own field says the time exactly.
  private static func exactTime(_ time: Entry.Timestamp) -> String? {
    if time.nanoseconds == 0, time.seconds >= 0, UInt64(time.seconds) <= maximum(12) { return nil }
    var seconds = time.seconds
    var fraction = time.nanoseconds
    var sign = ""
    if seconds < 0 {
      sign = "-"
      // -2 and 0.25 are -1.75.
      if fraction > 0 {
        seconds += 1
        fraction = 1_000_000_000 - fraction
      }
    }
    let whole = sign + "\(seconds.magnitude)"
    if fraction == 0 { return whole }
    var digits = "\(fraction)"
    digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return whole + "." + digits
  }

  // MARK: - Blocks

  /// The largest number that an octal field holds.
  private static func maximum(_ length: Int) -> UInt64 { (1 << (3 * UInt64(length - 1))) - 1 }

  /// A name in the two fields of ustar, split at a slash; nil where it does not fit.
  private static func split(
    _ name: [UInt8]
  ) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
    if name.count <= 100 { return ([], name[...]) }
    guard name.count <= 256 else { return nil }
    // Something must be left for the name, and the slash at a directory's end is no place.
    let places = name.indices.filter {
      name[$0] == UInt8(ascii: "/") && $0 > 0 && $0 <= 155 && $0 < name.count - 1
        && name.count - $0 - 1 <= 100
    }
    return places.first.map { (name[..<$0], name[($0 + 1)...]) }
  }

  private static func block(
    _ item: Item, place: (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockSize)
    func put(_ bytes: some Collection<UInt8>, at offset: Int) {
      block.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
    }
    put(place.name, at: 0)
    put(number(UInt64(item.mode), length: 8), at: 100)
    put(number(item.uid > maximum(8) ? 0 : UInt64(item.uid), length: 8), at: 108)
    put(number(item.gid > maximum(8) ? 0 : UInt64(item.gid), length: 8), at: 116)
    put(number(item.size, length: 12), at: 124)
    let seconds = UInt64(max(0, item.modified.seconds))
    put(number(seconds > maximum(12) ? 0 : seconds, length: 12), at: 136)
    put("        ".utf8, at: 148)
    block[156] = item.type.rawValue.asciiValue ?? 0
    put(item.linkTarget.prefix(100), at: 157)
    put("ustar\u{0}00".utf8, at: 257)
    put(number(UInt64(item.device?.major ?? 0), length: 8), at: 329)
    put(number(UInt64(item.device?.minor ?? 0), length: 8), at: 337)
    put(place.prefix, at: 345)
    let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    put((String(repeating: "0", count: 6 - sum.utf8.count) + sum + "\u{0} ").utf8, at: 148)
    return block
  }

  /// Octal digits and a NUL; GNU's base-256 where they do not suffice.
  private static func number(_ value: UInt64, length: Int) -> [UInt8] {
    guard value <= maximum(length) else {
      let binary = (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return length == 8
        ? [0x80] + binary.dropFirst()
        : [0x80] + [UInt8](repeating: 0, count: length - 9) + binary
    }
    let digits = String(value, radix: 8)
    return [UInt8](repeating: UInt8(ascii: "0"), count: length - 1 - digits.utf8.count)
      + digits.utf8 + [0]
  }
}

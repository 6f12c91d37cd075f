internal import ELF

/// The bytes of an ld.so.cache, looked up where they are, as ld.so does.
struct LdCacheFile {
  let bytes: [UInt8]
  let byteOrder: Object.ByteOrder
  /// Where the table of entries begins, how many there are and how big each is.
  private let table: Int
  let count: Int
  private let entrySize: Int
  /// What offsets of strings count from.
  private let strings: Int
  /// The names of the glibc-hwcaps subdirectories, by index.
  let levels: [[UInt8]]
  let generator: [UInt8]

  /// - Parameter order: the byte order of the programs that would read it; nil to go by the file alone.
  init(_ bytes: [UInt8], order: Object.ByteOrder? = nil) throws(LdCacheError) {
    self.bytes = bytes
    if bytes.starts(with: LdCache.newMagic) {
      byteOrder = try Self.byteOrder(bytes, at: 0, wanted: order)
      (table, count) = try Self.newTable(bytes, at: 0, byteOrder)
      entrySize = LdCache.entrySize
      strings = 0
    } else if bytes.starts(with: LdCache.oldMagic) {
      let guess = order ?? Self.guess(bytes)
      guard let old = Self.load(bytes, 12, guess), bytes.count >= LdCache.oldHeaderSize,
        (bytes.count - LdCache.oldHeaderSize) / LdCache.oldEntrySize >= Int(old)
      else { throw LdCacheError("its entries end outside the file") }
      let end = LdCache.oldHeaderSize + Int(old) * LdCache.oldEntrySize
      // The new format hides behind the old one, at a multiple of eight; on some machines, of four.
      let start = [8, 4].map { (end + $0 - 1) / $0 * $0 }
        .first { $0 < bytes.count && bytes[$0...].starts(with: LdCache.newMagic) }
      if let start {
        byteOrder = try Self.byteOrder(bytes, at: start, wanted: guess)
        (table, count) = try Self.newTable(bytes, at: start, byteOrder)
        entrySize = LdCache.entrySize
        strings = start
      } else {
        byteOrder = guess
        table = LdCache.oldHeaderSize
        count = Int(old)
        entrySize = LdCache.oldEntrySize
        strings = end
      }
    } else {
      throw LdCacheError("it does not begin as a cache of ldconfig")
    }
    var foundLevels: [[UInt8]] = []
    var foundGenerator: [UInt8] = []
    if entrySize == LdCache.entrySize {
      let order = byteOrder
      Self.readExtensions(bytes, header: table - LdCache.headerSize, order) { tag, range in
        if tag == 0 { foundGenerator = Array(bytes[range]) }
        guard tag == 1, range.count % 4 == 0, range.lowerBound % 4 == 0 else { return }
        foundLevels = stride(from: range.lowerBound, to: range.upperBound, by: 4).map {
          Self.load(bytes, $0, order).flatMap { Self.string(bytes, Int($0)) } ?? []
        }
      }
    }
    levels = foundLevels
    generator = foundGenerator
  }

  /// One entry, its strings as offsets in `bytes`.
  struct Record {
    var flags: UInt32
    var key: Int
    var value: Int
    var hwcap: UInt64

    /// An index into the glibc-hwcaps subdirectories, where the bits above say that it is one.
    var level: Int? {
      guard (hwcap >> 32) & ~LdCache.isaLevelMask == LdCache.extensionBit >> 32 else { return nil }
      return Int(hwcap & 0xffff_ffff)
    }
  }

  /// The entry at `index`, which must be below `count`; nil where its strings are outside the file.
  func record(_ index: Int) -> Record? {
    let start = table + index * entrySize
    guard let flags = Self.load(bytes, start, byteOrder),
      let key = Self.load(bytes, start + 4, byteOrder),
      let value = Self.load(bytes, start + 8, byteOrder)
    else { return nil }
    var hwcap: UInt64 = 0
    if entrySize == LdCache.entrySize {
      guard let first = Self.load(bytes, start + 16, byteOrder),
        let second = Self.load(bytes, start + 20, byteOrder)
      else { return nil }
      let (low, high) = byteOrder == .little ? (first, second) : (second, first)
      hwcap = UInt64(high) << 32 | UInt64(low)
    }
    let (keyAt, valueAt) = (strings + Int(key), strings + Int(value))
    guard keyAt < bytes.count, valueAt < bytes.count else { return nil }
    return Record(flags: flags, key: keyAt, value: valueAt, hwcap: hwcap)
  }

  /// The string at an offset in the file.
  func string(at offset: Int) -> [UInt8] { Self.string(bytes, offset) ?? [] }

  /// The records with that name, in order, as the binary search of ld.so finds them (elf/dl-cache.c, search_cache).
  func records(named name: [UInt8]) -> [Record] {
    var low = 0
    var high = count - 1
    while low <= high {
      let middle = (low + high) / 2
      guard let record = record(middle) else { return [] }
      let order = Self.compare(name.span, bytes.span.extracting(droppingFirst: record.key))
      if order == 0 { return neighbours(of: middle, named: name) }
      // The table is sorted downward.
      if order < 0 { low = middle + 1 } else { high = middle - 1 }
    }
    return []
  }

  private func neighbours(of index: Int, named name: [UInt8]) -> [Record] {
    func matches(_ record: Record) -> Bool {
      Self.compare(name.span, bytes.span.extracting(droppingFirst: record.key)) == 0
    }
    var first = index
    while first > 0, let record = record(first - 1), matches(record) { first -= 1 }
    var result: [Record] = []
    var next = first
    while next < count, let record = record(next), matches(record) {
      result.append(record)
      next += 1
    }
    return result
  }

  /// Names in the order of the cache: digits by their value, which is why libfoo.so.10 comes after libfoo.so.9 (_dl_cache_libcmp).
  /// Each ends at a NUL or with its span.
  static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    var i = 0
    var j = 0
    func at(_ span: Span<UInt8>, _ index: Int) -> UInt8 { index < span.count ? span[index] : 0 }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    func number(_ span: Span<UInt8>, _ index: inout Int) -> Int32 {
      var value: Int32 = 0
      while isDigit(at(span, index)) {
        value = value &* 10 &+ Int32(at(span, index) - 48)
        index += 1
      }
      return value
    }
    while at(left, i) != 0 {
      let (a, b) = (at(left, i), at(right, j))
      if isDigit(a) {
        guard isDigit(b) else { return 1 }
        let (first, second) = (number(left, &i), number(right, &j))
        if first != second { return Int(first &- second) }
      } else if isDigit(b) {
        return -1
      } else if a != b {
        return Int(a) - Int(b)
      } else {
        i += 1
        j += 1
      }
    }
    return Int(at(left, i)) - Int(at(right, j))
  }
}

public import ELF
public import Roots

extension LdCache {
  /// Reads a cache of any format that glibc has had: `ld.so-1.7.0`, `glibc-ld.so.cache1.1`, or the second hidden behind the first.
  ///
  /// - Parameter order: the byte order of the programs that would read it; nil to go by the file alone.
  public init(_ bytes: [UInt8], byteOrder order: Object.ByteOrder? = nil) throws(LdCacheError) {
    let file = try LdCacheFile(bytes, order: order)
    byteOrder = file.byteOrder
    generator = file.generator
    entries = []
    entries.reserveCapacity(file.count)
    for index in 0..<file.count {
      guard let record = file.record(index) else {
        throw LdCacheError("entry \(index) has its name or path outside the file")
      }
      var entry = Entry(
        name: file.string(at: record.key), path: file.string(at: record.value),
        flags: record.flags, legacyHwcap: record.hwcap)
      if let level = record.level {
        guard level < file.levels.count else {
          throw LdCacheError("entry \(index) names a glibc-hwcaps subdirectory that is not listed")
        }
        entry.legacyHwcap = 0
        entry.level = file.levels[level]
        entry.isaLevel = UInt32(truncatingIfNeeded: record.hwcap >> 32 & Self.isaLevelMask)
      }
      entries.append(entry)
    }
  }

  /// A cache with the entries whose file, and every symbolic link on the way to it, is in `kept`.
  public func cut(
    keeping kept: Set<RootPath>, in root: any Root
  ) throws(RootError) -> LdCache {
    var result = self
    result.entries = []
    for entry in entries {
      let resolution: Resolution
      do {
        resolution = try root.resolve(entry.path)
      } catch {
        if error.code == .symlinkLoop { continue }
        throw error
      }
      guard resolution.entry != nil, kept.contains(resolution.path),
        resolution.links.allSatisfy(kept.contains)
      else { continue }
      result.entries.append(entry)
    }
    return result
  }

  /// The bytes of a cache in the new format, as the ldconfig of glibc 2.33 and later writes it: the same entries in, the same bytes out.
  public func encoded() -> [UInt8] {
    let sorted = entries.enumerated()
      .sorted { left, right in
        let order = Self.compare(left.element, right.element)
        return order == 0 ? left.offset < right.offset : order < 0
      }
      .map(\.element)
    let levels = Set(sorted.compactMap(\.level)).sorted { $0.lexicographicallyPrecedes($1) }
    let strings = StringTable(sorted.flatMap { [$0.name, $0.path] } + levels)
    let base = UInt32(Self.headerSize + sorted.count * Self.entrySize)
    let end = Int(base) + strings.bytes.count
    let extensions = (end + 3) / 4 * 4

    var out = Encoder(order: byteOrder)
    out.bytes += Self.newMagic
    out.append(UInt32(sorted.count))
    out.append(UInt32(strings.bytes.count))
    out.bytes += [byteOrder == .little ? 2 : 3, 0, 0, 0]
    out.append(UInt32(extensions))
    for _ in 0..<3 { out.append(UInt32(0)) }
    for entry in sorted {
      out.append(entry.flags)
      out.append(base + strings.offset(of: entry.name))
      out.append(base + strings.offset(of: entry.path))
      out.append(UInt32(0))
      out.append(hwcap: entry, levels)
    }
    out.bytes += strings.bytes
    out.bytes += Array(repeating: 0, count: extensions - end)
    out.append(extensions: levels.map { base + strings.offset(of: $0) }, generator: generator)
    return out.bytes
  }

  /// The order in which ldconfig lists entries (elf/cache.c, compare): names downward, then the files for better CPUs first.
  private static func compare(_ left: Entry, _ right: Entry) -> Int {
    let names = LdCacheFile.compare(right.name.span, left.name.span)
    if names != 0 { return names }
    if left.flags != right.flags {
      return Int32(bitPattern: left.flags) < Int32(bitPattern: right.flags) ? 1 : -1
    }
    switch (left.level, right.level) {
    case (.some, nil): return -1
    case (nil, .some): return 1
    case (let first?, let second?):
      if first != second { return first.lexicographicallyPrecedes(second) ? -1 : 1 }
    case (nil, nil): break
    }
    let bits = right.legacyHwcap.nonzeroBitCount - left.legacyHwcap.nonzeroBitCount
    if bits != 0 { return bits }
    if left.legacyHwcap != right.legacyHwcap {
      return left.legacyHwcap < right.legacyHwcap ? 1 : -1
    }
    return 0
  }
}

/// Strings that end in NUL, each once, and one that is the end of another inside it (glibc, elf/stringtable.c).
private struct StringTable {
  private(set) var bytes: [UInt8] = []
  private var offsets: [[UInt8]: UInt32] = [:]

  init(_ strings: [[UInt8]]) {
    // From the end and downward, so that what ends another string comes right after it.
    let sorted = Set(strings).sorted { left, right in
      for (a, b) in zip(left.reversed(), right.reversed()) where a != b { return a > b }
      return left.count > right.count
    }
    var previous: [UInt8] = []
    var previousOffset = 0
    for string in sorted {
      var offset = bytes.count
      if offset > 0, previous.suffix(string.count).elementsEqual(string) {
        offset = previousOffset + previous.count - string.count
      } else {
        bytes += string
        bytes.append(0)
      }
      offsets[string] = UInt32(offset)
      previous = string
      previousOffset = offset
    }
  }

  func offset(of string: [UInt8]) -> UInt32 { offsets[string] ?? 0 }
}

private struct Encoder {
  var bytes: [UInt8] = []
  let order: Object.ByteOrder

  init(order: Object.ByteOrder) { self.order = order }

  mutating func append(_ value: UInt32) {
    let ordered = order == .little ? value : value.byteSwapped
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: ordered >> shift)) }
  }

  mutating func append(hwcap entry: LdCache.Entry, _ levels: [[UInt8]]) {
    var low = UInt32(truncatingIfNeeded: entry.legacyHwcap)
    var high = UInt32(truncatingIfNeeded: entry.legacyHwcap >> 32)
    if let level = entry.level {
      low = UInt32(levels.firstIndex(of: level) ?? 0)
      high = UInt32(truncatingIfNeeded: LdCache.extensionBit >> 32) | entry.isaLevel
    }
    append(order == .little ? low : high)
    append(order == .little ? high : low)
  }

  /// The extension directory and its sections, as elf/cache.c, write_extensions, lays them out.
  mutating func append(extensions levels: [UInt32], generator: [UInt8]) {
    let sections = levels.isEmpty ? 1 : 2
    let data = bytes.count + 8 + sections * 16
    append(LdCache.extensionMagic)
    append(UInt32(sections))
    for value in [0, 0, UInt32(data + levels.count * 4), UInt32(generator.count)] { append(value) }
    if !levels.isEmpty {
      for value in [1, 0, UInt32(data), UInt32(levels.count * 4)] { append(value) }
    }
    for level in levels { append(level) }
    bytes += generator
  }
}

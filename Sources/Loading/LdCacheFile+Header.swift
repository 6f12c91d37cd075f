internal import ELF

extension LdCacheFile {
  /// The byte order that a header of the new format states; the wanted one where it states none, as ldconfig before 2.33 wrote it.
  static func byteOrder(
    _ bytes: [UInt8], at start: Int, wanted: Object.ByteOrder?
  ) throws(LdCacheError) -> Object.ByteOrder {
    guard bytes.count >= start + LdCache.headerSize else {
      throw LdCacheError("its header is cut off")
    }
    let stated: Object.ByteOrder?
    switch bytes[start + 28] & 3 {
    case 0: stated = nil
    case 2: stated = .little
    case 3: stated = .big
    default: throw LdCacheError("it is marked as invalid")
    }
    if let stated, let wanted, stated != wanted {
      throw LdCacheError("its byte order is not that of the program")
    }
    if let order = stated ?? wanted { return order }
    // The count of entries is small: the byte order in which it fits the file is the file's.
    guard let count = load(bytes, start + 20, .little) else { return .little }
    let fits = (bytes.count - start - LdCache.headerSize) / LdCache.entrySize >= Int(count)
    return fits ? .little : .big
  }

  /// Where the entries of the new format begin, and how many there are.
  static func newTable(
    _ bytes: [UInt8], at start: Int, _ order: Object.ByteOrder
  ) throws(LdCacheError) -> (table: Int, count: Int) {
    guard let count = load(bytes, start + 20, order),
      (bytes.count - start - LdCache.headerSize) / LdCache.entrySize >= Int(count)
    else { throw LdCacheError("its entries end outside the file") }
    return (start + LdCache.headerSize, Int(count))
  }

  /// The byte order of a file of the old format alone, which does not say.
  static func guess(_ bytes: [UInt8]) -> Object.ByteOrder {
    guard let count = load(bytes, 12, .little) else { return .little }
    let room = (bytes.count - LdCache.oldHeaderSize) / LdCache.oldEntrySize
    return room >= Int(count) ? .little : .big
  }

  /// Hands over the sections of the extension directory: 0 is who wrote the file, 1 the glibc-hwcaps subdirectories.
  ///
  /// One that goes outside the file ends them all, as ld.so does without any then.
  static func readExtensions(
    _ bytes: [UInt8], header: Int, _ order: Object.ByteOrder, _ body: (UInt32, Range<Int>) -> Void
  ) {
    guard let offset = load(bytes, header + 32, order), offset != 0, offset % 4 == 0,
      let magic = load(bytes, Int(offset), order), magic == LdCache.extensionMagic,
      let count = load(bytes, Int(offset) + 4, order),
      (bytes.count - Int(offset) - 8) / 16 >= Int(count)
    else { return }
    var sections: [(UInt32, Range<Int>)] = []
    for index in 0..<Int(count) {
      let section = Int(offset) + 8 + index * 16
      guard let tag = load(bytes, section, order), let start = load(bytes, section + 8, order),
        let size = load(bytes, section + 12, order), Int(start) + Int(size) <= bytes.count
      else { return }
      sections.append((tag, Int(start)..<Int(start) + Int(size)))
    }
    for (tag, range) in sections { body(tag, range) }
  }

  /// Four bytes as a number; nil outside the file.
  static func load(_ bytes: [UInt8], _ offset: Int, _ order: Object.ByteOrder) -> UInt32? {
    guard offset >= 0, bytes.count >= 4, offset <= bytes.count - 4 else { return nil }
    let value =
      UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
      | UInt32(bytes[offset + 3]) << 24
    return order == .little ? value : value.byteSwapped
  }

  /// The bytes from an offset up to a NUL; nil outside the file. No name is longer than PATH_MAX, and what is longer is cut there.
  static func string(_ bytes: [UInt8], _ offset: Int) -> [UInt8]? {
    guard offset >= 0, offset < bytes.count else { return nil }
    return Array(bytes[offset...].prefix(4096).prefix { $0 != 0 })
  }
}

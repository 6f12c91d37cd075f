internal import Roots

/// The entries of a tar archive, one after the other, by their headers alone: content is jumped over.
///
/// Reads ustar, PAX, GNU (long names, base-256, sparse files) and older archives. What an archive claims is checked against its size
/// before it is used; memory does not grow with a claim.
struct TarReader {
  private let archive: Blob
  private var position: UInt64 = 0
  /// What was read last: headers stand together, and a file may be smaller than its own.
  private var window: (start: UInt64, bytes: [UInt8]) = (0, [])
  private static let windowSize: UInt64 = 4096
  /// A long name or an extended header; Go's archive/tar takes no more either.
  private static let maximumExtension: UInt64 = 1 << 20

  init(_ archive: Blob) { self.archive = archive }

  /// What entries before an entry say about it.
  private struct Overrides {
    var records = PAXRecords()
    var longName: [UInt8]?
    var longTarget: [UInt8]?
  }

  /// nil at the end: two blocks of zeros, or no more bytes.
  mutating func next() throws(PartError) -> TarEntry? {
    var overrides = Overrides()
    while let header = try readHeader() {
      switch header.type {
      case UInt8(ascii: "x"), UInt8(ascii: "X"):
        overrides.records = try PAXRecords(try readExtension(header))
      case UInt8(ascii: "g"):
        // Meant for all that follows; container engines pass over it, so this does too.
        _ = try readExtension(header)
      case UInt8(ascii: "L"): overrides.longName = Self.untilNul(try readExtension(header))
      case UInt8(ascii: "K"): overrides.longTarget = Self.untilNul(try readExtension(header))
      case UInt8(ascii: "V"): _ = try readExtension(header)
      default: return try readEntry(header, overrides)
      }
    }
    return nil
  }

  // MARK: - Blocks

  /// Bytes of the archive, of which few are asked for at a time, and those in their order.
  private mutating func bytes(at position: UInt64, count: Int) throws(PartError) -> [UInt8] {
    if UInt64(count) > Self.windowSize { return try archive.bytes(at: position, count: count) }
    if position < window.start || window.bytes.count < count
      || position - window.start > UInt64(window.bytes.count - count)
    {
      let rest = archive.size - min(position, archive.size)
      guard UInt64(count) <= rest else { throw PartError(.truncated, "it ends too early") }
      window.bytes = try archive.bytes(at: position, count: Int(min(Self.windowSize, rest)))
      window.start = position
    }
    let start = Int(position - window.start)
    return Array(window.bytes[start..<(start + count)])
  }

  private mutating func readHeader() throws(PartError) -> TarHeader? {
    if position == archive.size { return nil }
    let block = try bytes(at: position, count: TarHeader.blockSize)
    position += UInt64(TarHeader.blockSize)
    if let header = try TarHeader(block: block) { return header }
    guard archive.size - position >= UInt64(TarHeader.blockSize) else { return nil }
    let second = try bytes(at: position, count: TarHeader.blockSize)
    guard second.allSatisfy({ $0 == 0 }) else {
      throw PartError(.malformed, "a block of zeros stands alone in its middle")
    }
    return nil
  }

  private mutating func readExtension(_ header: TarHeader) throws(PartError) -> [UInt8] {
    guard let size = header.size.flatMap({ UInt64(exactly: $0) }) else {
      throw PartError(.malformed, entry: header.name, "its size is no number")
    }
    guard size <= Self.maximumExtension else {
      throw PartError(
        .tooLarge, entry: header.name,
        "an extended header has \(size) bytes, more than the \(Self.maximumExtension) allowed")
    }
    let bytes = try bytes(at: position, count: Int(size))
    try skip(size, of: header.name)
    return bytes
  }

  /// Past some content and what fills its last block.
  private mutating func skip(_ size: UInt64, of name: [UInt8]) throws(PartError) {
    guard size <= archive.size - position else {
      throw PartError(.truncated, entry: name, "the archive ends within its content")
    }
    position += size
    // Many writers leave out the filling after the very last entry.
    position = min(archive.size, (position + 511) / 512 * 512)
  }

  private static func untilNul(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix { $0 != 0 }) }

  // MARK: - Entries

  private mutating func readEntry(
    _ header: TarHeader, _ overrides: Overrides
  ) throws(PartError) -> TarEntry {
    let records = overrides.records
    let name = overrides.longName ?? records.text("path") ?? header.name
    do throws(PartError) {
      var entry = try Self.entry(header, records, name: name)
      entry.linkTarget =
        overrides.longTarget ?? records.text("linkpath") ?? header.linkTarget
      if entry.kind == .symlink, entry.linkTarget.isEmpty {
        throw PartError(.malformed, "it is a symbolic link to nothing")
      }
      try readContent(of: &entry, header, records)
      return entry
    } catch {
      var error = error
      if error.entry == nil { error.entry = name }
      throw error
    }
  }

  private static func entry(
    _ header: TarHeader, _ records: PAXRecords, name: [UInt8]
  ) throws(PartError) -> TarEntry {
    let kind = try kind(header.type, name: name)
    func owner(_ key: String, _ number: Int64?) throws(PartError) -> UInt32 {
      let value = try records.number(key) ?? number.flatMap { UInt64(exactly: $0) }
      guard let value, let owner = UInt32(exactly: value) else {
        throw PartError(.malformed, "its \(key) is no number of an owner")
      }
      return owner
    }
    guard let mode = header.mode else { throw PartError(.malformed, "its mode is no number") }
    guard let seconds = header.modified else {
      throw PartError(.malformed, "its time is no number")
    }
    var entry = TarEntry(
      name: name, kind: kind, mode: UInt16(truncatingIfNeeded: mode & 0o7777),
      uid: try owner("uid", header.uid), gid: try owner("gid", header.gid),
      modified: try records.time("mtime") ?? Entry.Timestamp(seconds: seconds))
    if kind == .characterDevice || kind == .blockDevice {
      guard let device = header.device else {
        throw PartError(.malformed, "its device numbers are no numbers")
      }
      entry.device = device
    }
    entry.attributes = records.attributes.map { ExtendedAttribute(name: $0.key, value: $0.value) }
      .filter { !$0.belongsToMachine }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
    return entry
  }

  private static func kind(_ type: UInt8, name: [UInt8]) throws(PartError) -> TarEntry.Kind {
    switch type {
    case 0: name.last == UInt8(ascii: "/") ? .directory : .regular
    case UInt8(ascii: "0"), UInt8(ascii: "7"), UInt8(ascii: "S"): .regular
    case UInt8(ascii: "1"): .hardLink
    case UInt8(ascii: "2"): .symlink
    case UInt8(ascii: "3"): .characterDevice
    case UInt8(ascii: "4"): .blockDevice
    case UInt8(ascii: "5"): .directory
    case UInt8(ascii: "6"): .fifo
    default:
      throw PartError(.unsupported, "it is of type '\(printable([type]))', which is not known here")
    }
  }

  private mutating func readContent(
    of entry: inout TarEntry, _ header: TarHeader, _ records: PAXRecords
  ) throws(PartError) {
    guard let size = try records.number("size") ?? header.size.flatMap({ UInt64(exactly: $0) })
    else { throw PartError(.malformed, "its size is no number") }
    // Only files have content, whatever the field says.
    guard entry.kind == .regular else { return }
    if header.type == UInt8(ascii: "S") {
      try readOldSparse(&entry, header, stored: size)
    } else {
      entry.offset = position
      entry.storedSize = size
      entry.size = size
      try skip(size, of: entry.name)
      try applySparse(records, to: &entry)
    }
  }

  /// GNU's old sparse files: pieces in the header and in blocks behind it.
  private mutating func readOldSparse(
    _ entry: inout TarEntry, _ header: TarHeader, stored: UInt64
  ) throws(PartError) {
    guard let real = header.realSize.flatMap({ UInt64(exactly: $0) }) else {
      throw PartError(.malformed, "its size is no number")
    }
    var extents = try header.sparseExtents()
    var isContinued = header.isContinued
    // Each round takes a block of the archive, so a lie ends with it.
    while isContinued {
      let block = try archive.bytes(at: position, count: TarHeader.blockSize)
      position += UInt64(TarHeader.blockSize)
      extents += try TarHeader.sparseExtents(block.span.extracting(0..<504))
      isContinued = block[504] != 0
    }
    try SparseMap.check(extents, size: real, stored: stored)
    entry.offset = position
    entry.storedSize = stored
    entry.size = real
    entry.extents = extents
    try skip(stored, of: entry.name)
  }

  /// GNU's sparse files in PAX archives, whose records say how to read the content that was found.
  private func applySparse(_ records: PAXRecords, to entry: inout TarEntry) throws(PartError) {
    let major = records.text("GNU.sparse.major").map { String(decoding: $0, as: UTF8.self) }
    var extents = try SparseMap.extents(in: records)
    if major == "1" {
      let list = try SparseMap.leadingList(of: archive, at: entry.offset, size: entry.storedSize)
      entry.offset += list.length
      entry.storedSize -= list.length
      extents = list.extents
    }
    guard let extents else { return }
    if let name = records.text("GNU.sparse.name") { entry.name = name }
    var size = try records.number("GNU.sparse.realsize")
    if size == nil { size = try records.number("GNU.sparse.size") }
    guard let real = size else { throw PartError(.malformed, "its size with holes is not said") }
    try SparseMap.check(extents, size: real, stored: entry.storedSize)
    entry.size = real
    entry.extents = extents
  }
}

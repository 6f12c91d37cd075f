extension ZipDirectory {
  /// Reads the directory of an archive that is in memory as a whole; nil where the bytes do not end as an archive does.
  ///
  /// What stands before the archive (the script of an executable jar) is passed over, since offsets count from where the directory
  /// says it begins.
  public init?(of archive: RawSpan) throws(ArchiveError) {
    guard let end = Self.endRecord(in: archive) else { return nil }
    var count = Int(archive.little16(at: end + 10))
    var size = Int(archive.little32(at: end + 12))
    var offset = Int(archive.little32(at: end + 16))
    var directoryEnd = end
    if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff,
      let large = Self.largeEndRecord(in: archive, before: end)
    {
      (count, size, offset, directoryEnd) = large
    }
    guard size <= directoryEnd else {
      throw ArchiveError(.malformed, "the directory is larger than the archive")
    }
    // Where something stands before the archive, the directory ends later than its offset says.
    let begin = directoryEnd - size
    let shift = begin - offset
    guard shift >= 0 else {
      throw ArchiveError(.malformed, "the directory begins behind its own end")
    }
    entries = []
    entries.reserveCapacity(min(count, size / 46))
    var position = begin
    while position < directoryEnd, directoryEnd - position >= 46,
      archive.little32(at: position) == 0x0201_4b50
    {
      position = try read(archive, position, directoryEnd, shift)
    }
  }

  /// Reads one entry, and answers where the next one is.
  private mutating func read(
    _ archive: RawSpan, _ position: Int, _ end: Int, _ shift: Int
  ) throws(ArchiveError) -> Int {
    let nameLength = Int(archive.little16(at: position + 28))
    let extraLength = Int(archive.little16(at: position + 30))
    let commentLength = Int(archive.little16(at: position + 32))
    guard end - position - 46 >= nameLength + extraLength + commentLength else {
      throw ArchiveError(.truncated, "the directory ends within an entry")
    }
    let name = archive.bytes(position + 46, nameLength)
    var compressed = UInt64(archive.little32(at: position + 20))
    var size = UInt64(archive.little32(at: position + 24))
    var header = UInt64(archive.little32(at: position + 42))
    // Section 4.5.3: the values that do not fit, in this order.
    var extra = position + 46 + nameLength
    let extraEnd = extra + extraLength
    while extraEnd - extra >= 4 {
      let length = Int(archive.little16(at: extra + 2))
      guard length <= extraEnd - extra - 4 else { break }
      if archive.little16(at: extra) == 1 {
        var field = extra + 4
        func next(_ value: inout UInt64) {
          guard value == 0xffff_ffff, extra + 4 + length - field >= 8 else { return }
          value = archive.little64(at: field)
          field += 8
        }
        next(&size)
        next(&compressed)
        next(&header)
      }
      extra += 4 + length
    }
    let limit = UInt64(archive.byteCount)
    guard compressed <= limit, header <= limit - UInt64(shift), size <= UInt64(Int.max) else {
      throw ArchiveError(.malformed, "'\(Self.text(name))' lies outside the archive")
    }
    let method: Method =
      switch archive.little16(at: position + 10) {
      case 0: .stored
      case 8: .deflated
      case let other: .other(other)
      }
    entries.append(
      Entry(
        name: name, method: method, compressedSize: Int(compressed), size: Int(size),
        header: Int(header) + shift, isEncrypted: archive.little16(at: position + 8) & 1 == 1))
    return position + 46 + nameLength + extraLength + commentLength
  }

  /// The bytes of one member.
  ///
  /// - Throws: `tooLarge` where it has more than `limit`.
  public func content(
    of entry: Entry, in archive: RawSpan, limit: Int
  ) throws(ArchiveError) -> [UInt8] {
    guard entry.size <= limit else {
      throw ArchiveError(.tooLarge, "'\(Self.text(entry.name))' has \(entry.size) bytes")
    }
    let data = archive.extracting(try Self.place(of: entry, in: archive))
    switch entry.method {
    case .stored:
      guard entry.size == entry.compressedSize else {
        throw ArchiveError(.malformed, "'\(Self.text(entry.name))' has two sizes")
      }
      return data.bytes(0, data.byteCount)
    case .deflated: return try Inflate.raw(data, size: entry.size)
    case .other(let method):
      throw ArchiveError(
        .unsupported, "'\(Self.text(entry.name))' is compressed by method \(method)")
    }
  }

  /// Where the bytes of a member are, as they are stored.
  private static func place(
    of entry: Entry, in archive: RawSpan
  ) throws(ArchiveError) -> Range<Int> {
    guard !entry.isEncrypted else {
      throw ArchiveError(.unsupported, "'\(text(entry.name))' is encrypted")
    }
    guard archive.byteCount - entry.header >= 30, archive.little32(at: entry.header) == 0x0403_4b50
    else {
      throw ArchiveError(.malformed, "'\(text(entry.name))' has no local header")
    }
    let start =
      entry.header + 30 + Int(archive.little16(at: entry.header + 26))
      + Int(archive.little16(at: entry.header + 28))
    guard start <= archive.byteCount, entry.compressedSize <= archive.byteCount - start else {
      throw ArchiveError(.truncated, "'\(text(entry.name))' ends outside the archive")
    }
    return start..<(start + entry.compressedSize)
  }

  // MARK: The end

  /// The end record is the last thing in the file but for a comment of at most 65,535 bytes.
  private static func endRecord(in archive: RawSpan) -> Int? {
    let count = archive.byteCount
    guard count >= 22 else { return nil }
    var position = count - 22
    let first = max(0, count - 22 - 0xffff)
    while position >= first {
      if archive.little32(at: position) == 0x0605_4b50,
        Int(archive.little16(at: position + 20)) == count - position - 22
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// Zip64: a locator of 20 bytes before the end record says where the larger record is.
  private static func largeEndRecord(
    in archive: RawSpan, before end: Int
  ) -> (count: Int, size: Int, offset: Int, end: Int)? {
    guard end >= 76, archive.little32(at: end - 20) == 0x0706_4b50 else { return nil }
    // It ends where the locator begins, unless it has fields of its own, which nobody writes.
    let position = end - 20 - 56
    guard archive.little32(at: position) == 0x0606_4b50,
      let count = Int(exactly: archive.little64(at: position + 32)),
      let size = Int(exactly: archive.little64(at: position + 40)),
      let offset = Int(exactly: archive.little64(at: position + 48))
    else { return nil }
    return (count, size, offset, position)
  }

  private static func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }
}

/// Numbers with the lowest byte first. The callers have checked that they lie inside.
extension RawSpan {
  func little16(at offset: Int) -> UInt16 {
    unsafe UInt16(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  func little32(at offset: Int) -> UInt32 {
    unsafe UInt32(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  func little64(at offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  func bytes(_ offset: Int, _ count: Int) -> [UInt8] {
    unsafe extracting(offset..<(offset + count)).withUnsafeBytes { unsafe [UInt8]($0) }
  }
}

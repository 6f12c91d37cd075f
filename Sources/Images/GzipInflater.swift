internal import Archives
internal import CChecksum

/// Gzip (RFC 1952): any number of members one after the other, zeros behind the last.
struct GzipInflater: Inflater, ~Copyable {
  private var stream = InflateStream()
  private var state = State.between
  /// How many members were begun.
  private var members = 0
  /// Of the member's header, then of its content, as RFC 1952 says.
  private var checksum: UInt32 = 0
  private var size: UInt32 = 0
  private var flags: UInt8 = 0

  private enum State {
    /// Before a member: another one may begin.
    case between
    /// Within the ten bytes that every header has; how many of them are read.
    case header(Int)
    /// The fields that may follow; how many bytes of the field are read, and for the first one how many it has.
    case extra(Int, length: Int)
    case name
    case comment
    case headerChecksum(Int, UInt16)
    case content
    /// The checksum and the size of the content.
    case trailer(Int, UInt64)
    /// Behind all members, where only zeros may be.
    case padding
  }

  var isComplete: Bool {
    switch state {
    case .between: members > 0
    case .padding: true
    default: false
    }
  }

  mutating func inflate(
    _ input: RawSpan, _ take: (RawSpan) throws(PartError) -> Void
  ) throws(PartError) {
    var position = 0
    while true {
      if case .content = state {
        guard try decode(input, &position, take) else { return }
      } else {
        guard let byte = stream.nextByte(input, from: &position) else { return }
        try read(byte)
      }
    }
  }

  // MARK: - Content

  /// Returns false where the input is used up.
  private mutating func decode(
    _ input: RawSpan, _ position: inout Int, _ take: (RawSpan) throws(PartError) -> Void
  ) throws(PartError) -> Bool {
    let stop: InflateStream.Stop
    do throws(ArchiveError) {
      stop = try stream.decode(input, from: &position)
    } catch {
      throw Self.broken(error.detail)
    }
    if stop == .needsInput { return false }
    try giveOut(take)
    if stop == .end { state = .trailer(0, 0) }
    return true
  }

  private mutating func giveOut(_ take: (RawSpan) throws(PartError) -> Void) throws(PartError) {
    var (checksum, size) = (self.checksum, self.size)
    try stream.takeOutput { (output) throws(PartError) in
      checksum = Self.update(checksum, output)
      size &+= UInt32(truncatingIfNeeded: output.byteCount)
      try take(output)
    }
    (self.checksum, self.size) = (checksum, size)
  }

  private static func update(_ checksum: UInt32, _ bytes: RawSpan) -> UInt32 {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe pith_crc32(
        checksum, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
  }

  // MARK: - Headers and trailers

  /// The bits of `flags`; the three highest mean nothing yet.
  private enum Flag {
    static let headerChecksum: UInt8 = 2
    static let extra: UInt8 = 4
    static let name: UInt8 = 8
    static let comment: UInt8 = 16
    static let unknown: UInt8 = 0xe0
  }

  private mutating func read(_ byte: UInt8) throws(PartError) {
    switch state {
    case .between:
      if byte == 0, members > 0 {
        state = .padding
        return
      }
      members += 1
      checksum = 0
      try readHeader(byte, at: 0)
    case .header(let count): try readHeader(byte, at: count)
    case .extra(let count, let length): readExtra(byte, count, length)
    case .name:
      note(byte)
      if byte == 0 { readNext(after: Flag.name) }
    case .comment:
      note(byte)
      if byte == 0 { readNext(after: Flag.comment) }
    case .headerChecksum(let count, let value):
      let value = value | UInt16(byte) << UInt16(8 * count)
      guard count == 1 else {
        state = .headerChecksum(1, value)
        return
      }
      guard value == UInt16(truncatingIfNeeded: checksum) else {
        throw Self.broken("its header's checksum is wrong")
      }
      beginContent()
    case .content: break
    case .trailer(let count, let value): try readTrailer(byte, count, value)
    case .padding:
      guard byte == 0 else {
        throw Self.follower
      }
    }
  }

  private mutating func readHeader(_ byte: UInt8, at index: Int) throws(PartError) {
    note(byte)
    switch index {
    case 0 where byte != 0x1f, 1 where byte != 0x8b:
      throw members == 1 ? Self.broken("its header is none") : Self.follower
    case 2 where byte != 8: throw Self.broken("its method is unknown")
    case 3:
      guard byte & Flag.unknown == 0 else { throw Self.broken("its flags are unknown") }
      flags = byte
    default: break
    }
    if index == 9 { readNext(after: 0) } else { state = .header(index + 1) }
  }

  /// A length of two bytes, and as many bytes.
  private mutating func readExtra(_ byte: UInt8, _ count: Int, _ length: Int) {
    note(byte)
    let length = count < 2 ? length | Int(byte) << (8 * count) : length
    if count >= 1, count + 1 == length + 2 {
      readNext(after: Flag.extra)
    } else {
      state = .extra(count + 1, length: length)
    }
  }

  /// Begins the next field that is there; fields stand in the order of `extra`, name, comment, checksum.
  private mutating func readNext(after field: UInt8) {
    if field < Flag.extra, flags & Flag.extra != 0 {
      state = .extra(0, length: 0)
    } else if field < Flag.name, flags & Flag.name != 0 {
      state = .name
    } else if field < Flag.comment, flags & Flag.comment != 0 {
      state = .comment
    } else if flags & Flag.headerChecksum != 0 {
      state = .headerChecksum(0, 0)
    } else {
      beginContent()
    }
  }

  private mutating func beginContent() {
    stream.restart()
    checksum = 0
    size = 0
    state = .content
  }

  private mutating func readTrailer(
    _ byte: UInt8, _ count: Int, _ value: UInt64
  ) throws(PartError) {
    let value = value | UInt64(byte) << UInt64(8 * count)
    guard count == 7 else {
      state = .trailer(count + 1, value)
      return
    }
    guard UInt32(truncatingIfNeeded: value) == checksum else {
      throw Self.broken("its checksum is wrong")
    }
    guard UInt32(truncatingIfNeeded: value >> 32) == size else {
      throw Self.broken("its size is wrong")
    }
    state = .between
  }

  /// Adds a byte of the header to its checksum.
  private mutating func note(_ byte: UInt8) {
    checksum = unsafe withUnsafePointer(to: byte) { unsafe pith_crc32(checksum, $0, 1) }
  }

  private static var follower: PartError {
    PartError(.malformed, "something that is not gzip follows its last member")
  }

  private static func broken(_ detail: String) -> PartError {
    PartError(.malformed, "its gzip stream is broken: \(detail)")
  }
}

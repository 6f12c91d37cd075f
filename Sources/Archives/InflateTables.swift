/// A canonical Huffman code of RFC 1951, section 3.2.2, as a table to decode it by the next bits of the stream.
///
/// The low bits of the stream choose an entry; codes that are longer than the table's index lead to a second table behind it. Which sets of
/// lengths are a code is settled as zlib settles it: never too many codes, and too few only for one code of one bit, or none at all.
@safe
struct InflateTable: ~Copyable {
  /// One entry. The lowest six bits say how many bits of the stream it takes, its extra bits with it.
  ///
  ///     literal      1 at bit 31, the byte from bit 16
  ///     match        the base of length or distance from bit 16, the code's own bits from bit 8
  ///     `exception`  at bit 15: the end of the block, a second table (its place from bit 16, its index's bits from bit 8), or no code
  typealias Entry = UInt32

  static let literal: Entry = 1 << 31
  static let exception: Entry = 1 << 15
  static let link: Entry = 1 << 14
  static let endOfBlock: Entry = 1 << 13
  private static let noCode: Entry = exception

  static let longest = 15
  /// Of the code in which code lengths are written.
  static let longestOfLengths = 7

  /// What the symbols of a code mean: entries without the code's own length.
  let entries: UnsafeMutablePointer<Entry>
  /// How many bits choose an entry of the first table.
  let indexBits: Int
  private let capacity: Int

  /// - Parameters:
  ///   - memory: outlives the table.
  ///   - capacity: enough for the first table and all second ones.
  init(_ memory: UnsafeMutablePointer<Entry>, capacity: Int, indexBits: Int) {
    self.indexBits = indexBits
    self.capacity = capacity
    unsafe entries = memory
    unsafe entries.initialize(repeating: Self.noCode, count: capacity)
  }

  /// Makes the table for these lengths, one per symbol, 0 for a symbol without a code.
  ///
  /// - Parameter meanings: one per symbol, as an entry whose bits to take are the extra bits alone.
  func build(
    _ lengths: Span<UInt8>, meanings: [Entry], mayBeIncomplete: Bool = true
  ) throws(ArchiveError) {
    var counts: InlineArray<16, Int> = .init(repeating: 0)
    for symbol in lengths.indices { counts[Int(lengths[symbol])] += 1 }
    counts[0] = 0
    try Self.check(counts, mayBeIncomplete: mayBeIncomplete)
    // The first code of each length (section 3.2.2), and where its symbols stand in their order.
    var code: InlineArray<17, Int> = .init(repeating: 0)
    var place: InlineArray<17, Int> = .init(repeating: 0)
    for length in 1...Self.longest {
      code[length + 1] = (code[length] + counts[length]) << 1
      place[length + 1] = place[length] + counts[length]
    }
    var ordered: InlineArray<288, UInt16> = .init(repeating: 0)
    for symbol in lengths.indices where lengths[symbol] > 0 {
      let length = Int(lengths[symbol])
      ordered[place[length]] = UInt16(truncatingIfNeeded: symbol)
      place[length] += 1
    }
    var position = 0
    // The first table grows with the length of the codes: what has one bit less stands in both halves.
    unsafe entries[0] = Self.noCode
    for length in 1...indexBits {
      let half = 1 << (length - 1)
      unsafe (entries + half).update(from: entries, count: half)
      for _ in 0..<counts[length] {
        let symbol = Int(ordered[position])
        position += 1
        unsafe entries[Self.reversed(code[length], length)] =
          meanings[symbol] + (Entry(length) << 8 | Entry(length))
        code[length] += 1
      }
    }
    var end = 1 << indexBits
    // The second table being filled: for which low bits, where, and of how many bits.
    var second = (prefix: -1, start: 0, bits: 0)
    for length in (indexBits + 1)..<(Self.longest + 1) {
      while counts[length] > 0 {
        let symbol = Int(ordered[position])
        position += 1
        let word = Self.reversed(code[length], length)
        code[length] += 1
        let prefix = word & (1 << indexBits - 1)
        if prefix != second.prefix {
          let bits = Self.secondBits(counts, length, indexBits)
          second = (prefix, end, bits)
          end += 1 << bits
          guard end <= capacity else { throw Self.broken }
          unsafe entries[prefix] =
            Self.exception | Self.link | Entry(second.start) << 16 | Entry(bits) << 8
            | Entry(indexBits)
        }
        counts[length] -= 1
        // The first table's bits are taken already when the second is looked at.
        let rest = length - indexBits
        let entry = meanings[symbol] + (Entry(rest) << 8 | Entry(rest))
        for index in stride(from: word >> indexBits, to: 1 << second.bits, by: 1 << rest) {
          unsafe entries[second.start + index] = entry
        }
      }
    }
  }

  private static func check(
    _ counts: InlineArray<16, Int>, mayBeIncomplete: Bool
  ) throws(ArchiveError) {
    var left = 1
    var longestUsed = 0
    for length in 1...longest {
      left = left << 1 - counts[length]
      guard left >= 0 else { throw broken }
      if counts[length] > 0 { longestUsed = length }
    }
    if left > 0, longestUsed > 1 || !mayBeIncomplete { throw broken }
  }

  /// How many bits the second table needs that begins with a code of this length: until the codes left of its prefix fill it.
  private static func secondBits(
    _ left: InlineArray<16, Int>, _ length: Int, _ indexBits: Int
  ) -> Int {
    var bits = length - indexBits
    var used = left[length]
    while used < 1 << bits, bits + indexBits < longest {
      bits += 1
      used = used << 1 + left[bits + indexBits]
    }
    return bits
  }

  /// Codes stand in the stream with their first bit lowest.
  private static func reversed(_ code: Int, _ length: Int) -> Int {
    Int(UInt16(truncatingIfNeeded: code).bitReversed >> UInt16(16 - length))
  }

  private static var broken: ArchiveError {
    ArchiveError(.malformed, "a Huffman code has more or fewer words than its lengths allow")
  }
}

extension UInt16 {
  fileprivate var bitReversed: UInt16 {
    var value = self
    value = (value & 0x5555) << 1 | (value >> 1) & 0x5555
    value = (value & 0x3333) << 2 | (value >> 2) & 0x3333
    value = (value & 0x0f0f) << 4 | (value >> 4) & 0x0f0f
    return value.byteSwapped
  }
}

/// What symbols mean (RFC 1951, sections 3.2.5 and 3.2.7).
enum InflateMeanings {
  typealias Entry = InflateTable.Entry

  /// Literals, the end of a block, lengths.
  static let literals: [Entry] =
    (0..<256).map { InflateTable.literal | Entry($0) << 16 }
    + [InflateTable.exception | InflateTable.endOfBlock]
    + zip(lengths, lengthBits).map { $0 << 16 | $1 }
    // 286 and 287 have codes in fixed blocks and no meaning.
    + [InflateTable.exception, InflateTable.exception]

  static let distances: [Entry] =
    zip(distanceBases, distanceBits).map { $0 << 16 | $1 }
    + [InflateTable.exception, InflateTable.exception]

  /// Lengths of codes, which have no meaning but their number.
  static let codeLengths: [Entry] = (0..<19).map { Entry($0) << 16 }

  private static let lengths: [Entry] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits: [Entry] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases: [Entry] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits: [Entry] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}

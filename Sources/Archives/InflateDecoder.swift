internal import CInflate

/// Decodes a DEFLATE stream (RFC 1951) from pieces of input into pieces of output, where each begins with what came before.
///
/// Whatever stops it, no symbol is half used: it goes on with more input, or with more room, where it was. Up to eight bytes of the input
/// are in its hands, which `takeByte` gives to whoever reads on behind the stream.
@safe
struct InflateDecoder: ~Copyable {
  /// Bits that were read and not used, the next one lowest, and how many. Those above are zeros.
  var bits: UInt64 = 0
  var bitCount = 0
  var state = State.blockHeader
  private var isLast = false
  /// The code lengths of a block, as far as they are read.
  private var lengths: InlineArray<320, UInt8> = .init(repeating: 0)
  private var lengthCount = 0
  private var literalCount = 0
  private var distanceCount = 0
  private var codeLengthCount = 0
  /// The entries of the tables, which stand as the inner loop wants them.
  private let memory: UnsafeMutablePointer<InflateTable.Entry>
  let literals: InflateTable
  let distances: InflateTable
  private let codeLengths: InflateTable

  init() {
    let literalCount = Int(PITH_INFLATE_LITERALS)
    let distanceCount = Int(PITH_INFLATE_DISTANCES)
    let lengthCount = 1 << InflateTable.longestOfLengths
    unsafe memory = .allocate(capacity: literalCount + distanceCount + lengthCount)
    unsafe literals = InflateTable(
      memory, capacity: literalCount, indexBits: Int(PITH_INFLATE_LITERAL_BITS))
    unsafe distances = InflateTable(
      memory + literalCount, capacity: distanceCount, indexBits: Int(PITH_INFLATE_DISTANCE_BITS))
    unsafe codeLengths = InflateTable(
      memory + literalCount + distanceCount, capacity: lengthCount,
      indexBits: InflateTable.longestOfLengths)
  }

  deinit { unsafe memory.deallocate() }

  enum State {
    case blockHeader
    case storedLength
    /// How many bytes are left.
    case stored(Int)
    case counts
    case codeLengths
    case lengths
    case symbols
    case end
  }

  /// Why it stopped.
  enum Stop {
    case needsInput
    case needsRoom
    case end
  }

  /// Input and output of one call: both grow from their positions on.
  @safe
  struct Places {
    let input: UnsafeRawBufferPointer
    var position = 0
    /// What comes out, behind what came before.
    let output: UnsafeMutableRawBufferPointer
    /// Matches reach back no further than this.
    let start: Int
    var written: Int

    init(
      input: UnsafeRawBufferPointer, output: UnsafeMutableRawBufferPointer, start: Int = 0,
      written: Int = 0
    ) {
      unsafe self.input = input
      unsafe self.output = output
      self.start = start
      self.written = written
    }
  }

  /// Begins another stream with the bytes that are in hand.
  mutating func restart() { state = .blockHeader }

  mutating func run(_ places: inout Places) throws(ArchiveError) -> Stop {
    while true {
      switch state {
      case .blockHeader:
        guard has(3, places: &places) else { return .needsInput }
        isLast = take(1) == 1
        try beginBlock(ofType: take(2))
      case .storedLength:
        let skipped = bitCount & 7
        guard has(skipped + 32, places: &places) else { return .needsInput }
        _ = take(skipped)
        let length = take(16)
        guard length == ~take(16) & 0xffff else {
          throw ArchiveError(.malformed, "a stored block contradicts its own length")
        }
        state = .stored(length)
      case .stored(let length):
        let left = copyStored(length, &places)
        state = .stored(left)
        if left > 0 {
          return unsafe places.written == places.output.count ? .needsRoom : .needsInput
        }
        endBlock()
      case .counts:
        guard has(14, places: &places) else { return .needsInput }
        literalCount = take(5) + 257
        distanceCount = take(5) + 1
        codeLengthCount = take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else {
          throw ArchiveError(.malformed, "a block has more symbols than there are")
        }
        lengths = .init(repeating: 0)
        lengthCount = 0
        state = .codeLengths
      case .codeLengths: guard try readCodeLengths(&places) else { return .needsInput }
      case .lengths: guard try readLengths(&places) else { return .needsInput }
      case .symbols:
        if try !runFast(&places), let stop = try runCarefully(&places) { return stop }
        endBlock()
      case .end: return .end
      }
    }
  }

  /// The next byte behind the stream, or in it where it was never begun; nil where there is none.
  mutating func takeByte(_ places: inout Places) -> UInt8? {
    _ = take(bitCount & 7)
    guard has(8, places: &places) else { return nil }
    return UInt8(truncatingIfNeeded: take(8))
  }

  private mutating func endBlock() { state = isLast ? .end : .blockHeader }

  private mutating func beginBlock(ofType type: Int) throws(ArchiveError) {
    switch type {
    case 0: state = .storedLength
    case 1:
      for symbol in 0..<288 {
        lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
      }
      try literals.build(lengths.span.extracting(0..<288), meanings: InflateMeanings.literals)
      for symbol in 0..<32 { lengths[symbol] = 5 }
      try distances.build(lengths.span.extracting(0..<32), meanings: InflateMeanings.distances)
      state = .symbols
    case 2: state = .counts
    default: throw ArchiveError(.malformed, "a compressed stream has a block of type 3")
    }
  }

  // MARK: - Bits

  /// Whether so many bits are there, at most 56, after reading on where they are not.
  @inline(__always)
  private mutating func has(_ count: Int, places: inout Places) -> Bool {
    while bitCount < count, unsafe places.position < places.input.count {
      bits |= unsafe UInt64(places.input[places.position]) &<< UInt64(bitCount)
      places.position += 1
      bitCount += 8
    }
    return bitCount >= count
  }

  /// Takes bits that are there.
  @inline(__always)
  private mutating func take(_ count: Int) -> Int {
    let value = Int(bits & (1 &<< UInt64(count) - 1))
    bits &>>= UInt64(count)
    bitCount &-= count
    return value
  }

  // MARK: - Stored blocks

  /// Returns how many bytes are left.
  private mutating func copyStored(_ length: Int, _ places: inout Places) -> Int {
    var left = length
    while left > 0, bitCount > 0, unsafe places.written < places.output.count {
      unsafe places.output[places.written] = UInt8(truncatingIfNeeded: take(8))
      places.written += 1
      left -= 1
    }
    guard bitCount == 0 else { return left }
    let count = unsafe min(
      left, places.input.count - places.position, places.output.count - places.written)
    guard count > 0 else { return left }
    unsafe UnsafeMutableRawBufferPointer(rebasing: places.output[places.written...]).copyMemory(
      from: UnsafeRawBufferPointer(
        rebasing: places.input[places.position..<(places.position + count)]))
    places.position += count
    places.written += count
    return left - count
  }

  // MARK: - Codes

  private static let order: [Int] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// Returns false where input is missing.
  private mutating func readCodeLengths(_ places: inout Places) throws(ArchiveError) -> Bool {
    while lengthCount < codeLengthCount {
      guard has(3, places: &places) else { return false }
      lengths[Self.order[lengthCount]] = UInt8(truncatingIfNeeded: take(3))
      lengthCount += 1
    }
    try codeLengths.build(
      lengths.span.extracting(0..<19), meanings: InflateMeanings.codeLengths,
      mayBeIncomplete: false)
    lengthCount = 0
    state = .lengths
    return true
  }

  private mutating func readLengths(_ places: inout Places) throws(ArchiveError) -> Bool {
    let all = literalCount + distanceCount
    while lengthCount < all {
      // As many as there may be; the last of a stream may have fewer behind them.
      _ = has(14, places: &places)
      let entry = unsafe codeLengths.entries[Int(bits & 127)]
      if entry & InflateTable.exception != 0 {
        guard bitCount >= 7 else { return false }
        throw Self.noCode
      }
      let own = Int(entry & 63)
      let symbol = Int(entry >> 16)
      let extra = symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7
      guard bitCount >= own + extra else { return false }
      _ = take(own)
      if symbol < 16 {
        lengths[lengthCount] = UInt8(truncatingIfNeeded: symbol)
        lengthCount += 1
        continue
      }
      let times = take(extra) + (symbol == 18 ? 11 : 3)
      if symbol == 16, lengthCount == 0 {
        throw ArchiveError(.malformed, "a block repeats a length before there is one")
      }
      guard lengthCount + times <= all else {
        throw ArchiveError(.malformed, "a block has more lengths than symbols")
      }
      let value = symbol == 16 ? lengths[lengthCount - 1] : 0
      for _ in 0..<times {
        lengths[lengthCount] = value
        lengthCount += 1
      }
    }
    guard lengths[256] > 0 else {
      throw ArchiveError(.malformed, "a block has no code for its end")
    }
    try literals.build(
      lengths.span.extracting(0..<literalCount), meanings: InflateMeanings.literals)
    try distances.build(
      lengths.span.extracting(literalCount..<all), meanings: InflateMeanings.distances)
    state = .symbols
    return true
  }

  static var noCode: ArchiveError {
    ArchiveError(.malformed, "a compressed stream has bits that are no code")
  }

  // MARK: - Symbols

  /// Decodes near the ends of input and output, where every step is checked. nil at the end of the block.
  private mutating func runCarefully(_ places: inout Places) throws(ArchiveError) -> Stop? {
    while true {
      // The most that a length and a distance take.
      _ = has(48, places: &places)
      let before = (bits, bitCount)
      guard let entry = try decode(.literals) else { return .needsInput }
      if entry & InflateTable.literal != 0 {
        guard unsafe places.written < places.output.count else {
          (bits, bitCount) = before
          return .needsRoom
        }
        unsafe places.output[places.written] = UInt8(truncatingIfNeeded: entry >> 16)
        places.written += 1
        continue
      }
      if entry & InflateTable.exception != 0 { return nil }
      guard let length = takeValue(entry), let entry = try decode(.distances),
        let distance = takeValue(entry)
      else {
        (bits, bitCount) = before
        return .needsInput
      }
      guard distance <= places.written - places.start else { throw Self.tooFar }
      guard unsafe length <= places.output.count - places.written else {
        (bits, bitCount) = before
        return .needsRoom
      }
      // One by one: the ranges may overlap, and then the copy repeats itself.
      for index in places.written..<(places.written + length) {
        unsafe places.output[index] = places.output[index - distance]
      }
      places.written += length
    }
  }

  static var tooFar: ArchiveError {
    ArchiveError(.malformed, "a compressed stream refers to what is before its beginning")
  }

  private enum Code { case literals, distances }

  /// The next symbol's entry: of a literal or the end, whose bits are taken, or of a value, whose bits are not. nil, and nothing
  /// taken, where bits are missing.
  private mutating func decode(_ code: Code) throws(ArchiveError) -> InflateTable.Entry? {
    let before = (bits, bitCount)
    let entries = unsafe code == .literals ? literals.entries : distances.entries
    let indexBits = code == .literals ? literals.indexBits : distances.indexBits
    var entry = unsafe entries[Int(bits & (1 &<< UInt64(indexBits) - 1))]
    if entry & InflateTable.link != 0 {
      guard bitCount > indexBits else { return nil }
      _ = take(indexBits)
      let index = Int(bits & (1 &<< UInt64(entry >> 8 & 15) - 1))
      entry = unsafe entries[Int(entry >> 16) + index]
    }
    let isEnd = entry & InflateTable.endOfBlock != 0
    if entry & InflateTable.exception != 0, !isEnd {
      // With zeros in place of missing bits an entry says nothing.
      if bitCount < InflateTable.longest {
        (bits, bitCount) = before
        return nil
      }
      throw Self.noCode
    }
    guard bitCount >= Int(entry & 63) else {
      (bits, bitCount) = before
      return nil
    }
    if isEnd || entry & InflateTable.literal != 0 { _ = take(Int(entry & 63)) }
    return entry
  }

  /// A length or a distance with its extra bits; nil where they are missing.
  private mutating func takeValue(_ entry: InflateTable.Entry) -> Int? {
    guard bitCount >= Int(entry & 63) else { return nil }
    let own = Int(entry >> 8 & 15)
    _ = take(own)
    return Int(entry >> 16) + take(Int(entry & 63) - own)
  }
}

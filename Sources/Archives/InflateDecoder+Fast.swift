extension InflateDecoder {
  /// What one round may read and write beyond what it uses: three times eight bytes, and a match of 258 with two literals before it, rounded
  /// up to the words that are copied.
  private static let inputMargin = 32
  private static let outputMargin = 320

  /// Decodes while neither end is near, so that nothing needs to be checked but how far back a match reaches. What is left is for the
  /// careful way.
  ///
  /// - Returns: whether the block has ended.
  mutating func runFast(_ places: inout Places) throws(ArchiveError) -> Bool {
    guard unsafe places.input.count - places.position >= Self.inputMargin,
      unsafe places.output.count - places.written >= Self.outputMargin,
      let input = unsafe places.input.baseAddress, let output = unsafe places.output.baseAddress
    else { return false }
    let literals = unsafe self.literals.entries
    let distances = unsafe self.distances.entries
    let literalMask = UInt64(1 << self.literals.indexBits - 1)
    let distanceMask = UInt64(1 << self.distances.indexBits - 1)
    let literalBits = UInt64(self.literals.indexBits)
    let distanceBits = UInt64(self.distances.indexBits)
    var next = unsafe input + places.position
    let inputLimit = unsafe input + (places.input.count - Self.inputMargin)
    var out = unsafe output + places.written
    let outputStart = unsafe output + places.start
    let outputLimit = unsafe output + (places.output.count - Self.outputMargin)
    var bits = self.bits
    var count = UInt64(self.bitCount)
    var isEnd = false

    // At least 56 bits are there at the beginning of each round, and the next symbol's entry.
    bits |= unsafe UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< count
    unsafe next += Int(7 &- (count &>> 3) & 7)
    count |= 56
    var entry = unsafe literals[Int(bits & literalMask)]
    while true {
      // Up to two literals of at most eleven bits: then 34 are left, and a third symbol takes 20.
      if entry & InflateTable.literal != 0 {
        bits &>>= UInt64(entry & 63)
        count &-= UInt64(entry & 63)
        unsafe out.storeBytes(of: UInt8(truncatingIfNeeded: entry &>> 16), as: UInt8.self)
        unsafe out += 1
        entry = unsafe literals[Int(bits & literalMask)]
        if entry & InflateTable.literal != 0 {
          bits &>>= UInt64(entry & 63)
          count &-= UInt64(entry & 63)
          unsafe out.storeBytes(of: UInt8(truncatingIfNeeded: entry &>> 16), as: UInt8.self)
          unsafe out += 1
          entry = unsafe literals[Int(bits & literalMask)]
        }
      }
      if entry & InflateTable.link != 0 {
        bits &>>= literalBits
        count &-= literalBits
        entry = unsafe literals[
          Int(entry &>> 16) &+ Int(bits & (1 &<< UInt64(entry &>> 8 & 15) &- 1))]
      }
      var taken = UInt64(entry & 63)
      let symbolBits = bits
      bits &>>= taken
      count &-= taken
      if entry & InflateTable.literal != 0 {
        unsafe out.storeBytes(of: UInt8(truncatingIfNeeded: entry &>> 16), as: UInt8.self)
        unsafe out += 1
        guard unsafe next <= inputLimit, unsafe out <= outputLimit else { break }
        bits |= unsafe UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< count
        unsafe next += Int(7 &- (count &>> 3) & 7)
        count |= 56
        entry = unsafe literals[Int(bits & literalMask)]
        continue
      }
      if entry & InflateTable.exception != 0 {
        guard entry & InflateTable.endOfBlock != 0 else { throw Self.noCode }
        isEnd = true
        break
      }
      let length =
        Int(entry &>> 16) &+ Int((symbolBits & (1 &<< taken &- 1)) &>> UInt64(entry &>> 8 & 15))

      bits |= unsafe UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< count
      unsafe next += Int(7 &- (count &>> 3) & 7)
      count |= 56
      entry = unsafe distances[Int(bits & distanceMask)]
      if entry & InflateTable.exception != 0 {
        guard entry & InflateTable.link != 0 else { throw Self.noCode }
        bits &>>= distanceBits
        count &-= distanceBits
        entry = unsafe distances[
          Int(entry &>> 16) &+ Int(bits & (1 &<< UInt64(entry &>> 8 & 15) &- 1))]
        guard entry & InflateTable.exception == 0 else { throw Self.noCode }
      }
      taken = UInt64(entry & 63)
      let distance =
        Int(entry &>> 16) &+ Int((bits & (1 &<< taken &- 1)) &>> UInt64(entry &>> 8 & 15))
      bits &>>= taken
      count &-= taken
      guard unsafe distance <= out - outputStart else { throw Self.tooFar }
      let target = unsafe out
      unsafe out += length
      let isNearEnd = unsafe next > inputLimit || out > outputLimit
      if !isNearEnd {
        // Looked up before the copy, which it does not wait for.
        bits |= unsafe UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< count
        unsafe next += Int(7 &- (count &>> 3) & 7)
        count |= 56
        entry = unsafe literals[Int(bits & literalMask)]
      }
      unsafe Self.copy(from: target - distance, to: target, length, distance: distance)
      if isNearEnd { break }
    }

    // Whole bytes that were not used go back, so that none of them is read twice; those that an earlier piece of input brought stay.
    let left = Int(count)
    let position = unsafe next - input
    let returned = min(left / 8, position - places.position)
    places.position = position - returned
    bitCount = left - 8 * returned
    self.bits = bitCount == 0 ? 0 : bits & (UInt64.max &>> UInt64(64 - bitCount))
    places.written = unsafe out - output
    return isEnd
  }

  /// Copies at least `length` bytes, in words of eight; what is behind them is free to write on.
  @inline(__always)
  private static func copy(
    from source: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer, _ length: Int,
    distance: Int
  ) {
    let end = unsafe target + length
    var from = unsafe source
    var to = unsafe target
    if distance >= 8 {
      // Most matches are short.
      for _ in 0..<3 {
        unsafe to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
        unsafe from += 8
        unsafe to += 8
      }
      while unsafe to < end {
        unsafe to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
        unsafe from += 8
        unsafe to += 8
      }
    } else if distance == 1 {
      let word = unsafe UInt64(from.load(as: UInt8.self)) &* 0x0101_0101_0101_0101
      while unsafe to < end {
        unsafe to.storeBytes(of: word, as: UInt64.self)
        unsafe to += 8
      }
    } else {
      // Each word overlaps the one before, which ends `distance` further on.
      while unsafe to < end {
        unsafe to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
        unsafe from += distance
        unsafe to += distance
      }
    }
  }
}

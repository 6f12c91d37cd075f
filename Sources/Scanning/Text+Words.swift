internal import CScan

extension Text {
  /// The end of the word that begins at `start` and ends with its string, if it may be one that `test` knows.
  @inline(__always)
  func endOfWord(at start: Int, _ test: WordTest) -> Int? {
    guard unsafe mayBegin(at: start, test) else { return nil }
    var position = start
    var hash = WordHash()
    while true {
      let chunk = unsafe eightBytes(at: position)
      // The lowest bit that is left belongs to the first NUL.
      let zeros = (chunk &- 0x0101_0101_0101_0101) & ~chunk & 0x8080_8080_8080_8080
      if zeros == 0 {
        hash.add(chunk)
        position &+= 8
        if unsafe position &- start > test.longest { return nil }
        continue
      }
      let length = zeros.trailingZeroBitCount &>> 3
      hash.add(chunk & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1))
      let end = position &+ length
      guard end &- start >= WordFilter.lengths.lowerBound, unsafe test.mayHave(hash) else {
        return nil
      }
      return end
    }
  }

  /// Whether `range` may be a word that `test` knows.
  func isWord(_ range: Range<Int>, _ test: WordTest) -> Bool {
    guard WordFilter.lengths.contains(range.count) else { return false }
    var hash = WordHash()
    var position = range.lowerBound
    while range.upperBound - position >= 8 {
      unsafe hash.add(eightBytes(at: position))
      position += 8
    }
    let rest = UInt64(range.upperBound - position) * 8
    unsafe hash.add(eightBytes(at: position) & ((1 << rest) - 1))
    return unsafe test.mayHave(hash)
  }

  /// Whether a word that `test` knows may begin here: a quick test that most strings fail.
  @inline(__always)
  func mayBegin(at start: Int, _ test: WordTest) -> Bool {
    unsafe test.mayHave(prefix: pith_prefix(fourBytes(at: start)))
  }

  /// Four bytes, the first one lowest.
  @inline(__always)
  private func fourBytes(at position: Int) -> UInt32 {
    if position >= 0, unsafe position <= count &- 4 {
      return unsafe UInt32(
        littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }
    return (0..<4).reduce(0) { unsafe $0 | UInt32(self[position + $1]) << UInt32($1 * 8) }
  }

  /// The bytes at `position` and behind it, the first one lowest.
  @inline(__always)
  private func eightBytes(at position: Int) -> UInt64 {
    if position >= 0, unsafe position <= count &- 8 {
      return unsafe UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
    var result: UInt64 = 0
    for index in 0..<8 { unsafe result |= UInt64(self[position + index]) << UInt64(index * 8) }
    return result
  }
}

internal import CScan

extension Text {
  /// The end of the word that begins at `start` and ends with its string, if it may be one that `test` knows.
  @inline(__always)
  func endOfWord(at start: Int, _ test: WordTest) -> Int? {
    var chunk = unsafe eightBytes(at: start)
    guard unsafe test.mayBegin(with: chunk) else { return nil }
    var position = start
    var hash = WordHash()
    while true {
      // The lowest bit that is left belongs to the first NUL.
      let zeros = (chunk &- 0x0101_0101_0101_0101) & ~chunk & 0x8080_8080_8080_8080
      if zeros == 0 {
        hash.add(chunk)
        position &+= 8
        if unsafe position &- start > test.longest { return nil }
        chunk = unsafe eightBytes(at: position)
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

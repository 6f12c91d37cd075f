internal import CScan

/// A text by stretches of blocks, in which `CScan` finds where something may be named, since nearly all bytes are no such place.
///
/// Before the first one is a NUL, and behind the last one are only such. Valid only while the text is and what `withStretches` allocated.
@unsafe struct Stretches {
  private let text: Text
  /// For the blocks around which the text has not as many bytes as `CScan` reads.
  private let edge: UnsafeMutablePointer<UInt8>
  /// Room for the positions that are found in a stretch: of marks, and of words.
  private let marks: UnsafeMutablePointer<UInt16>
  private let words: UnsafeMutablePointer<UInt16>
  private var next = 0

  /// What was found: positions from where the stretch begins, in order.
  @unsafe struct Found {
    let position: Int
    let marks: UnsafeBufferPointer<UInt16>
    let words: UnsafeBufferPointer<UInt16>
  }

  fileprivate init(
    _ text: Text, edge: UnsafeMutablePointer<UInt8>, places: UnsafeMutablePointer<UInt16>
  ) {
    unsafe self.text = unsafe text
    unsafe self.edge = unsafe edge
    unsafe marks = unsafe places
    unsafe words = unsafe places + PITH_POSITIONS
  }

  /// Slashes and dots of the next stretch.
  @inline(__always)
  mutating func signs() -> Found? {
    guard let (position, start, blocks) = unsafe stretch() else { return nil }
    let count = unsafe pith_find_signs(start, blocks, marks)
    return unsafe Found(
      position: position, marks: UnsafeBufferPointer(start: marks, count: count),
      words: UnsafeBufferPointer(start: words, count: 0))
  }

  /// Slashes, dots, spaces before a sign or a digit and pairs of colons of the next stretch, and where a string begins as a word does that `test` knows,
  /// or with a hyphen.
  @inline(__always)
  mutating func marks(_ test: WordTest) -> Found? {
    guard let (position, start, blocks) = unsafe stretch() else { return nil }
    let counts = unsafe pith_find_marks(start, blocks, test.heads, marks, words)
    return unsafe Found(
      position: position, marks: UnsafeBufferPointer(start: marks, count: counts.marks),
      words: UnsafeBufferPointer(start: words, count: counts.words))
  }

  @inline(__always)
  private mutating func stretch() -> (position: Int, start: UnsafePointer<UInt8>, blocks: Int)? {
    let position = unsafe next
    let whole = unsafe (text.count &- position &- PITH_BYTES_BEHIND) / PITH_BLOCK
    if position >= PITH_BYTES_BEFORE, whole > 0 {
      let blocks = min(whole, PITH_BLOCKS)
      unsafe next &+= blocks &* PITH_BLOCK
      return unsafe ((position, (text.base + position).assumingMemoryBound(to: UInt8.self), blocks))
    }
    guard unsafe position < text.count else { return nil }
    for index in unsafe 0..<Self.room {
      unsafe edge[index] = text[position - PITH_BYTES_BEFORE + index]
    }
    unsafe next &+= PITH_BLOCK
    return unsafe ((position, UnsafePointer(edge) + PITH_BYTES_BEFORE, 1))
  }

  fileprivate static var room: Int { PITH_BYTES_BEFORE + PITH_BLOCK + PITH_BYTES_BEHIND }
}

extension Text {
  /// Calls `body` with its stretches.
  @inline(__always)
  func withStretches(_ body: (inout Stretches) -> Void) {
    unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 2 * PITH_POSITIONS) { places in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Stretches.room) { edge in
        guard let places = places.baseAddress, let edge = edge.baseAddress else { return }
        var stretches = unsafe Stretches(self, edge: edge, places: places)
        unsafe body(&stretches)
      }
    }
  }
}

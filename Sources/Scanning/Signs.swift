internal import CScan

/// Where something may be named: found by blocks, since nearly all bytes are no such place.
extension Text {
  /// Calls `body` with every slash and every dot, in order.
  @inline(__always)
  func forEachSign(_ body: (_ position: Int, _ byte: UInt8) -> Void) {
    unsafe forEachStretch { stretch, found in
      unsafe pith_find_signs(stretch.text, stretch.blocks, found)
      for index in unsafe 0..<stretch.blocks {
        unsafe Self.forEach(found[index], at: stretch.position &+ index &* Self.block) {
          unsafe body($0, self[$0])
        }
      }
    }
  }

  /// Calls `body` with every slash and every dot, every space before a sign or a digit and every pair of colons, and `beginning` where a string
  /// begins with two printable bytes.
  @inline(__always)
  func forEachSignOrWord(
    _ body: (_ position: Int, _ byte: UInt8) -> Void, beginning: (_ position: Int) -> Void
  ) {
    unsafe forEachStretch { stretch, marks in
      let beginnings = unsafe marks + Self.mostBlocks
      unsafe pith_find_marks(stretch.text, stretch.blocks, marks, beginnings)
      for index in unsafe 0..<stretch.blocks {
        let position = unsafe stretch.position &+ index &* Self.block
        unsafe Self.forEach(beginnings[index], at: position, beginning)
        unsafe Self.forEach(marks[index], at: position) { unsafe body($0, self[$0]) }
      }
    }
  }

  private static var block: Int { PITH_BLOCK }
  /// How many blocks are looked at together.
  private static var mostBlocks: Int { 64 }

  /// Blocks that are looked at together.
  @unsafe private struct Stretch {
    /// Where they begin.
    var position: Int
    /// The bytes from there on, with as many readable ones around as `CScan` wants.
    var text: UnsafePointer<UInt8>
    var blocks: Int
  }

  /// Calls `body` with one stretch after the other, and room for twice as many words as it has blocks. Before the first one is a NUL, and behind the
  /// last one are only such.
  @inline(__always)
  private func forEachStretch(_ body: (Stretch, UnsafeMutablePointer<UInt64>) -> Void) {
    let room = PITH_BYTES_BEFORE + PITH_BLOCK + PITH_BYTES_BEHIND
    unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Self.mostBlocks) { found in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { edge in
        guard let found = found.baseAddress, let start = edge.baseAddress else { return }
        var position = 0
        while unsafe position < count {
          var stretch = unsafe Stretch(
            position: position, text: start + PITH_BYTES_BEFORE, blocks: 1)
          let whole = unsafe (count &- position &- PITH_BYTES_BEHIND) / Self.block
          if position >= PITH_BYTES_BEFORE, whole > 0 {
            unsafe stretch.text = (base + position).assumingMemoryBound(to: UInt8.self)
            unsafe stretch.blocks = min(whole, Self.mostBlocks)
          } else {
            for index in 0..<room {
              unsafe edge[index] = self[position - PITH_BYTES_BEFORE + index]
            }
          }
          unsafe body(stretch, found)
          unsafe position &+= stretch.blocks &* Self.block
        }
      }
    }
  }

  /// Calls `body` for each bit of a block at `position`.
  @inline(__always)
  private static func forEach(_ found: UInt64, at position: Int, _ body: (_ position: Int) -> Void)
  {
    var bits = found
    while bits != 0 {
      body(position &+ bits.trailingZeroBitCount)
      bits &= bits &- 1
    }
  }
}

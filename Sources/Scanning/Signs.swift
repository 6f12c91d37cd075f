/// Where something may be named: found 32 bytes at a time, since nearly all bytes are no such place.
extension Text {
  private typealias Block = SIMD32<UInt8>
  private static var width: Int { 32 }

  /// Calls `body` with every slash and every dot, in order.
  @inline(__always)
  func forEachSign(_ body: (_ position: Int, _ byte: UInt8) -> Void) {
    let slash = Block(repeating: UInt8(ascii: "/"))
    let dot = Block(repeating: UInt8(ascii: "."))
    var position = 0
    while unsafe count - position >= Self.width {
      let block = unsafe load(position)
      let found = (block .== slash) .| (block .== dot)
      unsafe forEach(found, at: position, body)
      unsafe position += Self.width
    }
    while unsafe position < count {
      let byte = unsafe self[position]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") { body(position, byte) }
      position += 1
    }
  }

  /// Calls `body` with every slash and every dot, every space before something that is no letter, and where a string of text begins.
  @inline(__always)
  func forEachSignOrWord(_ body: (_ position: Int, _ byte: UInt8) -> Void) {
    let slash = Block(repeating: UInt8(ascii: "/"))
    let dot = Block(repeating: UInt8(ascii: "."))
    let space = Block(repeating: UInt8(ascii: " "))
    let bar = Block(repeating: UInt8(ascii: "|"))
    let capital = Block(repeating: UInt8(ascii: "A"))
    let first = Block(repeating: 0x21)
    let printable = Block(repeating: 0x7f - 0x21)
    if unsafe count > 0 { body(0, unsafe self[0]) }
    var position = 1
    // One byte more is looked at behind a block.
    while unsafe count - position > Self.width {
      let block = unsafe load(position)
      let next = unsafe load(position + 1)
      let isSign = (block .== slash) .| (block .== dot)
      let isArgument = (block .== space) .& ((next .< capital) .| (next .== bar))
      let isBeginning =
        unsafe (load(position - 1) .== Block.zero) .& (block &- first .< printable)
        .& (next &- first .< printable)
      unsafe forEach(isSign .| isArgument .| isBeginning, at: position, body)
      unsafe position += Self.width
    }
    while unsafe position < count {
      body(position, unsafe self[position])
      position += 1
    }
  }

  @inline(__always)
  private func load(_ position: Int) -> Block {
    unsafe base.loadUnaligned(fromByteOffset: position, as: Block.self)
  }

  /// Calls `body` where `found` holds.
  @inline(__always)
  private func forEach(
    _ found: SIMDMask<SIMD32<Int8>>, at position: Int,
    _ body: (_ position: Int, _ byte: UInt8) -> Void
  ) {
    // A byte of a mask is all ones or all zeros.
    let words = unsafe unsafeBitCast(found, to: SIMD4<UInt64>.self)
    if words[0] | words[1] | words[2] | words[3] == 0 { return }
    var bits =
      unsafe Self.bits(words[0]) | Self.bits(words[1]) << 8 | Self.bits(words[2]) << 16
      | Self.bits(words[3]) << 24
    while bits != 0 {
      let place = position &+ bits.trailingZeroBitCount
      bits &= bits &- 1
      unsafe body(place, self[place])
    }
  }

  /// One bit for each byte of `mask`, the first byte's the lowest.
  @inline(__always)
  private static func bits(_ mask: UInt64) -> UInt64 {
    // Of each byte one bit is left, each at another place; the product adds them up in its highest byte.
    ((mask & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) >> 56
  }
}

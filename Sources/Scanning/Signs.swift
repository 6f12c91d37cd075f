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

  /// Calls `body` with every slash and every dot, every space before a sign or a digit and every pair of colons (with some other places too
  /// at either end), and `beginning` where a string of text begins.
  @inline(__always)
  func forEachSignOrWord(
    _ body: (_ position: Int, _ byte: UInt8) -> Void, beginning: (_ position: Int) -> Void
  ) {
    let slash = Block(repeating: UInt8(ascii: "/"))
    let dot = Block(repeating: UInt8(ascii: "."))
    let space = Block(repeating: UInt8(ascii: " "))
    let colon = Block(repeating: UInt8(ascii: ":"))
    let bar = Block(repeating: UInt8(ascii: "|"))
    let signs = Block(repeating: UInt8(ascii: "A") - 0x21)
    let first = Block(repeating: 0x21)
    let printable = Block(repeating: 0x7f - 0x21)
    if unsafe count > 0 {
      body(0, unsafe self[0])
      beginning(0)
    }
    var position = 1
    // One byte more is looked at behind a block.
    while unsafe count - position > Self.width {
      let block = unsafe load(position)
      let next = unsafe load(position + 1)
      let isSign = (block .== slash) .| (block .== dot)
      let isArgument = (block .== space) .& ((next &- first .< signs) .| (next .== bar))
      let isBeginning =
        unsafe (load(position - 1) .== Block.zero) .& (block &- first .< printable)
        .& (next &- first .< printable)
      let isPair = (block .== colon) .& (next .== colon)
      let isMark = isSign .| isArgument .| isPair
      if unsafe Self.has(isMark .| isBeginning) {
        unsafe forEach(isMark, at: position, body)
        unsafe forEach(isBeginning, at: position) { place, _ in beginning(place) }
      }
      unsafe position += Self.width
    }
    while unsafe position < count {
      body(position, unsafe self[position])
      if unsafe self[position - 1] == 0 { beginning(position) }
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

  @inline(__always)
  private static func has(_ mask: SIMDMask<SIMD32<Int8>>) -> Bool {
    let words = unsafe unsafeBitCast(mask, to: SIMD4<UInt64>.self)
    return words[0] | words[1] | words[2] | words[3] != 0
  }

  /// One bit for each byte of `mask`, the first byte's the lowest.
  @inline(__always)
  private static func bits(_ mask: UInt64) -> UInt64 {
    // Of each byte one bit is left, each at another place; the product adds them up in its highest byte.
    ((mask & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) >> 56
  }
}

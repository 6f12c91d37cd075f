internal import CInflate

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
      let input = unsafe places.input.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let output = unsafe places.output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    else { return false }
    var stream = unsafe pith_inflate(
      next: input + places.position,
      input_limit: input + (places.input.count - Self.inputMargin),
      out: output + places.written,
      output_limit: output + (places.output.count - Self.outputMargin),
      start: output + places.start, bits: bits, count: UInt64(bitCount),
      tables: literals.entries)
    let stop = unsafe pith_inflate_block(&stream)
    if stop == PITH_INFLATE_NO_CODE { throw Self.noCode }
    if stop == PITH_INFLATE_TOO_FAR { throw Self.tooFar }

    // Whole bytes that were not used go back, so that none of them is read twice; those that an earlier piece of input brought stay.
    let left = unsafe Int(stream.count)
    let position = unsafe stream.next - input
    let returned = min(left / 8, position - places.position)
    places.position = position - returned
    bitCount = left - 8 * returned
    bits = unsafe bitCount == 0 ? 0 : stream.bits & (UInt64.max &>> UInt64(64 - bitCount))
    places.written = unsafe stream.out - output
    return stop == PITH_INFLATE_END_OF_BLOCK
  }
}

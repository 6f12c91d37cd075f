internal import CZstd

/// Zstandard (RFC 8878) by libzstd: any number of frames one after the other, windows of up to 128 MiB.
@safe struct ZstdInflater: Inflater, ~Copyable {
  private let stream: OpaquePointer
  private let output: UnsafeMutableRawBufferPointer
  private(set) var isComplete = false

  init() throws(PartError) {
    guard let stream = unsafe ZSTD_createDStream() else {
      throw PartError(.io, "libzstd has no memory")
    }
    unsafe self.stream = stream
    unsafe output = .allocate(byteCount: 256 << 10, alignment: 4096)
  }

  deinit {
    unsafe ZSTD_freeDStream(stream)
    unsafe output.deallocate()
  }

  mutating func inflate(
    _ input: RawSpan, _ take: (RawSpan) throws(PartError) -> Void
  ) throws(PartError) {
    var position = 0
    while true {
      let (used, made) = try unsafe input.extracting(position..<input.byteCount)
        .withUnsafeBytes { (input) throws(PartError) in try unsafe step(input) }
      position += used
      if made > 0 {
        let piece = unsafe UnsafeRawBufferPointer(rebasing: output[..<made])
        try take(unsafe piece.bytes)
      }
      // What is left inside comes out with the next call, so only an idle one ends the input.
      if used == 0, made == 0 { break }
    }
    guard position == input.byteCount else {
      throw PartError(.malformed, "its compressed stream stands still")
    }
  }

  private mutating func step(
    _ input: UnsafeRawBufferPointer
  ) throws(PartError) -> (input: Int, output: Int) {
    var from = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var to = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = unsafe ZSTD_decompressStream(stream, &to, &from)
    guard ZSTD_isError(result) == 0 else {
      let message = unsafe String(cString: ZSTD_getErrorName(result))
      throw PartError(.malformed, "its zstd stream is broken: \(message)")
    }
    // 0: a frame is complete and all of it is out.
    if unsafe from.pos > 0 || to.pos > 0 { isComplete = result == 0 }
    return unsafe (from.pos, to.pos)
  }
}

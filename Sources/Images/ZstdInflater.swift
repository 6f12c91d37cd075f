internal import CZstd

/// Zstandard (RFC 8878) by libzstd: any number of frames one after the other, windows of up to 128 MiB.
@safe struct ZstdInflater: Inflater, ~Copyable {
  private let stream: OpaquePointer
  private(set) var isComplete = false

  init() throws(PartError) {
    guard let stream = unsafe ZSTD_createDStream() else {
      throw PartError(.io, "libzstd has no memory")
    }
    unsafe self.stream = stream
  }

  deinit { unsafe ZSTD_freeDStream(stream) }

  mutating func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
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

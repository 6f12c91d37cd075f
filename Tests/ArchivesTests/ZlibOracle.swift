import CZlib

/// zlib, which decides what a stream holds.
enum ZlibOracle {
  /// A raw DEFLATE stream.
  static func deflate(_ bytes: [UInt8], level: Int32, strategy: Int32) -> [UInt8] {
    var stream = unsafe z_stream()
    unsafe deflateInit2_(
      &stream, level, Z_DEFLATED, -15, 8, strategy, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 1024)
    unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        _ = unsafe CZlib.deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(Int(unsafe stream.total_out)))
  }

  /// What a raw stream holds, up to `limit` bytes, and how much of the input it is; nil where it is broken or cut off.
  static func inflate(_ bytes: [UInt8], limit: Int) -> (output: [UInt8], used: Int)? {
    var stream = unsafe z_stream()
    unsafe inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { unsafe inflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: limit + 1)
    let result = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        return unsafe CZlib.inflate(&stream, Z_SYNC_FLUSH)
      }
    }
    guard result == Z_STREAM_END else { return nil }
    return unsafe (Array(output.prefix(Int(stream.total_out))), Int(stream.total_in))
  }
}

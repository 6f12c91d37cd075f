/// Decompression of DEFLATE (RFC 1951) where the size of the result is known, as in ZIP archives and in chunks of BEAM files.
public enum Inflate {
  /// What a raw DEFLATE stream holds.
  ///
  /// - Parameters:
  ///   - size: how many bytes it says to hold; more or fewer are an error, so nothing can make us take more memory than that.
  public static func raw(_ input: RawSpan, size: Int) throws(ArchiveError) -> [UInt8] {
    guard size >= 0 else { throw ArchiveError(.malformed, "a negative size") }
    var failure: ArchiveError?
    let result = unsafe input.withUnsafeBytes { input in
      unsafe [UInt8](unsafeUninitializedCapacity: size) { output, initialized in
        var decoder = InflateDecoder()
        var places = unsafe InflateDecoder.Places(
          input: input,
          output: UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: output[..<size])))
        do throws(ArchiveError) {
          switch try decoder.run(&places) {
          case .end: break
          case .needsInput:
            failure = ArchiveError(
              .truncated, "a compressed stream ends before it is complete")
          case .needsRoom:
            failure = ArchiveError(.tooLarge, "a compressed stream holds more than it says")
          }
        } catch {
          failure = error
        }
        initialized = places.written
      }
    }
    if let failure { throw failure }
    guard result.count == size else {
      throw ArchiveError(
        .malformed, "a compressed stream holds \(result.count) bytes instead of \(size)")
    }
    return result
  }

  /// The same in the wrapping of zlib (RFC 1950); the checksum behind the stream is not verified.
  public static func zlib(_ input: RawSpan, size: Int) throws(ArchiveError) -> [UInt8] {
    guard input.byteCount > 2 else {
      throw ArchiveError(.truncated, "a zlib stream has no header")
    }
    let method = unsafe input.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
    let flags = unsafe input.unsafeLoad(fromByteOffset: 1, as: UInt8.self)
    guard method & 0x0f == 8, (Int(method) << 8 | Int(flags)) % 31 == 0 else {
      throw ArchiveError(.malformed, "a zlib stream does not begin as one")
    }
    guard flags & 0x20 == 0 else {
      throw ArchiveError(.unsupported, "a zlib stream needs a dictionary")
    }
    return try raw(input.extracting(2..<input.byteCount), size: size)
  }
}

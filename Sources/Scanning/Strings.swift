internal import Glibc

/// What lies between two NUL bytes, or an end of the bytes, whatever it says.
public enum Strings {
  /// Calls `body` with each string of such a length, in order; an empty one is none.
  public static func forEach(
    in bytes: RawSpan, lengths: ClosedRange<Int>, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var start = 0
      while start < buffer.count {
        let end =
          unsafe memchr(base + start, 0, buffer.count - start).map {
            unsafe UnsafeRawPointer($0) - base
          } ?? buffer.count
        if end > start, lengths.contains(end - start) {
          unsafe body(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        }
        start = end + 1
      }
    }
  }
}

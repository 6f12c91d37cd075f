/// What the data of objects says that could name a file: whatever a program opens by name it must carry as text.
///
/// A string is what lies between two NUL bytes, or an end of the bytes that are scanned. `scan` may be called for one range after the other; what
/// it finds adds up.
public struct StringScan: Hashable, Sendable {
  /// Absolute paths as they stand, up to the first byte that cannot be part of one; `%` and `$` are kept, since patterns are cut by
  /// whoever looks the path up.
  public internal(set) var paths: Set<[UInt8]> = []
  /// Whole strings that begin with `../`: paths from where a program lies that was made to be moved.
  public internal(set) var upward: Set<[UInt8]> = []
  /// Names with `.so` in them and no slash, the first of each string: `libssl.so.3`, `lib%s.so`, `pam_unix.so`.
  public internal(set) var libraries: Set<[UInt8]> = []
  /// Whole strings with a dot and no slash, as names of files and of modules have it: `proj.db`, `resty.core`.
  public internal(set) var names: Set<[UInt8]> = []
  /// What was asked for and is a whole string, or all that follows the last slash of one.
  public internal(set) var words: Set<[UInt8]> = []
  /// The first words of strings that are command lines (`locale -a`, `%s/postdrop -r`), as far as they were asked for.
  public internal(set) var commands: Set<[UInt8]> = []
  /// Those strings whole.
  public internal(set) var commandLines: Set<[UInt8]> = []
  /// Whether there is a mark of a compiler that lays strings end to end, without NUL: Go's build information, or the sources of Rust's library, which
  /// its panics name.
  public internal(set) var isPacked = false

  public init() {}

  /// Adds what `bytes` say, in one pass.
  ///
  /// - Parameters:
  ///   - offset: where `bytes` lie in the file.
  ///   - filter: the words of interest; with none, `words` and `commands` get nothing, and the pass is quicker.
  public mutating func scan(
    _ bytes: borrowing RawSpan, at offset: Int = 0, wanted filter: WordFilter = WordFilter()
  ) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe ByteClasses.all.withUnsafeBufferPointer { classes in
        guard let classes = classes.baseAddress else { return }
        let text = unsafe Text(base: base, count: buffer.count, classes: classes)
        if unsafe text.hasBuildInformation(at: offset) { isPacked = true }
        if filter.isEmpty {
          unsafe text.forEachSign { position, byte in unsafe look(at: position, byte, text) }
        } else {
          unsafe text.forEachSignOrWord { position, byte in
            unsafe look(at: position, byte, text)
            unsafe lookForWords(at: position, byte, text, filter)
          }
        }
      }
    }
  }

  @inline(__always)
  private mutating func look(at position: Int, _ byte: UInt8, _ text: Text) {
    if byte == UInt8(ascii: "/") {
      if unsafe !text.has(.path, at: position - 1) { unsafe addPath(position, text) }
      if unsafe text[position + 1] == UInt8(ascii: "r"), unsafe text.continues("/rustc/", position)
      {
        isPacked = true
      }
    } else if byte == UInt8(ascii: ".") {
      if unsafe text[position + 1] == UInt8(ascii: "s"),
        unsafe text[position + 2] == UInt8(ascii: "o")
      {
        unsafe addLibrary(position, text)
      }
      if unsafe text[position + 1] == UInt8(ascii: "."),
        unsafe text[position + 2] == UInt8(ascii: "/"), unsafe text[position - 1] == 0
      {
        unsafe addUpward(position, text)
      }
      unsafe addName(position, text)
    }
  }

  private mutating func addPath(_ start: Int, _ text: Text) {
    guard unsafe text[start + 1] != UInt8(ascii: "/") else { return }
    var end = start + 1
    while unsafe text.has(.path, at: end), end - start < 4096 { end += 1 }
    let length = end - start
    // Three bytes that are a string by themselves are more often a number.
    guard unsafe length > 3 || (length == 3 && (text[start - 1] != 0 || text[end] != 0)) else {
      return
    }
    unsafe paths.insert(text.bytes(start..<end))
  }

  private mutating func addUpward(_ start: Int, _ text: Text) {
    var end = start
    while unsafe text.has(.path, at: end), end - start < 256 { end += 1 }
    if unsafe text[end] == 0, end - start > 4 { unsafe upward.insert(text.bytes(start..<end)) }
  }

  /// The name around a `.so`: back to the last byte that is no part of a file's name.
  private mutating func addLibrary(_ position: Int, _ text: Text) {
    // `.so`, `.so.6`, `.so.1.2.3`, `.so.%d`
    var end = position + 3
    guard unsafe text[end] == UInt8(ascii: ".") || !text.has(.name, at: end) else { return }
    // Longer runs without a NUL are data, in which only paths are sought.
    guard let string = unsafe text.string(around: position, limit: 4096) else { return }
    var start = position
    while unsafe text.has(.name, at: start - 1) { start -= 1 }
    if unsafe text[start - 1] == UInt8(ascii: "/") { return }
    while unsafe text.has(.name, at: end) { end += 1 }
    guard end - start > 4 else { return }
    for earlier in string.lowerBound..<position where unsafe text[earlier] == UInt8(ascii: ".") {
      if unsafe text[earlier + 1] == UInt8(ascii: "s"),
        unsafe text[earlier + 2] == UInt8(ascii: "o")
      {
        return
      }
    }
    unsafe libraries.insert(text.bytes(start..<end))
  }

  /// The whole string around the first dot in it.
  private mutating func addName(_ position: Int, _ text: Text) {
    var start = position
    while unsafe text[start - 1] != 0 {
      guard unsafe text.has(.name, at: start - 1), unsafe text[start - 1] != UInt8(ascii: "."),
        position - start < 64
      else { return }
      start -= 1
    }
    guard start < position else { return }
    var end = position + 1
    while unsafe text[end] != 0 {
      guard unsafe text.has(.name, at: end), end - start < 64 else { return }
      end += 1
    }
    if end - start >= 4 { unsafe names.insert(text.bytes(start..<end)) }
  }
}

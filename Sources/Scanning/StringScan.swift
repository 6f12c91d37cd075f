/// What the data of objects says that could name a file: whatever a program opens by name it must carry as text.
///
/// A string is what lies between two NUL bytes, or an end of the bytes that are scanned. `scan` may be called for one range after the other; what
/// it finds adds up.
public struct StringScan: Hashable, Sendable {
  /// Absolute paths as they stand, up to the first byte that cannot be part of one; `%` and `$` are kept, since patterns are cut by
  /// whoever looks the path up.
  public internal(set) var paths = StringSet()
  /// Whole strings that begin with `../`: paths from where a program lies that was made to be moved.
  public internal(set) var upward = StringSet()
  /// Names with `.so` in them and no slash, the first of each string: `libssl.so.3`, `lib%s.so`, `pam_unix.so`.
  public internal(set) var libraries = StringSet()
  /// Whole strings with a dot and no slash, as names of files and of modules have it: `proj.db`, `resty.core`.
  public internal(set) var names = StringSet()
  /// The same behind the last blank of a string: linkers let a string be the end of another (`-O2`, SHF_MERGE), `proj.db` of `Cannot find proj.db`.
  public internal(set) var endings = StringSet()
  /// Whole strings that name modules as some languages do: `A::B` (where words are sought), and `A/B.pm`.
  public internal(set) var modules = StringSet()
  /// What was asked for and is a whole string, or all that follows the last slash of one; and what only seems to be (`WordFilter`).
  public internal(set) var words = StringSet()
  /// Strings that are command lines (`locale -a`, `%s/postdrop -r`) by their first words, as far as these were asked for.
  public internal(set) var commandLines: [[UInt8]: Set<[UInt8]>] = [:]
  /// Whether there is a mark of a compiler that lays strings end to end, without NUL: Go's build information, or the sources of Rust's library, which
  /// its panics name.
  public internal(set) var isPacked = false

  public init() {}

  /// Adds what `bytes` say, in one pass.
  ///
  /// - Parameters:
  ///   - offset: where `bytes` lie in the file; nil for data that is never written, where Go's linker puts no build information.
  ///   - filter: the words of interest; with none, `words` and `commandLines` get nothing, and the pass is quicker.
  public mutating func scan(
    _ bytes: borrowing RawSpan, at offset: Int? = 0, wanted filter: WordFilter = WordFilter()
  ) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe ByteClasses.all.withUnsafeBufferPointer { classes in
        guard let classes = classes.baseAddress else { return }
        let text = unsafe Text(base: base, count: buffer.count, classes: classes)
        if let offset, unsafe text.hasBuildInformation(at: offset) { isPacked = true }
        unsafe text.withStretches { stretches in
          unsafe filter.withTest { test in unsafe look(through: &stretches, of: text, test) }
        }
      }
    }
  }

  @inline(__always)
  private mutating func look(through stretches: inout Stretches, of text: Text, _ test: WordTest?) {
    guard let test = unsafe test else {
      while let found = unsafe stretches.signs() {
        for index in unsafe found.marks.indices {
          let position = unsafe found.position &+ Int(found.marks[index])
          unsafe look(at: position, text[position], text)
        }
      }
      return
    }
    while let found = unsafe stretches.marks(test) {
      for index in unsafe found.words.indices {
        unsafe lookForWord(at: found.position &+ Int(found.words[index]), text, test)
      }
      for index in unsafe found.marks.indices {
        let position = unsafe found.position &+ Int(found.marks[index])
        let byte = unsafe text[position]
        unsafe look(at: position, byte, text)
        unsafe lookForWords(at: position, byte, text, test)
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
      if unsafe text[position + 1] == UInt8(ascii: "p"),
        unsafe text[position + 2] == UInt8(ascii: "m"), unsafe text[position + 3] == 0
      {
        unsafe addModule(position, text)
      }
    }
  }

  /// The whole string in which a mark of a module's name stands, if it has more than one part.
  mutating func addModule(_ position: Int, _ text: Text) {
    guard let string = unsafe text.string(around: position, limit: 100) else { return }
    var hasParts = false
    for place in string {
      let byte = unsafe text[place]
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") {
        hasParts = true
      } else if unsafe !text.has(.name, at: place) {
        return
      }
    }
    if hasParts { unsafe modules.insert(text.slice(string)) }
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
    unsafe paths.insert(text.slice(start..<end))
  }

  private mutating func addUpward(_ start: Int, _ text: Text) {
    var end = start
    while unsafe text.has(.path, at: end), end - start < 256 { end += 1 }
    if unsafe text[end] == 0, end - start > 4 { unsafe upward.insert(text.slice(start..<end)) }
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
    unsafe libraries.insert(text.slice(start..<end))
  }

  /// The whole string around the first dot in it.
  private mutating func addName(_ position: Int, _ text: Text) {
    var start = position
    while unsafe text[start - 1] != 0 {
      if unsafe text[start - 1] == UInt8(ascii: " ") { break }
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
    guard end - start >= 4 else { return }
    if unsafe text[start - 1] == 0 {
      unsafe names.insert(text.slice(start..<end))
    } else if end > position + 1 {
      unsafe endings.insert(text.slice(start..<end))
    }
  }
}

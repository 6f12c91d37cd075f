internal import CLinux
internal import Glibc

/// What the read-only data of an object says that could name a file, found in one pass.
struct StringScan {
  /// Absolute paths as they stand, up to the first byte that cannot be part of one; `%` and `$` are kept, since patterns are cut by
  /// whoever looks the path up.
  var paths: Set<[UInt8]> = []
  /// Names with `.so` in them and no slash: `libssl.so.3`, `lib%s.so`, `pam_unix.so`.
  var libraries: Set<[UInt8]> = []
  /// Whole strings that hold a slash but do not begin with one: `modules/x.so`, `ssl/certs`.
  var relative: Set<[UInt8]> = []
  /// Whole strings with a dot and no slash, as names of files and of modules have it: `proj.db`, `resty.core`.
  var names: Set<[UInt8]> = []
  /// Whole NUL-terminated strings that are one word and were asked for.
  var words: Set<[UInt8]> = []

  /// The longest string that is looked at whole; longer runs are data, in which only paths are sought.
  private static let longestString = 4096

  /// The first words of strings that are command lines (`locale -a`, `%s/postdrop -r`), as far as they were asked for.
  var commands: Set<[UInt8]> = []
  /// Those strings whole.
  var commandLines: Set<[UInt8]> = []

  /// Scans `bytes`; `isWanted` says which words are of interest (names of programs of the root), by length and first byte and then whole.
  mutating func scan(_ bytes: borrowing RawSpan, wanted: WordFilter) {
    let count = bytes.byteCount
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var start = 0
      while start < count {
        let end: Int
        if let hit = unsafe memchr(base + start, 0, count - start) {
          end = unsafe UnsafeRawPointer(hit) - base
        } else {
          end = count
        }
        if end - start >= 2 {
          unsafe look(at: UnsafeRawBufferPointer(rebasing: buffer[start..<end]), wanted)
        }
        start = end + 1
      }
    }
  }

  private mutating func look(at string: UnsafeRawBufferPointer, _ wanted: WordFilter) {
    guard let base = string.baseAddress else { return }
    let count = string.count
    if count <= 40, unsafe wanted.mayContain(string) {
      let word = unsafe Array(string)
      if wanted.words.contains(word) { words.insert(word) }
    }
    // `libexec/name`, `%s/name`: the last component is a word as well.
    if count <= 256, let slash = unsafe string.lastIndex(of: UInt8(ascii: "/")), slash + 3 <= count
    {
      let tail = unsafe UnsafeRawBufferPointer(rebasing: string[(slash + 1)...])
      if unsafe wanted.mayContain(tail) {
        let word = unsafe Array(tail)
        if wanted.words.contains(word) { words.insert(word) }
      }
    }
    guard count >= 4 else { return }
    if count <= 512, let space = unsafe memchr(base, 0x20, count) {
      unsafe addCommand(string, space: UnsafeRawPointer(space) - base, wanted)
    }
    var from = 0
    var sawSlash = false
    while from < count, let hit = unsafe memchr(base + from, Int32(UInt8(ascii: "/")), count - from)
    {
      sawSlash = true
      let position = unsafe UnsafeRawPointer(hit) - base
      let before = unsafe position == 0 ? 0 : string[position - 1]
      if !Self.pathBytes[Int(before)], position + 1 < count,
        unsafe Self.pathBytes[Int(string[position + 1])],
        unsafe string[position + 1] != UInt8(ascii: "/")
      {
        var end = position + 1
        while end < count, unsafe Self.pathBytes[Int(string[end])], end - position < 4096 {
          end += 1
        }
        if end - position > 2 {
          unsafe paths.insert(Array(string[position..<end]))
        }
        from = end
      } else {
        from = position + 1
      }
    }
    guard count <= Self.longestString else { return }
    if let hit = unsafe pith_memmem(base, count, ".so", 3) {
      let position = unsafe UnsafeRawPointer(hit) - base
      unsafe addLibrary(string, around: position)
    }
    if !sawSlash, count <= 64, let dot = unsafe memchr(base, Int32(UInt8(ascii: ".")), count),
      unsafe UnsafeRawPointer(dot) != base, unsafe string.allSatisfy({ Self.nameBytes[Int($0)] })
    {
      unsafe names.insert(Array(string))
    }
    if sawSlash, count <= 256, unsafe string[0] != UInt8(ascii: "/"),
      unsafe string.allSatisfy({ Self.pathBytes[Int($0)] })
    {
      unsafe relative.insert(Array(string))
    }
  }

  /// A program's name with arguments behind it: an option, a path, a value that is put in, a redirection. English has none of these.
  private mutating func addCommand(
    _ string: UnsafeRawBufferPointer, space: Int, _ wanted: WordFilter
  ) {
    guard space + 1 < string.count, unsafe "-/%$\"'<>|&2".utf8.contains(string[space + 1]) else {
      return
    }
    var start = space
    while start > 0, unsafe string[start - 1] != UInt8(ascii: "/") { start -= 1 }
    guard space - start >= 2 else { return }
    let name = unsafe UnsafeRawBufferPointer(rebasing: string[start..<space])
    if unsafe wanted.mayContain(name) {
      let word = unsafe Array(name)
      if wanted.words.contains(word) {
        commands.insert(word)
        unsafe commandLines.insert(Array(string))
      }
    }
  }

  /// The name around a `.so`: back to the last byte that is no part of a file's name.
  private mutating func addLibrary(_ string: UnsafeRawBufferPointer, around position: Int) {
    var start = position
    while start > 0, unsafe Self.nameBytes[Int(string[start - 1])] { start -= 1 }
    if start > 0, unsafe string[start - 1] == UInt8(ascii: "/") { return }
    var end = position + 3
    // `.so`, `.so.6`, `.so.1.2.3`, `.so.%d`
    guard
      unsafe end == string.count || string[end] == UInt8(ascii: ".")
        || !Self.nameBytes[Int(string[end])]
    else { return }
    while unsafe end < string.count && Self.nameBytes[Int(string[end])] { end += 1 }
    if end - start > 4 { unsafe libraries.insert(Array(string[start..<end])) }
  }

  /// Bytes that stand in the paths that programs carry.
  static let pathBytes = table(extra: "._-+@~/*?[]{}%$=#^!,")
  static let nameBytes = table(extra: "._-+@~%*")

  private static func table(extra: String) -> [Bool] {
    var table = [Bool](repeating: false, count: 256)
    for byte in UInt8(0)...127 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        table[Int(byte)] = true
      default: break
      }
    }
    for byte in extra.utf8 { table[Int(byte)] = true }
    return table
  }
}

/// A set of words with a quick test that most strings fail.
struct WordFilter {
  let words: Set<[UInt8]>
  private var starts = [Bool](repeating: false, count: 65536)

  init(words: Set<[UInt8]>) {
    self.words = words
    for word in words where word.count >= 2 { starts[Int(word[0]) << 8 | Int(word[1])] = true }
  }

  func mayContain(_ string: UnsafeRawBufferPointer) -> Bool {
    unsafe starts[Int(string[0]) << 8 | Int(string[1])]
  }
}

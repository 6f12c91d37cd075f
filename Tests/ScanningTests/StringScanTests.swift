import Testing

@testable import Scanning

/// What `StringScan` finds in strings; a NUL stands between them.
struct StringScanTests {
  @Test(arguments: [
    ("/etc/app.conf", ["/etc/app.conf"]),
    ("open /etc/app.conf: failed", ["/etc/app.conf"]),
    ("a\0/usr/lib/%s/x\0b", ["/usr/lib/%s/x"]),
    ("PATH=/usr/bin:/bin", ["/bin"]),
    ("and/or 1//2 // /a", []),
    ("(/a) b", []),
    ("(/ab)", ["/ab"]),
    ("\0/ab\0", []),
    ("x\0/abc", ["/abc"]),
    ("'/opt/a b'", ["/opt/a"]),
  ])
  func `paths begin where no path goes on, and end with the first byte that is none of theirs`(
    text: String, paths: [String]
  ) {
    #expect(found(in: text).paths == expected(paths))
  }

  @Test(arguments: [
    ("libssl.so.3", ["libssl.so.3"]), ("cannot load lib%s.so here", ["lib%s.so"]),
    ("pam_unix.so\0libz.so.1.2", ["pam_unix.so", "libz.so.1.2"]),
    ("liba.so libb.so", ["liba.so"]),
    ("something.some", []), ("modules/x.so", []), (".so", []), ("x.so", []), ("xy.so", ["xy.so"]),
  ])
  func `the first library of each string that has no directory`(text: String, names: [String]) {
    #expect(found(in: text).libraries == expected(names))
  }

  @Test(arguments: [
    ("proj.db", ["proj.db"]), ("a\0resty.core\0b", ["resty.core"]), (".bashrc", []),
    ("see proj.db", []), ("x.c", []), ("dir/proj.db", []), ("a.b.c.d", ["a.b.c.d"]),
    (String(repeating: "x", count: 61) + ".db", [String(repeating: "x", count: 61) + ".db"]),
    (String(repeating: "x", count: 62) + ".db", []),
  ])
  func `names are whole strings with a dot that does not begin them`(text: String, names: [String])
  {
    #expect(found(in: text).names == expected(names))
  }

  @Test(arguments: [
    ("../lib/x", ["../lib/x"]), ("a../lib/x", []), ("a\0../share/x\0", ["../share/x"]),
    ("../ is above", []), ("../", []), ("..", []),
  ])
  func `upward are whole strings that begin in the directory above`(
    text: String, paths: [String]
  ) {
    #expect(found(in: text).upward == expected(paths))
  }

  @Test(arguments: [
    ("less", ["less"]), ("a\0less\0b", ["less"]), ("/usr/bin/less", ["less"]),
    ("%s/less", ["less"]),
    ("--less", ["less"]), ("--less=", []),
    ("lesser", []), ("use less", []), ("less/", []), ("more", []), ("sh\0", ["sh"]),
  ])
  func `words that were asked for are strings or the ends of paths`(text: String, words: [String]) {
    #expect(found(in: text, words: ["less", "sh"]).words == expected(words))
  }

  @Test(arguments: [
    ("locale -a", ["locale"]), ("%s/locale -a", ["locale"]), ("locale is set", []),
    ("the locale -a", []), ("x\0locale | sort", ["locale"]), ("a b/locale -a", []),
    ("exec locale -a", ["locale"]), ("exec locale is", []), ("an exec locale -a", []),
    ("x\0exec locale -a", ["locale"]), ("\"%s%slocale\" -w %d", ["locale"]),
    ("'locale' -a", ["locale"]), ("%slocal -a", []),
  ])
  func `commands are the first words of strings that go on as a command line does`(
    text: String, commands: [String]
  ) {
    let scan = found(in: text, words: ["locale"])
    #expect(StringSet(scan.commandLines.keys) == expected(commands))
    #expect(
      scan.commandLines.values.allSatisfy {
        $0 == [String(text.split(separator: "\0").last ?? "")].bytes
      })
  }

  /// Around the eight bytes that are looked at together.
  @Test func `words of every length from two to forty bytes are found`() {
    for length in 1...70 {
      let word = String(repeating: "abc", count: 30).prefix(length)
      for text in ["\(word)", "x\0\(word)\0y", "x\0\(word)s\0\(word)"] {
        let found = found(in: text, words: [String(word)]).words
        #expect(found == ((2...40).contains(length) ? expected([String(word)]) : StringSet()))
      }
      let path = found(in: "/lib/\(word)", words: [String(word)]).words
      #expect(path == ((2...64).contains(length) ? expected([String(word)]) : StringSet()))
    }
  }

  /// Words that share their first four bytes, are shorter than these, or lie at either end of the blocks that are looked at together.
  @Test func `of many strings all words are found, and hardly any other`() {
    let syllables = ["a", "li", "so", "-x", "er", "9", "_k", "zz"]
    func word(_ number: Int) -> String {
      var text = ""
      var rest = number
      while rest > 0 {
        text += syllables[rest % 8]
        rest /= 8
      }
      return text
    }
    let strings = (8..<2000).map { word($0) }
    let words = Set(strings.enumerated().filter { $0.offset % 7 == 0 }.map(\.element))
    let scan = found(in: strings.joined(separator: "\0"), words: Array(words))
    // An option is its name as well.
    let bare = Set(strings.map { String($0.drop { $0 == "-" }) })
    for word in words where bare.contains(word) && word.utf8.count > 1 {
      #expect(scan.words.contains(Array(word.utf8)), "\(word)")
    }
    #expect(scan.words.count < words.count * 2)
  }

  @Test func `strings that begin with other bytes than text are no words`() {
    #expect(
      found(in: "\u{7}ab\0\u{e9}t\0a\u{1}c\0abc", words: ["\u{7}ab", "a\u{1}c", "abc"]).words
        == expected(["abc"]))
  }

  @Test func `a filter grows word by word`() {
    var filter = WordFilter(capacity: 2)
    #expect(filter.isEmpty)
    filter.insert(Array("less".utf8)[...])
    filter.insert(Array("more".utf8)[...])
    var scan = StringScan()
    unsafe scan.scan(Array("less\0more\0most".utf8).span.bytes, wanted: filter)
    #expect(scan.words == expected(["less", "more"]))
  }

  @Test(arguments: [
    ("x/rustc/0f1/library/core", true), ("/rust/c", false), ("(/rustc/", true),
  ])
  func `sources of Rust's library are the mark of packed strings`(text: String, isPacked: Bool) {
    #expect(found(in: text).isPacked == isPacked)
  }

  @Test(arguments: [0, 4, 15], [0, 4, 12, 16])
  func `Go's build information is the mark of packed strings, where its linker puts it`(
    offset: Int, more: Int
  ) {
    // So many bytes that it lies on a multiple of 16 of the file, and some more.
    let before = [UInt8](repeating: 0, count: (16 - offset) % 16 + more)
    let mark = before + [0xff] + Array(" Go buildinf:".utf8) + [8, 2]
    var scan = StringScan()
    unsafe scan.scan(mark.span.bytes, at: offset)
    #expect(scan.isPacked == (more % 16 == 0))
  }

  /// Every alignment within the blocks in which the bytes are looked at.
  @Test func `where a string lies changes nothing`() {
    let text = "\0/etc/a.conf\0libxy.so.1\0less\0/bin/more\0proj.db\0less -x\0"
    let filter = ["less", "more"]
    let all = found(in: text, words: filter)
    #expect(all.paths.count == 2 && all.words.count == 2 && all.names.count == 2)
    for shift in 0..<140 {
      let shifted = String(repeating: "\0", count: shift) + text
      #expect(found(in: shifted, words: filter) == all)
      #expect(found(in: shifted + String(repeating: "a", count: shift), words: filter) == all)
      var plain = found(in: shifted)
      (plain.words, plain.commandLines) = (all.words, all.commandLines)
      #expect(plain == all)
    }
  }

  private func found(in text: String, words: [String] = []) -> StringScan {
    var scan = StringScan()
    unsafe scan.scan(Array(text.utf8).span.bytes, wanted: WordFilter(words: words.bytes))
    return scan
  }

  private func expected(_ texts: [String]) -> StringSet { StringSet(texts.bytes) }
}

extension [String] {
  fileprivate var bytes: Set<[UInt8]> { Set(map { [UInt8]($0.utf8) }) }
}

import Loading
import Roots
import RootsTesting
import Testing

/// `$ORIGIN`, `$LIB` and `$PLATFORM`.
@Suite struct TokenTests {
  @Test(arguments: [
    ("$ORIGIN/../lib", "/opt/lib"), ("${ORIGIN}/../lib", "/opt/lib"),
    ("/opt/$LIB", "/opt/lib/x86_64-linux-gnu"), ("/opt/${LIB}", "/opt/lib/x86_64-linux-gnu"),
    ("/opt/$PLATFORM", "/opt/x86_64"), ("$ORIGINAL", "/work/$ORIGINAL"),
    ("$LIBRARY", "/work/$LIBRARY"), ("${LIB", "/work/${LIB"), ("/a/$FOO", "/a/$FOO"),
  ]) func `both spellings, and nothing longer`(_ rpath: String, _ place: String) throws {
    let root = glibcRoot(
      app("needed=libx.so rpath=\(rpath)", at: "/opt/bin/app") + "\(place)/libx.so : elf\n")
    let closure = try Loader(described: root, workingDirectory: "/work").closure(of: "/opt/bin/app")
    #expect(closure.libraries == ["\(place)/libx.so rpath"])
  }

  @Test func `ORIGIN of a library is the directory of the link that was found`() throws {
    let root = glibcRoot(
      app("needed=liba.so rpath=/links") + """
        /links/liba.so -> /real/liba.so
        /real/liba.so : elf needed=libx.so runpath=$ORIGIN
        /links/libx.so : elf
        /real/libx.so : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.libraries.last == "/links/libx.so runpath")
  }

  @Test func `ORIGIN of a program is its real directory`() throws {
    let root = glibcRoot(
      app("needed=libx.so runpath=$ORIGIN", at: "/opt/real/app") + """
        /opt/real/libx.so : elf
        """)
    #expect(
      try Loader(described: root).closure(of: "/opt/real/app").libraries
        == ["/opt/real/libx.so runpath"])
  }

  @Test func `the ORIGIN of an inherited RPATH is its owner's`() throws {
    let root = glibcRoot(
      app("needed=/a/liba.so rpath=$ORIGIN/lib", at: "/opt/app") + """
        /a/liba.so : elf needed=libx.so
        /a/lib/libx.so : elf
        /opt/lib/libx.so : elf
        """)
    #expect(
      try Loader(described: root).closure(of: "/opt/app").libraries.last == "/opt/lib/libx.so rpath"
    )
  }

  @Test func `tokens in LD_LIBRARY_PATH are the program's`() throws {
    let root = glibcRoot(
      app("needed=libx.so", at: "/opt/bin/app") + "/opt/lib/libx.so : elf")
    let closure = try Loader(described: root, libraryPath: "$ORIGIN/../lib")
      .closure(of: "/opt/bin/app")
    #expect(closure.libraries == ["/opt/lib/libx.so LD_LIBRARY_PATH"])
  }

  @Test func `a needed name may have tokens`() throws {
    let root = glibcRoot(
      app("needed=$ORIGIN/libx.so", at: "/opt/app") + "/opt/libx.so : elf")
    #expect(
      try Loader(described: root).closure(of: "/opt/app").libraries == ["/opt/libx.so path"])
  }

  @Test func `what a better CPU calls its platform comes after what any does`() throws {
    let root = glibcRoot(
      app("needed=libx.so rpath=/opt/$PLATFORM") + """
        /opt/haswell/libx.so : elf
        /opt/x86_64/libx.so : elf
        """)
    #expect(
      try Loader(described: root).closure(of: "/usr/bin/app").libraries
        == ["/opt/x86_64/libx.so rpath"])
  }

  @Test func `a platform that the machine does not name leaves the entry out`() throws {
    let root = MemoryRoot(
      """
      /lib/ld-linux-riscv64-lp64d.so.1 755 : elf machine=riscv64 \\x00/lib/\\x00
      /bin/app : elf machine=riscv64 interp=/lib/ld-linux-riscv64-lp64d.so.1 needed=libx.so rpath=/opt/$PLATFORM:/b
      /opt/libx.so : elf machine=riscv64
      /b/libx.so : elf machine=riscv64
      """)
    #expect(try Loader(described: root).closure(of: "/bin/app").libraries == ["/b/libx.so rpath"])
  }
}

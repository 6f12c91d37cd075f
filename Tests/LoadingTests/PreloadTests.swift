import Loading
import Roots
import RootsTesting
import Testing

/// What is loaded without being needed: preloads, filtees, auditors.
@Suite struct PreloadTests {
  @Test(arguments: [
    ("liba.so:/opt/libb.so"), ("liba.so /opt/libb.so"), (":liba.so::/opt/libb.so "),
  ])
  func `LD_PRELOAD is parted by spaces and colons`(_ text: String) throws {
    let root = glibcRoot(
      app("needed=libc.so") + """
        /usr/lib/liba.so : elf
        /opt/libb.so : elf
        /usr/lib/libc.so : elf
        """)
    let closure = try Loader(described: root, preload: text).closure(of: "/usr/bin/app")
    #expect(
      closure.libraries == [
        "/usr/lib/liba.so preload", "/opt/libb.so preload", "/usr/lib/libc.so default",
      ])
    #expect(closure.objects[0].needs.map(\.kind) == [.preload, .preload, .needed])
  }

  @Test func `ld_so_preload has comments`() throws {
    let root = glibcRoot(
      app("needed=libc.so") + """
        /etc/ld.so.preload : /opt/libb.so\\tliba.so:libz.so # libc.so\\n
        /usr/lib/liba.so : elf
        /opt/libb.so : elf
        /usr/lib/libc.so : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.libraries.map { $0.hasSuffix("preload") } == [true, true, false])
    #expect(closure.missingNames == ["libz.so"])
  }

  @Test func `a missing preload is harmless`() throws {
    let root = glibcRoot(app("needed=") + "")
    let closure = try Loader(described: root, preload: "nowhere.so").closure(of: "/usr/bin/app")
    #expect(
      closure.missing.map(\.kind) == [.preload] && closure.missing.allSatisfy { !$0.isRequired })
  }

  @Test func `a preload answers what is needed by its soname`() throws {
    let root = glibcRoot(
      app("needed=libx.so.1") + """
        /opt/mine.so : elf soname=libx.so.1
        /usr/lib/libx.so.1 : elf
        """)
    #expect(
      try Loader(described: root, preload: "/opt/mine.so").closure(of: "/usr/bin/app").libraries
        == ["/opt/mine.so preload"])
  }

  @Test func `a library is not preloaded into`() throws {
    let root = glibcRoot("/usr/lib/liba.so : elf\n/opt/p.so : elf")
    #expect(
      try Loader(described: root, preload: "/opt/p.so").closure(of: "/usr/lib/liba.so").libraries
        .isEmpty)
  }

  @Test func `a filtee loads before what comes after its filter`() throws {
    let root = glibcRoot(
      app("needed=liba.so,libb.so") + """
        /usr/lib/liba.so : elf filter=libf.so
        /usr/lib/libb.so : elf needed=libd.so
        /usr/lib/libf.so : elf needed=libe.so
        /usr/lib/libd.so : elf
        /usr/lib/libe.so : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(
      closure.paths.dropFirst(3).prefix(3) == [
        "/usr/lib/libf.so", "/usr/lib/libe.so", "/usr/lib/libd.so",
      ])
  }

  @Test func `a missing filtee is required, a missing auxiliary one is not`() throws {
    let root = glibcRoot(app("filter=libf.so auxiliary=liba.so"))
    let missing = try Loader(described: root).closure(of: "/usr/bin/app").missing
    #expect(missing.map(\.kind) == [.filter, .auxiliary])
    #expect(missing.map(\.isRequired) == [true, false])
  }

  @Test func `auditors come with what they need, and answer nothing`() throws {
    let root = glibcRoot(
      app("needed=libx.so audit=/opt/one.so:two.so depaudit=nowhere.so") + """
        /opt/one.so : elf needed=libx.so soname=liby.so
        /usr/lib/two.so : elf needed=libz.so
        /usr/lib/libx.so : elf needed=liby.so
        /usr/lib/libz.so : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(
      closure.libraries == [
        "/usr/lib/libx.so default", "/opt/one.so path", "/usr/lib/two.so default",
        "/usr/lib/libz.so default",
      ])
    #expect(closure.missingNames == ["liby.so", "nowhere.so"])
    #expect(
      closure.objects[0].needs.map(\.kind.rawValue) == ["needed", "audit", "audit", "audit"])
    let libz = try #require(closure.objects.last)
    #expect(libz.requester.map { closure.objects[$0].path } == "/usr/lib/two.so")
  }

  @Test func `dlopen notes are followed when asked for, the first name that is there`() throws {
    let root = glibcRoot(
      app("dlopen=liba.so.2|liba.so.1,libmissing.so") + """
        /usr/lib/liba.so.1 : elf needed=libb.so dlopen=libc.so
        /usr/lib/libb.so : elf
        /usr/lib/libc.so : elf
        """)
    let loader = Loader(described: root)
    #expect(try loader.closure(of: "/usr/bin/app").libraries.isEmpty)
    let closure = try loader.closure(of: "/usr/bin/app", dlopen: true)
    #expect(
      closure.libraries == [
        "/usr/lib/liba.so.1 default", "/usr/lib/libb.so default", "/usr/lib/libc.so default",
      ])
    #expect(closure.missing.map(\.kind) == [.dlopen])
  }
}

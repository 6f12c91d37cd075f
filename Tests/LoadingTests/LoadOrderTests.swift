import Loading
import Roots
import RootsTesting
import Testing

/// In which order things load, and what answers a name.
@Suite struct LoadOrderTests {
  @Test func `libraries load breadth-first`() throws {
    let root = glibcRoot(
      app("needed=liba.so,libb.so") + """
        /usr/lib/liba.so : elf needed=libc.so
        /usr/lib/libb.so : elf needed=libd.so
        /usr/lib/libc.so : elf
        /usr/lib/libd.so : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(
      closure.paths == [
        "/usr/bin/app", "/usr/lib/liba.so", "/usr/lib/libb.so", "/usr/lib/libc.so",
        "/usr/lib/libd.so", "/lib64/ld-linux-x86-64.so.2",
      ])
    #expect(closure.objects.map(\.requester) == [nil, 0, 0, 1, 2, 0])
  }

  @Test func `a loaded soname answers`() throws {
    let root = glibcRoot(
      app("needed=liba.so,libb.so rpath=/opt") + """
        /opt/liba.so : elf soname=libz.so.1
        /opt/libb.so : elf needed=libz.so.1
        /opt/libz.so.1 : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.libraries == ["/opt/liba.so rpath", "/opt/libb.so rpath"])
    #expect(closure.objects[2].needs.first?.answer == Need.Answer(object: 1, via: .loaded))
  }

  @Test func `what loads later answers nothing before`() throws {
    let root = glibcRoot(
      app("needed=liba.so,libb.so rpath=/opt") + """
        /opt/liba.so : elf needed=libz.so.1 runpath=/nowhere
        /opt/libb.so : elf needed=/late/libz.so.1
        /late/libz.so.1 : elf soname=libz.so.1
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.missingNames == ["libz.so.1"])
    #expect(closure.paths.contains("/late/libz.so.1"))
  }

  @Test func `a file that is loaded is not loaded again under another name`() throws {
    let root = glibcRoot(
      app("needed=liba.so,libb.so") + """
        /usr/lib/liba.so : elf
        /usr/lib/libb.so == /usr/lib/liba.so
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.libraries == ["/usr/lib/liba.so default"])
    #expect(closure.objects[0].needs.map { $0.answer?.via } == [.defaultPath, .loaded])
  }

  @Test func `a name with a slash is not searched`() throws {
    let root = glibcRoot(
      app("needed=lib/liba.so,/opt/libb.so rpath=/usr") + """
        /usr/lib/liba.so : elf
        /work/lib/liba.so : elf
        /opt/libb.so : elf
        """)
    let closure = try Loader(described: root, workingDirectory: "/work").closure(of: "/usr/bin/app")
    #expect(closure.libraries == ["/work/lib/liba.so path", "/opt/libb.so path"])
  }

  @Test func `the interpreter answers by its name and its soname`() throws {
    let root = glibcRoot(
      app("needed=libc.so.6,/lib64/ld-linux-x86-64.so.2") + """
        /usr/lib/libc.so.6 : elf needed=ld-linux-x86-64.so.2
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.missing.isEmpty)
    #expect(
      closure.paths == ["/usr/bin/app", "/usr/lib/libc.so.6", "/lib64/ld-linux-x86-64.so.2"])
  }

  @Test func `a static program maps only itself`() throws {
    let root = glibcRoot("/bin/static 755 : elf type=exec static")
    #expect(try Loader(described: root).closure(of: "/bin/static").paths == ["/bin/static"])
  }

  @Test func `links on the way are told`() throws {
    let root = glibcRoot(
      app("needed=liba.so.1 rpath=/opt/link") + """
        /opt/link -> real
        /opt/real/liba.so.1 -> liba.so.1.2
        /opt/real/liba.so.1.2 : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.objects[1].path == "/opt/real/liba.so.1.2")
    #expect(closure.objects[1].links == ["/opt/link", "/opt/real/liba.so.1"])
  }

  @Test func `a missing interpreter is a miss`() throws {
    let root = MemoryRoot(app("needed=liba.so") + "/usr/lib64/liba.so : elf")
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.missing.map(\.kind) == [.interpreter])
    #expect(closure.missing[0].lines == ["PT_INTERP: /lib64/ld-linux-x86-64.so.2: no such file"])
  }
}

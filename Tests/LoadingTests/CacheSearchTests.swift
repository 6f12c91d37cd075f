import ELF
import Loading
import Roots
import RootsTesting
import Testing

/// What ld.so makes of /etc/ld.so.cache.
@Suite struct CacheSearchTests {
  private func entry(
    _ name: String, _ path: String, flags: UInt32 = 0x303, hwcap: UInt64 = 0, level: String? = nil
  ) -> LdCache.Entry {
    LdCache.Entry(
      name: Array(name.utf8), path: Array(path.utf8), flags: flags, legacyHwcap: hwcap,
      level: level.map { Array($0.utf8) })
  }

  private func closure(
    _ lines: String, cache entries: [LdCache.Entry], words: String = "needed=libx.so",
    loader: String = debianLoader, byteOrder: Object.ByteOrder = .little
  ) throws -> Closure {
    let root = glibcRoot(app(words) + lines, loader: loader)
    root.addFile(
      "/etc/ld.so.cache", LdCache(entries: entries, byteOrder: byteOrder).encoded())
    return try Loader(described: root).closure(of: "/usr/bin/app")
  }

  @Test func `the cache comes before the defaults`() throws {
    let closure = try closure(
      "/opt/libx.so : elf\n/usr/lib/libx.so : elf", cache: [entry("libx.so", "/opt/libx.so")])
    #expect(closure.libraries == ["/opt/libx.so ld.so.cache"])
  }

  @Test func `if its file is gone the defaults are searched`() throws {
    let closure = try closure("/usr/lib/libx.so : elf", cache: [entry("libx.so", "/opt/libx.so")])
    #expect(closure.libraries == ["/usr/lib/libx.so default"])
  }

  @Test func `it gives one answer`() throws {
    let closure = try closure(
      "/b/libx.so : elf", cache: [entry("libx.so", "/a/libx.so"), entry("libx.so", "/b/libx.so")])
    #expect(closure.missingNames == ["libx.so"])
  }

  @Test func `entries of other machines are nothing`() throws {
    let closure = try closure(
      "/opt/libx.so : elf",
      cache: [
        entry("libx.so", "/opt/libx.so", flags: 3), entry("libx.so", "/opt/libx.so", flags: 0x803),
      ])
    #expect(closure.missing[0].lines.contains { $0.contains("listed for other machines only") })
  }

  @Test func `a cache of the other byte order is none`() throws {
    let closure = try closure(
      "/opt/libx.so : elf", cache: [entry("libx.so", "/opt/libx.so")], byteOrder: .big)
    #expect(closure.missing[0].lines.contains { $0.contains("byte order") })
  }

  @Test func `NODEFLIB leaves out entries in the default directories only`() throws {
    let files = "/opt/libx.so : elf\n/usr/lib/liby.so : elf\n"
    let cache = [entry("libx.so", "/opt/libx.so"), entry("liby.so", "/usr/lib/liby.so")]
    let closure = try closure(files, cache: cache, words: "needed=libx.so,liby.so nodeflib")
    #expect(closure.libraries == ["/opt/libx.so ld.so.cache"])
    #expect(closure.missingNames == ["liby.so"])
  }

  @Test func `a text file in its place is none`() throws {
    let root = glibcRoot(app("needed=libx.so") + "/etc/ld.so.cache : text\n/usr/lib/libx.so : elf")
    #expect(
      try Loader(described: root).closure(of: "/usr/bin/app").libraries
        == ["/usr/lib/libx.so default"])
  }

  @Test func `better CPUs have other files, and the base file stays`() throws {
    let closure = try closure(
      """
      /opt/libx.so : elf
      /opt/glibc-hwcaps/x86-64-v2/libx.so : elf
      /opt/glibc-hwcaps/x86-64-v3/libx.so : elf needed=liby.so
      /usr/lib/liby.so : elf
      """,
      cache: [
        entry("libx.so", "/opt/libx.so"),
        entry("libx.so", "/opt/glibc-hwcaps/x86-64-v2/libx.so", level: "x86-64-v2"),
        entry("libx.so", "/opt/glibc-hwcaps/x86-64-v3/libx.so", level: "x86-64-v3"),
        entry("libx.so", "/opt/glibc-hwcaps/other/libx.so", level: "other"),
      ])
    #expect(closure.libraries == ["/opt/libx.so ld.so.cache", "/usr/lib/liby.so default"])
    #expect(
      closure.objects[1].variants.map { printable($0.level) } == ["x86-64-v3", "x86-64-v2"])
    #expect(closure.objects[2].requester == 1)
  }

  @Test func `a stale entry for better CPUs is a miss on those`() throws {
    let closure = try closure(
      "/opt/libx.so : elf",
      cache: [
        entry("libx.so", "/opt/libx.so"),
        entry("libx.so", "/opt/glibc-hwcaps/x86-64-v3/libx.so", level: "x86-64-v3"),
      ])
    #expect(closure.libraries == ["/opt/libx.so ld.so.cache"])
    #expect(closure.missingNames == ["libx.so"])
    #expect(
      closure.missing[0].lines == [
        "ld.so.cache: for x86-64-v3 lists /opt/glibc-hwcaps/x86-64-v3/libx.so: no such file",
        "default paths: /lib/x86_64-linux-gnu: no such directory",
        "default paths: /usr/lib/x86_64-linux-gnu: no such directory",
        "default paths: /lib: no such directory",
        "default paths: /usr/lib: no such directory",
      ])
  }

  @Test func `a stale entry for better CPUs does no harm where the defaults have the file`() throws
  {
    let closure = try closure(
      "/usr/lib/libx.so : elf",
      cache: [
        entry("libx.so", "/usr/lib/libx.so"),
        entry("libx.so", "/usr/lib/glibc-hwcaps/x86-64-v3/libx.so", level: "x86-64-v3"),
      ])
    #expect(closure.missing.isEmpty)
  }

  @Test func `legacy entries count before glibc 2_37 only`() throws {
    let cache = [
      entry("libx.so", "/opt/haswell/libx.so", hwcap: 1 << 50), entry("libx.so", "/opt/libx.so"),
    ]
    let files = "/opt/libx.so : elf\n/opt/haswell/libx.so : elf"
    let old = try closure(files, cache: cache)
    #expect(old.objects[1].variants.map(\.path) == ["/opt/haswell/libx.so"])
    let new = try closure(files, cache: cache, loader: newDebianLoader)
    #expect(new.objects[1].variants.isEmpty)
  }

  @Test func `32-bit programs take entries of any old ELF, and their own first`() throws {
    let root = MemoryRoot(
      """
      /lib/ld-linux.so.2 755 : elf machine=i386 \\x00/lib/\\x00/usr/lib/\\x00
      /bin/app : elf machine=i386 interp=/lib/ld-linux.so.2 needed=libx.so,liby.so
      /opt/libx.so : elf machine=i386
      /opt/liby.so : elf machine=i386
      """)
    root.addFile(
      "/etc/ld.so.cache",
      LdCache(entries: [
        entry("libx.so", "/nowhere/libx.so", flags: 1), entry("libx.so", "/opt/libx.so", flags: 3),
        entry("liby.so", "/opt/liby.so", flags: 1),
      ]).encoded())
    #expect(
      try Loader(described: root).closure(of: "/bin/app").libraries
        == ["/opt/libx.so ld.so.cache", "/opt/liby.so ld.so.cache"])
  }

  @Test func `without a cache ld_so_conf is not read, and the miss says what ldconfig would list`()
    throws
  {
    let root = glibcRoot(
      app("needed=libx.so") + """
        /etc/ld.so.conf : include /etc/ld.so.conf.d/*.conf\\n
        /etc/ld.so.conf.d/app.conf : # mine\\n/opt/lib\\n
        /opt/lib/libx.so : elf
        """)
    let miss = try #require(try Loader(described: root).closure(of: "/usr/bin/app").missing.first)
    #expect(
      miss.lines.contains("ld.so.cache: the root has none; ldconfig would list /opt/lib/libx.so"))
  }
}

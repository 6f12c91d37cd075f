import Loading
import Roots
import RootsTesting
import Testing

/// musl's rules, where they are not glibc's.
@Suite struct MuslTests {
  private func app(_ words: String) -> String {
    "/usr/bin/app 755 : elf interp=/lib/ld-musl-x86_64.so.1 \(words)\n"
  }

  private func closure(
    _ words: String, _ lines: String, libraryPath: String? = nil, preload: String? = nil
  ) throws -> Closure {
    try Loader(
      described: muslRoot(app(words) + lines), libraryPath: libraryPath, preload: preload
    ).closure(of: "/usr/bin/app")
  }

  /// What is loaded but for the program and the loader, and how.
  private func libraries(
    _ words: String, _ lines: String, libraryPath: String? = nil, preload: String? = nil
  ) throws -> [String] {
    try closure(words, lines, libraryPath: libraryPath, preload: preload).libraries
  }

  @Test(arguments: [
    "libc.so", "libc.musl-x86_64.so.1", "libm.so.6", "libpthread.so.0", "libdl.so.2",
  ])
  func `libc and its parts are the loader itself`(_ name: String) throws {
    let closure = try closure("needed=\(name)", "/usr/lib/\(name) : elf")
    #expect(closure.paths == ["/usr/bin/app", "/lib/ld-musl-x86_64.so.1"])
    #expect(closure.objects[0].needs[0].answer?.object == 1)
  }

  @Test func `the built-in list is lib, usr local lib, usr lib`() throws {
    #expect(
      try libraries(
        "needed=libx.so,liby.so",
        "/usr/local/lib/libx.so : elf\n/usr/lib/libx.so : elf\n/usr/lib/liby.so : elf")
        == ["/usr/local/lib/libx.so default", "/usr/lib/liby.so default"])
  }

  @Test func `the path file replaces the list`() throws {
    let lines = """
      /etc/ld-musl-x86_64.path : /opt/lib\\n/srv/lib:/more\\n
      /opt/lib/libx.so : elf
      /more/liby.so : elf
      /usr/lib/libz.so : elf
      """
    let closure = try closure("needed=libx.so,liby.so,libz.so", lines)
    #expect(closure.libraries == ["/opt/lib/libx.so default", "/more/liby.so default"])
    #expect(closure.missingNames == ["libz.so"])
  }

  @Test func `an empty path file leaves no directories`() throws {
    let closure = try closure("needed=libx.so", "/etc/ld-musl-x86_64.path\n/usr/lib/libx.so : elf")
    #expect(closure.missingNames == ["libx.so"])
  }

  @Test func `the path file is beside the prefix of the loader`() throws {
    let root = MemoryRoot(
      """
      /opt/musl/lib/ld-musl-x86_64.so.1 755 : elf
      /opt/musl/etc/ld-musl-x86_64.path : /opt/lib
      /app 755 : elf interp=/opt/musl/lib/ld-musl-x86_64.so.1 needed=libx.so
      /opt/lib/libx.so : elf
      """)
    #expect(
      try Loader(described: root).closure(of: "/app").libraries == ["/opt/lib/libx.so default"])
  }

  @Test func `the environment comes before RPATH`() throws {
    #expect(
      try libraries(
        "needed=libx.so rpath=/rpath", "/rpath/libx.so : elf\n/env/libx.so : elf",
        libraryPath: "/env") == ["/env/libx.so LD_LIBRARY_PATH"])
  }

  @Test func `RUNPATH is inherited`() throws {
    #expect(
      try libraries(
        "needed=liba.so runpath=/r", "/r/liba.so : elf needed=libx.so\n/r/libx.so : elf")
        == ["/r/liba.so runpath", "/r/libx.so runpath"])
  }

  @Test func `RUNPATH takes the place of RPATH`() throws {
    #expect(
      try libraries(
        "needed=libx.so rpath=/p runpath=/r", "/p/libx.so : elf\n/r/libx.so : elf")
        == ["/r/libx.so runpath"])
  }

  @Test func `a token other than ORIGIN voids the string`() throws {
    let closure = try closure("needed=libx.so rpath=/r:/$LIB", "/r/libx.so : elf")
    #expect(closure.missing[0].lines.contains { $0.contains("a `$` other than $ORIGIN") })
  }

  @Test func `ORIGIN is expanded in both spellings`() throws {
    #expect(
      try libraries(
        "needed=libx.so,liby.so rpath=$ORIGIN/a:${ORIGIN}/b",
        "/usr/bin/a/libx.so : elf\n/usr/bin/b/liby.so : elf")
        == ["/usr/bin/a/libx.so rpath", "/usr/bin/b/liby.so rpath"])
  }

  @Test func `empty entries are nothing`() throws {
    #expect(try closure("needed=libx.so rpath=:", "/libx.so : elf").missingNames == ["libx.so"])
  }

  @Test(arguments: [
    "/r/libx.so : elf machine=i386", "/r/libx.so : text", "/r/libx.so/", "/r/libx.so -> libx.so",
  ]) func `the first file that has the name is the one`(_ line: String) throws {
    let closure = try closure("needed=libx.so rpath=/r", line + "\n/usr/lib/libx.so : elf")
    #expect(closure.missingNames == ["libx.so"])
    #expect(
      closure.missing[0].lines.last?.hasSuffix("which stops the loader (of /usr/bin/app)") == true)
  }

  @Test func `sonames answer nothing`() throws {
    #expect(
      try libraries(
        "needed=/opt/liba.so,libx.so", "/opt/liba.so : elf soname=libx.so\n/usr/lib/libx.so : elf")
        == ["/opt/liba.so path", "/usr/lib/libx.so default"])
  }

  @Test func `a name that was searched answers`() throws {
    #expect(
      try libraries(
        "needed=liba.so,libb.so",
        """
        /lib/liba.so : elf needed=libx.so runpath=/r
        /lib/libb.so : elf needed=libx.so
        /r/libx.so : elf
        /lib/libx.so : elf
        """) == ["/lib/liba.so default", "/lib/libb.so default", "/r/libx.so runpath"])
  }

  @Test func `there are no cache, no levels, no filters and no ld_so_preload`() throws {
    let lines = """
      /etc/ld.so.preload : /opt/p.so
      /opt/p.so : elf
      /usr/lib/libx.so : elf auxiliary=libf.so filter=libf.so
      /usr/lib/libf.so : elf
      /usr/lib/glibc-hwcaps/x86-64-v3/libx.so : elf
      """
    let closure = try closure("needed=libx.so", lines)
    #expect(closure.libraries == ["/usr/lib/libx.so default"])
    #expect(closure.objects[1].variants.isEmpty)
  }

  @Test func `LD_PRELOAD is searched without the program's paths`() throws {
    let lines = "/r/p.so : elf\n/usr/lib/q.so : elf"
    let closure = try closure("rpath=/r", lines, preload: "p.so q.so")
    #expect(closure.libraries == ["/usr/lib/q.so preload"])
    #expect(closure.missingNames == ["p.so"])
  }

  @Test func `versions are not checked`() throws {
    #expect(
      try closure("needed=libx.so wants=libx.so:X_2", "/usr/lib/libx.so : elf provides=X_1")
        .versions.isEmpty)
  }
}

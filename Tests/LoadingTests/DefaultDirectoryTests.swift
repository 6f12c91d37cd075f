import ELF
import Loading
import Roots
import RootsTesting
import Testing

/// What the root's own loader has built in.
@Suite struct DefaultDirectoryTests {
  private func via(_ path: String, loader: String) throws -> Via? {
    let root = glibcRoot(app("needed=libx.so") + "\(path)/libx.so : elf", loader: loader)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    return closure.objects.first { $0.path == RootPath(path).appending("libx.so") }?.via
  }

  @Test func `Debian's loader does not look into lib64`() throws {
    #expect(try via("/usr/lib64", loader: debianLoader) == nil)
    #expect(try via("/usr/lib/x86_64-linux-gnu", loader: debianLoader) == .defaultPath)
  }

  @Test func `a loader that says lib64 looks into lib64`() throws {
    let loader = #"elf \x00/proc/self/\x00/lib64/\x00/usr/lib64/\x00other\x00"#
    #expect(try via("/usr/lib64", loader: loader) == .defaultPath)
    #expect(try via("/usr/lib", loader: loader) == nil)
  }

  @Test func `one directory is enough`() throws {
    #expect(try via("/usr/lib", loader: #"elf \x00/usr/lib/\x00"#) == .defaultPath)
    #expect(try via("/gnu/store/x/lib", loader: #"elf \x00/gnu/store/x/lib/\x00"#) == .defaultPath)
  }

  @Test func `a loader that says nothing is taken for one as glibc builds it`() throws {
    #expect(try via("/usr/lib64", loader: "elf") == .defaultPath)
  }

  @Test func `a library is loaded by the loader that programs of its machine have`() throws {
    let root = MemoryRoot(
      """
      /lib64/ld-linux-x86-64.so.2 755 : elf \\x00/only/lib/\\x00
      /lib/ld-linux-aarch64.so.1 755 : elf machine=aarch64 \\x00/arm/lib/\\x00
      /app/plugin.so : elf needed=libx.so
      /app/arm.so : elf machine=aarch64 needed=libx.so
      /only/lib/libx.so : elf
      /arm/lib/libx.so : elf machine=aarch64
      """)
    let loader = Loader(described: root)
    #expect(try loader.closure(of: "/app/plugin.so").libraries == ["/only/lib/libx.so default"])
    #expect(try loader.closure(of: "/app/arm.so").libraries == ["/arm/lib/libx.so default"])
  }

  @Test func `a big-endian root is read alike`() throws {
    let root = MemoryRoot(
      """
      /lib/ld64.so.1 755 : elf machine=s390x soname=ld64.so.1 \\x00/lib/s390x-linux-gnu/\\x00
      /bin/app : elf machine=s390x interp=/lib/ld64.so.1 needed=libx.so,liby.so,ld64.so.1
      /opt/libx.so : elf machine=s390x
      /lib/s390x-linux-gnu/liby.so : elf machine=s390x
      """)
    root.addFile(
      "/etc/ld.so.cache",
      LdCache(
        entries: [
          LdCache.Entry(
            name: Array("libx.so".utf8), path: Array("/opt/libx.so".utf8), flags: 0x403)
        ], byteOrder: .big
      ).encoded())
    let closure = try Loader(described: root).closure(of: "/bin/app")
    #expect(
      closure.paths == [
        "/bin/app", "/opt/libx.so", "/lib/s390x-linux-gnu/liby.so", "/lib/ld64.so.1",
      ])
  }
}

/// glibc-hwcaps and its predecessors as directories.
@Suite struct SubdirectoryTests {
  private func object(_ lines: String, loader: String = debianLoader) throws -> LoadedObject? {
    let root = glibcRoot(app("needed=libx.so rpath=/a:/b") + lines, loader: loader)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    return closure.objects.first { $0.path.name.elementsEqual("libx.so".utf8) }
  }

  @Test func `every level that the loader knows is kept beside the base file`() throws {
    let found = try object(
      """
      /a/libx.so : elf
      /a/glibc-hwcaps/x86-64-v4/libx.so : elf
      /a/glibc-hwcaps/x86-64-v2/libx.so : elf
      /a/glibc-hwcaps/x86-64-v9/libx.so : elf
      """)
    #expect(found?.path == "/a/libx.so")
    #expect(found?.variants.map { printable($0.level) } == ["x86-64-v4", "x86-64-v2"])
  }

  @Test func `a better file may be in an earlier directory than the base file`() throws {
    let found = try object(
      """
      /a/glibc-hwcaps/x86-64-v3/libx.so : elf
      /b/libx.so : elf
      /b/glibc-hwcaps/x86-64-v3/libx.so : elf
      """)
    #expect(found?.path == "/b/libx.so")
    #expect(
      found?.variants.map(\.path) == [
        "/a/glibc-hwcaps/x86-64-v3/libx.so", "/b/glibc-hwcaps/x86-64-v3/libx.so",
      ])
  }

  @Test func `another machine's file is no better file`() throws {
    let found = try object(
      "/a/libx.so : elf\n/a/glibc-hwcaps/x86-64-v3/libx.so : elf machine=aarch64")
    #expect(found?.variants.isEmpty == true)
  }

  @Test func `tls is searched before glibc 2_37 only`() throws {
    let lines = "/a/libx.so : elf\n/a/tls/libx.so : elf"
    #expect(try object(lines)?.path == "/a/tls/libx.so")
    #expect(try object(lines, loader: newDebianLoader)?.path == "/a/libx.so")
  }

  @Test func `legacy subdirectories nest, and those of better CPUs are variants`() throws {
    let found = try object(
      """
      /a/tls/x86_64/libx.so : elf
      /a/tls/libx.so : elf
      /a/haswell/x86_64/libx.so : elf
      """)
    #expect(found?.path == "/a/tls/x86_64/libx.so")
    #expect(found?.variants.map { printable($0.level) } == ["haswell/x86_64"])
  }
}

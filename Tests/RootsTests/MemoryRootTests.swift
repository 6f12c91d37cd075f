import Roots
import RootsTesting
import Testing

@Suite struct MemoryRootTests {
  let root = MemoryRoot(
    """
    # a small root
    /tmp/ 1777
    /usr/bin/node 755 12:34 : \\x7fELF \\n : end
    /lib -> usr/lib
    /usr/lib/
    /bin/node == /usr/bin/node
    /dev/null c 1:3 666
    /with\\sspace : x
    """)

  @Test func `a directory has its mode`() throws {
    #expect(try root.entry(at: "/tmp")?.mode == 0o1777)
  }

  @Test func `a file has mode, owner and content`() throws {
    let entry = try #require(try root.entry(at: "/usr/bin/node"))
    #expect(entry.mode == 0o755 && entry.uid == 12 && entry.gid == 34)
    #expect(try root.bytes(of: "/usr/bin/node") == Array("\u{7f}ELF \n : end".utf8))
  }

  @Test func `a link resolves`() throws {
    #expect(try root.resolve("/lib/../bin".utf8).path == "/usr/bin")
    #expect(try root.resolve("/lib").links == ["/lib"])
  }

  @Test func `a hard link shares identity and counts`() throws {
    let entry = try #require(try root.entry(at: "/bin/node"))
    #expect(try root.entry(at: "/usr/bin/node")?.identity == entry.identity)
    #expect(entry.linkCount == 2)
  }

  @Test func `a device has its numbers`() throws {
    let entry = try #require(try root.entry(at: "/dev/null"))
    #expect(entry.device == Entry.Device(major: 1, minor: 3) && entry.mode == 0o666)
  }

  @Test func `children come sorted`() throws {
    let names = try root.children(of: .root)?.map { String(decoding: $0.name, as: UTF8.self) }
    #expect(names == ["bin", "dev", "lib", "tmp", "usr", "with space"])
  }

  @Test func `what is unreadable fails`() throws {
    root.unreadable = ["/with space"]
    #expect(throws: RootError.self) { try root.bytes(of: "/with space") }
  }
}

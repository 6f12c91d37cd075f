import Packages
import Roots
import RootsTesting
import Testing

@Suite struct ApkTests {
  static let installed = """
    C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=
    P:tool
    V:1.2-r0
    A:x86_64
    L:MIT
    o:toolset
    D:so:libz.so.1 busybox>1.30 !tool-old /bin/sh
    p:cmd:tool=1.2-r0
    F:etc
    R:tool.conf
    Z:Q1abc=
    F:usr
    F:usr/bin
    R:tool
    a:0:0:755

    P:zlib
    V:1.3
    A:x86_64
    p:so:libz.so.1=1.3
    F:lib
    R:libz.so.1

    P:busybox
    V:1.36
    F:bin
    R:busybox
    R:sh

    """

  func database(_ text: String = Self.installed, at place: RootPath = "/lib/apk/db/installed")
    -> PackageDatabase
  {
    let root = MemoryRoot("/bin/sh -> /bin/busybox\n/bin/busybox 755\n/etc/tool.conf")
    root.addFile(place, Array(text.utf8))
    return PackageDatabase(root: root)
  }

  @Test func `fields are read`() throws {
    let tool = try #require(database().package(named: "tool"))
    #expect(tool.format == .apk)
    #expect(tool.source == Array("toolset".utf8))
    #expect(tool.license == Array("MIT".utf8))
    #expect(
      tool.depends.map { String(decoding: $0, as: UTF8.self) }
        == ["so:libz.so.1", "busybox", "/bin/sh"])
  }

  @Test func `requested is what world names`() throws {
    let root = MemoryRoot("/etc/apk/world : tool>1.0\\nbusybox@edge\\n")
    root.addFile("/lib/apk/db/installed", Array(Self.installed.utf8))
    let requested = PackageDatabase(root: root).requested.map(\.name)
    #expect(requested == [Array("tool".utf8), Array("busybox".utf8)])
  }

  @Test func `directories and names make paths`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    #expect(
      database.files(of: tool) == [
        "/etc", "/etc/tool.conf", "/usr", "/usr/bin", "/usr/bin/tool",
      ])
    #expect(database.owner(of: "/lib/libz.so.1")?.name == Array("zlib".utf8))
  }

  @Test func `capabilities lead to packages`() throws {
    let database = database()
    let tool = try #require(database.package(named: "cmd:tool"))
    let names = database.dependencies(of: tool).map { String(decoding: $0.name, as: UTF8.self) }
    #expect(names == ["zlib", "busybox"])
  }

  @Test func `files below etc are configuration`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    #expect(database.configurationFiles(of: tool).map(\.path) == ["/etc/tool.conf"])
  }

  @Test func `the database may be below usr`() {
    #expect(database(at: "/usr/lib/apk/db/installed").packages.count == 3)
  }

  @Test func `a cut keeps paragraphs verbatim`() throws {
    let database = database()
    let cut = database.cut(keeping: [try #require(database.package(named: "zlib"))])
    #expect(cut.written.map(\.path) == ["/lib/apk/db/installed"])
    let text = "P:zlib\nV:1.3\nA:x86_64\np:so:libz.so.1=1.3\nF:lib\nR:libz.so.1\n\n"
    #expect(cut.written.first?.bytes == Array(text.utf8))
  }

  @Test func `malformed lines are reported and passed over`() {
    let database = database("P:a\nnonsense\nV:1\n\nV:2\n")
    #expect(database.packages.map(\.version) == [Array("1".utf8)])
    #expect(database.problems.map(\.line) == [2, 5])
  }
}

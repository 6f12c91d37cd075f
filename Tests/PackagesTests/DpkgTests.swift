import Packages
import Roots
import RootsTesting
import Testing

@Suite struct DpkgTests {
  let root = MemoryRoot(
    """
    /usr/bin/tool 755
    /usr/bin/mawk 755
    /usr/lib/tool/plug.so
    /bin -> usr/bin
    /lib -> usr/lib
    /usr/bin/awk -> /etc/alternatives/awk
    /etc/alternatives/awk -> /usr/bin/mawk
    /var/lib/dpkg/alternatives/awk : auto\\n/usr/bin/awk\\nnawk\\n/usr/bin/nawk\\n\\n/usr/bin/mawk\\n5\\n\\n
    /var/lib/dpkg/info/tool.list : /.\\n/bin\\n/bin/tool\\n/lib\\n/lib/tool\\n/lib/tool/plug.so\\n/etc/tool.conf\\n
    /var/lib/dpkg/info/tool.md5sums : d41d8cd98f00b204e9800998ecf8427e  bin/tool\\n
    /var/lib/dpkg/info/tool.postinst : #!/bin/sh
    /var/lib/dpkg/info/mawk.list : /.\\n/usr\\n/usr/bin\\n/usr/bin/mawk\\n/bin/sh\\n
    /var/lib/dpkg/info/libz:amd64.list : /usr\\n/usr/bin\\n/usr/share/doc/libz/copyright\\n
    /var/lib/dpkg/info/libz:i386.list : /usr\\n/usr/bin\\n/usr/share/doc/libz/copyright\\n
    /var/lib/dpkg/diversions : /bin/sh\\n/bin/sh.distrib\\ntool\\n
    """)

  static let status = """
    Package: tool
    Status: install ok installed
    Priority: optional
    Architecture: amd64
    Source: toolset (1.0)
    Version: 1.0-1
    Pre-Depends: libz (>= 1) | libz-ng:any
    Depends: tool-data, awk, gone
    Conffiles:
     /etc/tool.conf d41d8cd98f00b204e9800998ecf8427e
     /etc/with blank d41d8cd98f00b204e9800998ecf8427e obsolete
    Description: a tool
     with a second line
     .
     Version: of the text

    Package: mawk
    Essential: yes
    Status: install ok installed
    Architecture: amd64
    Version: 2
    Provides: awk (= 1)

    Package: libz
    Status: install ok installed
    Architecture: amd64
    Multi-Arch: same
    Version: 3

    Package: libz
    Status: install ok installed
    Architecture: i386
    Multi-Arch: same
    Version: 3

    Package: removed
    Status: deinstall ok config-files
    Version: 4

    Package: tool-data
    Status: install ok unpacked
    Source: toolset
    Version: 1.0-1
    Depends: mawk

    """

  func database(_ status: String = Self.status) -> PackageDatabase {
    root.addFile("/var/lib/dpkg/status", Array(status.utf8))
    return PackageDatabase(root: root)
  }

  @Test func `removed packages are not installed`() {
    let names = database().packages.map { String(decoding: $0.name, as: UTF8.self) }
    #expect(names == ["tool", "mawk", "libz", "libz", "tool-data"])
  }

  @Test func `fields are read`() throws {
    let tool = try #require(database().package(named: "tool"))
    #expect(tool.version == Array("1.0-1".utf8))
    #expect(tool.source == Array("toolset".utf8))
    #expect(
      tool.depends.map { String(decoding: $0, as: UTF8.self) }
        == ["libz", "libz-ng", "tool-data", "awk", "gone"])
  }

  @Test func `a file in merged usr is owned under its real path`() {
    let database = database()
    #expect(database.owner(of: "/usr/bin/tool")?.name == Array("tool".utf8))
    #expect(database.owner(of: "/usr/lib/tool/plug.so")?.name == Array("tool".utf8))
    #expect(database.owner(of: "/usr/bin/other") == nil)
  }

  @Test func `files are given by real paths`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    #expect(
      database.files(of: tool) == [
        "/bin", "/usr/bin/tool", "/lib", "/usr/lib/tool", "/usr/lib/tool/plug.so", "/etc/tool.conf",
      ])
  }

  @Test func `a shared directory is owned but by nobody`() {
    let database = database()
    #expect(database.owner(of: "/usr/bin") == nil)
    #expect(database.isOwned("/usr/bin"))
    #expect(!database.isOwned("/srv"))
  }

  @Test func `a file of two architectures belongs to the first`() {
    let owner = database().owner(of: "/usr/share/doc/libz/copyright")
    #expect(owner?.architecture == Array("amd64".utf8))
  }

  @Test func `a diverted file is where the diversion moves it`() throws {
    let database = database()
    #expect(database.owner(of: "/usr/bin/sh") == nil)
    #expect(database.owner(of: "/usr/bin/sh.distrib")?.name == Array("mawk".utf8))
    let mawk = try #require(database.package(named: "mawk"))
    #expect(database.files(of: mawk).last == "/usr/bin/sh.distrib")
  }

  @Test func `the diverting package keeps the name`() {
    root.addFile(
      "/var/lib/dpkg/diversions", Array("/bin/tool\n/bin/tool.old\ntool\n".utf8))
    #expect(database().owner(of: "/usr/bin/tool")?.name == Array("tool".utf8))
  }

  @Test func `an alternatives link belongs to what it leads to`() {
    let database = database()
    #expect(database.owner(of: "/usr/bin/awk")?.name == Array("mawk".utf8))
    #expect(database.owner(of: "/etc/alternatives/awk")?.name == Array("mawk".utf8))
    #expect(database.alternativeLinks(to: "/usr/bin/mawk") == ["/usr/bin/awk"])
  }

  @Test func `a virtual package is provided`() {
    #expect(database().package(named: "awk")?.name == Array("mawk".utf8))
  }

  @Test func `a family is what the same source has, without essential packages`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    let names = database.family(of: tool).map { String(decoding: $0.name, as: UTF8.self) }
    #expect(names == ["tool", "tool-data"])
  }

  private let tools = """
    Package: tool
    Status: install ok installed
    Priority: optional
    Source: toolset
    Version: 1

    Package: tool-extra
    Status: install ok installed
    Priority: optional
    Source: toolset
    Version: 1

    Package: tool-dev
    Status: install ok installed
    Priority: optional
    Source: toolset
    Version: 1

    Package: base
    Status: install ok installed
    Priority: important
    Version: 1

    """

  @Test func `requested is what apt did not install for another package's sake`() throws {
    root.addFile(
      "/var/lib/apt/extended_states",
      Array("Package: tool-dev\nArchitecture: amd64\nAuto-Installed: 1\n".utf8))
    let database = database(tools)
    #expect(database.requested.map(\.name) == [Array("tool".utf8), Array("tool-extra".utf8)])
    let tool = try #require(database.package(named: "tool"))
    #expect(database.kin(of: tool).map(\.name) == database.requested.map(\.name))
    #expect(database.family(of: tool).map(\.name) == [Array("tool".utf8)])
  }

  @Test func `nothing is requested where apt keeps no list`() {
    #expect(database(tools).requested.isEmpty)
  }

  @Test func `configuration files keep their blanks and lose their flags`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    let found = database.configurationFiles(of: tool)
    #expect(found.map(\.path) == ["/etc/tool.conf", "/etc/with blank"])
    #expect(found.first?.digest?.first == 0xd4)
  }

  @Test func `digests are by real path`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    #expect(database.digests(of: tool)["/usr/bin/tool"]?.count == 16)
  }

  @Test func `a cut keeps paragraphs verbatim and in order`() throws {
    let database = database()
    let kept = ["mawk", "tool"].compactMap { database.package(named: $0) }
    let cut = database.cut(keeping: kept)
    let text = Self.status
    let end = try #require(text.range(ofParagraph: "libz"))
    #expect(cut.written.map(\.path) == ["/var/lib/dpkg/status"])
    #expect(cut.written.first.map { String(decoding: $0.bytes, as: UTF8.self) } == end)
    #expect(
      cut.kept == [
        "/var/lib/dpkg/diversions",
        "/var/lib/dpkg/info/mawk.list", "/var/lib/dpkg/info/tool.list",
        "/var/lib/dpkg/info/tool.md5sums",
      ])
  }

  @Test func `a cut list has the lines of kept files, by their real paths`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    let cut = database.cut(keeping: [tool]) { path in
      ["/bin", "/usr/bin/tool", "/usr/lib"].contains(path)
    }
    let list = try #require(cut.written.first { $0.path == "/var/lib/dpkg/info/tool.list" })
    #expect(String(decoding: list.bytes, as: UTF8.self) == "/.\n/bin\n/bin/tool\n")
    #expect(cut.kept.contains("/var/lib/dpkg/info/tool.md5sums"))
  }

  @Test func `a cut without a kept file of an ending has no file of that ending`() throws {
    let database = database()
    let tool = try #require(database.package(named: "tool"))
    let cut = database.cut(keeping: [tool]) { $0 == "/etc/tool.conf" }
    let paths = cut.written.map(\.path) + cut.kept
    #expect(!paths.contains("/var/lib/dpkg/info/tool.md5sums"))
  }

  @Test func `a cut has the diversions of kept files alone`() throws {
    let database = database()
    root.addFile(
      "/var/lib/dpkg/diversions",
      Array("/bin/sh\n/bin/sh.distrib\ntool\n/bin/x\n/bin/x.old\n:\n".utf8))
    let tool = try #require(database.package(named: "tool"))
    let cut = database.cut(keeping: [tool]) { $0 == "/usr/bin/x.old" }
    let diversions = try #require(cut.written.first { $0.path == "/var/lib/dpkg/diversions" })
    #expect(String(decoding: diversions.bytes, as: UTF8.self) == "/bin/x\n/bin/x.old\n:\n")
  }

  @Test func `a cut keeps what names the architectures`() throws {
    root.addFile("/var/lib/dpkg/arch", Array("amd64\ni386\n".utf8))
    root.addFile("/var/lib/dpkg/info/format", Array("1\n".utf8))
    let database = database()
    let cut = database.cut(keeping: [try #require(database.package(named: "tool"))])
    #expect(cut.kept.contains("/var/lib/dpkg/arch"))
    #expect(cut.kept.contains("/var/lib/dpkg/info/format"))
  }

  @Test func `a cut database reads as one`() throws {
    let database = database()
    let mawk = try #require(database.package(named: "mawk"))
    let cut = database.cut(keeping: [mawk])
    let second = MemoryRoot()
    for file in cut.written { second.addFile(file.path, file.bytes) }
    #expect(PackageDatabase(root: second).packages == [mawk])
  }

  @Test func `lines that are no field are reported with their number`() {
    let database = database("Package: a\nnonsense\nVersion: 1\n\n continued\n\nVersion: 2\n")
    #expect(database.packages.map(\.version) == [Array("1".utf8)])
    #expect(database.problems.map(\.line) == [2, 5, 7])
  }

  @Test func `a name that is no file name is refused`() {
    #expect(database("Package: ../../etc/passwd\n").packages.isEmpty)
  }

  @Test func `an unreadable status is a problem, not an end`() {
    let database = database()
    root.unreadable = ["/var/lib/dpkg/status"]
    #expect(database.packages.isEmpty)
    #expect(database.problems.count == 1)
  }
}

extension String {
  /// Everything before the first paragraph of a package.
  fileprivate func range(ofParagraph name: String) -> String? {
    let mark = Array("Package: \(name)\n".utf8)
    let text = Array(utf8)
    guard let start = text.indices.first(where: { text[$0...].starts(with: mark) }) else {
      return nil
    }
    return String(decoding: text[..<start], as: UTF8.self)
  }
}

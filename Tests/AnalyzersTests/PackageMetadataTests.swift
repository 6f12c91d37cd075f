import Analyzers
import Packages
import Planning
import Roots
import RootsTesting
import Testing

/// `--metadata`: what is kept for those who look at the result from outside.
@Suite struct PackageMetadataTests {
  /// Two packages, of which only one is used, and the copyright of a third as that of the first.
  private static let dpkg = #"""
    /bin/sh 755 : shell
    /usr/bin/tool 755 : #!/bin/sh
    /usr/bin/other 755 : x
    /usr/share/tool/data : x
    /usr/share/doc/tool -> libtool
    /usr/share/doc/libtool/copyright : See /usr/share/common-licenses/GPL-2.\n
    /usr/share/doc/libtool/README : x
    /usr/share/doc/other/copyright : See /usr/share/common-licenses/BSD.\n
    /usr/share/common-licenses/GPL -> GPL-3
    /usr/share/common-licenses/GPL-2 : text
    /usr/share/common-licenses/BSD : text
    /etc/debian_version : 12.5\n
    /etc/os-release -> ../usr/lib/os-release
    /usr/lib/os-release : ID=debian\n
    /var/lib/dpkg/status : Package: tool\nStatus: install ok installed\nVersion: 1\n\nPackage: other\nStatus: install ok installed\nVersion: 2\n
    /var/lib/dpkg/info/format : 1\n
    /var/lib/dpkg/info/tool.list : /.\n/usr\n/usr/bin\n/usr/bin/tool\n/usr/share/doc/libtool/README\n
    /var/lib/dpkg/info/tool.md5sums : 9dd4e461268c8034f5c8564e155c67a6  usr/bin/tool\n9dd4e461268c8034f5c8564e155c67a6  usr/share/doc/libtool/README\n
    /var/lib/dpkg/info/other.list : /.\n/usr\n/usr/bin\n/usr/bin/other\n
    /var/lib/dpkg/info/tool.postinst 755 : #!/bin/sh\n
    """#

  private func plan(
    _ root: MemoryRoot, _ metadata: Request.Metadata = .full, evidence: Evidence = .likely,
    keep: [String] = [], drop: [String] = []
  ) throws -> Plan {
    var request = Request()
    request.commands = [.init(words: [Array("tool".utf8)], source: "test")]
    request.metadata = metadata
    request.evidence = evidence
    request.keep = keep.map { Array($0.utf8) }
    request.drop = drop.map { Array($0.utf8) }
    return try Planner(analyzers: allAnalyzers()).plan(request, of: root)
  }

  @Test func `the status has the packages of which something is kept`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg))
    #expect(
      plan.content("/var/lib/dpkg/status")
        == "Package: tool\nStatus: install ok installed\nVersion: 1\n\n")
    #expect(!plan.has("/var/lib/dpkg/info/other.list"))
  }

  @Test func `lists and digests have only what is kept`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg))
    #expect(
      plan.content("/var/lib/dpkg/info/tool.list") == "/.\n/usr\n/usr/bin\n/usr/bin/tool\n")
    #expect(
      plan.content("/var/lib/dpkg/info/tool.md5sums")
        == "9dd4e461268c8034f5c8564e155c67a6  usr/bin/tool\n")
    #expect(plan.has("/var/lib/dpkg/info/format"))
    #expect(!plan.has("/var/lib/dpkg/info/tool.postinst"))
  }

  @Test func `a licence is kept with the link that leads to it and the text that it refers to`()
    throws
  {
    let plan = try plan(MemoryRoot(Self.dpkg))
    #expect(
      plan.has(
        "/usr/share/doc/tool", "/usr/share/doc/libtool/copyright",
        "/usr/share/common-licenses/GPL-2"))
    #expect(
      plan.reason("/usr/share/doc/libtool/copyright")
        == "the licence of the package 'tool', to which /usr/bin/tool belongs (required)")
  }

  @Test func `a licence brings neither its package nor the rest of its directory`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg))
    #expect(!plan.has("/usr/share/doc/libtool/README"))
    #expect(!plan.has("/usr/share/doc/other/copyright"))
    #expect(!plan.has("/usr/share/common-licenses/BSD"))
  }

  @Test func `a copyright that is a link into the common texts is kept with the text`() throws {
    let root = MemoryRoot(
      """
      /bin/sh 755 : shell
      /usr/bin/tool 755 : #!/bin/sh
      /usr/share/doc/tool/copyright -> ../../common-licenses/GPL
      /usr/share/common-licenses/GPL -> GPL-3
      /usr/share/common-licenses/GPL-3 : text
      /var/lib/dpkg/status : Package: tool\\nVersion: 1\\n
      /var/lib/dpkg/info/tool.list : /usr/bin/tool\\n
      """)
    let plan = try plan(root)
    #expect(
      plan.has(
        "/usr/share/doc/tool/copyright", "/usr/share/common-licenses/GPL",
        "/usr/share/common-licenses/GPL-3"))
  }

  @Test func `what names the distribution is kept`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg), .packages)
    #expect(plan.has("/etc/os-release", "/usr/lib/os-release", "/etc/debian_version"))
  }

  @Test func `packages leaves out the licences`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg), .packages)
    #expect(plan.has("/var/lib/dpkg/status"))
    #expect(!plan.has("/usr/share/doc/libtool/copyright"))
  }

  @Test func `none keeps neither`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg), .none)
    #expect(!plan.has("/var/lib/dpkg/status"))
    #expect(!plan.has("/usr/share/doc/libtool/copyright"))
    #expect(plan.metadata == (0, 0))
  }

  @Test func `it does not depend on the evidence asked for`() throws {
    #expect(try plan(MemoryRoot(Self.dpkg), evidence: .required).has("/var/lib/dpkg/status"))
  }

  @Test func `it is counted apart`() throws {
    let root = MemoryRoot(Self.dpkg)
    let full = try plan(root)
    let none = try plan(root, .none)
    let size = { (plan: Plan) in
      plan.entries.filter(\.entry.isRegular).reduce(0) { $0 + $1.entry.size }
    }
    #expect(full.metadata.bytes == size(full) - size(none))
  }

  @Test func `a kept database stays whole`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg), keep: ["/var/lib/dpkg/status"])
    #expect(plan.content("/var/lib/dpkg/status") == nil)
    #expect(plan.has("/var/lib/dpkg/status"))
  }

  @Test func `drop leaves a database out`() throws {
    let plan = try plan(MemoryRoot(Self.dpkg), drop: ["/var/lib/dpkg", "/usr/share/doc"])
    #expect(!plan.has("/var/lib/dpkg/status"))
    #expect(!plan.has("/usr/share/doc/libtool/copyright"))
  }

  @Test func `a link that many packages list as a directory belongs to none of them`() throws {
    let root = MemoryRoot(
      """
      /lib -> usr/lib
      /bin/sh 755 : shell
      /usr/bin/tool 755 : #!/bin/sh
      /usr/lib/tool/x : x
      /var/lib/dpkg/status : Package: other\\nVersion: 1\\n\\nPackage: tool\\nVersion: 1\\n
      /var/lib/dpkg/info/other.list : /lib\\n/lib/other\\n
      /var/lib/dpkg/info/tool.list : /lib\\n/usr/bin/tool\\n
      """)
    let plan = try plan(root, keep: ["/lib/tool/x", "/lib"])
    #expect(plan.content("/var/lib/dpkg/status") == "Package: tool\nVersion: 1\n\n")
  }

  @Test func `a link that a list goes through is kept`() throws {
    let root = MemoryRoot(
      """
      /usr/alias -> share/tool
      /bin/sh 755 : shell
      /usr/bin/tool 755 : #!/bin/sh
      /usr/share/tool/data : x
      /var/lib/dpkg/status : Package: tool\\nVersion: 1\\n
      /var/lib/dpkg/info/tool.list : /usr/bin/tool\\n/usr/alias/data\\n
      """)
    #expect(!(try plan(root, .none)).has("/usr/alias"))
    #expect(try plan(root).has("/usr/alias", "/usr/share/tool/data"))
  }

  @Test func `the files of status d stay with the digests of what is kept`() throws {
    let root = MemoryRoot(
      """
      /bin/sh 755 : shell
      /usr/bin/tool 755 : #!/bin/sh
      /usr/share/doc/tool/copyright : text
      /var/lib/dpkg/status.d/tool : Package: tool\\nVersion: 1\\n
      /var/lib/dpkg/status.d/tool.md5sums : 9dd4e461268c8034f5c8564e155c67a6  usr/bin/tool\\n9dd4e461268c8034f5c8564e155c67a6  usr/bin/more\\n
      /var/lib/dpkg/status.d/other : Package: other\\nVersion: 1\\n
      """)
    let plan = try plan(root)
    #expect(plan.has("/var/lib/dpkg/status.d/tool", "/usr/share/doc/tool/copyright"))
    #expect(
      plan.content("/var/lib/dpkg/status.d/tool.md5sums")
        == "9dd4e461268c8034f5c8564e155c67a6  usr/bin/tool\n")
    #expect(!plan.has("/var/lib/dpkg/status.d/other"))
  }

  @Test func `of apk's database paragraphs stay, with the files that are kept`() throws {
    let root = MemoryRoot(
      #"""
      /bin/sh 755 : shell
      /usr/bin/tool 755 : #!/bin/sh
      /usr/share/licenses/tool/COPYING : text
      /etc/alpine-release : 3.20\n
      /etc/apk/world : tool\nother>1\n!bad\n
      /etc/apk/repositories : https://dl-cdn.alpinelinux.org/alpine/v3.20/main\n
      /lib/apk/db/installed : C:Q1x=\nP:tool\nV:1\nL:MIT\nF:usr\nF:usr/bin\nM:0:0:755\nR:tool\na:0:0:755\nZ:Q1a=\nR:gone\nZ:Q1b=\nF:usr/gone\nM:0:0:700\nR:x\nF:usr/share/licenses/tool\nR:COPYING\n\nP:other\nV:1\n\n
      """#)
    let plan = try plan(root)
    #expect(
      plan.content("/lib/apk/db/installed") == """
        C:Q1x=
        P:tool
        V:1
        L:MIT
        F:usr
        F:usr/bin
        M:0:0:755
        R:tool
        a:0:0:755
        Z:Q1a=
        F:usr/share/licenses/tool
        R:COPYING


        """)
    #expect(plan.content("/etc/apk/world") == "tool\n!bad\n")
    #expect(
      plan.has(
        "/etc/alpine-release", "/etc/apk/repositories", "/usr/share/licenses/tool/COPYING"))
  }

  @Test func `a second shrink changes nothing`() throws {
    let first = try plan(MemoryRoot(Self.dpkg))
    let second = MemoryRoot(Self.dpkg)
    for item in first.entries {
      if case .written(let bytes) = item.origin { second.addFile(item.path, bytes) }
    }
    let again = try plan(second)
    #expect(again.entries.map(\.path) == first.entries.map(\.path))
    #expect(again.content("/var/lib/dpkg/status") == nil)
  }
}

extension Plan {
  fileprivate func has(_ paths: String...) -> Bool {
    let kept = Set(entries.map(\.path))
    return paths.allSatisfy { kept.contains(RootPath($0)) }
  }

  /// What pith writes at a path; nil for what stays as it is in the root.
  fileprivate func content(_ path: String) -> String? {
    guard let entry = entries.first(where: { $0.path == RootPath(path) }),
      case .written(let bytes) = entry.origin
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  fileprivate func reason(_ path: String) -> String? {
    entries.first { $0.path == RootPath(path) }?.reasons.first?.sentence
  }
}

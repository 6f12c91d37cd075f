internal import Roots
internal import RootsTesting
internal import Testing

/// What `dpkg --verify` and `apk audit` tell, and what is no fault.
@Suite struct PackageFilesRuleTests {
  /// The digest is that of "x".
  private static let dpkg = """
    /usr/bin/tool 755 : x
    /usr/share/tool/data : x
    /etc/tool.conf : x
    /var/lib/dpkg/status : Package: tool\\nStatus: install ok installed\\nConffiles:\\n /etc/tool.conf 9dd4e461268c8034f5c8564e155c67a6\\n
    /var/lib/dpkg/info/tool.list : /.\\n/etc\\n/etc/tool.conf\\n/usr\\n/usr/bin\\n/usr/bin/tool\\n/usr/share\\n/usr/share/tool\\n/usr/share/tool/data\\n
    /var/lib/dpkg/info/tool.md5sums : 9dd4e461268c8034f5c8564e155c67a6  usr/bin/tool\\n9dd4e461268c8034f5c8564e155c67a6  usr/share/tool/data\\n

    """

  private func root(without paths: String..., adding lines: String = "") -> MemoryRoot {
    let kept = Self.dpkg.split(separator: "\n").filter { line in
      !paths.contains { line.hasPrefix($0) }
    }
    return MemoryRoot((kept + [Substring(lines)]).joined(separator: "\n"))
  }

  @Test func `a root that is as its packages say has no finding`() throws {
    #expect(try audit(root(), notes: true) == [])
  }

  @Test func `a file that is not there is told`() throws {
    #expect(
      try audit(root(without: "/usr/bin/tool"))
        == ["warning package-file-missing /usr/bin/tool tool"])
  }

  @Test func `a directory that is gone is told by what was in it`() throws {
    #expect(
      try audit(root(without: "/usr/share/tool/data"))
        == ["warning package-file-missing /usr/share/tool/data tool"])
  }

  @Test func `a file with another content is told`() throws {
    let root = root(without: "/usr/bin/tool", adding: "/usr/bin/tool 755 : y")
    #expect(try audit(root) == ["warning package-file-changed /usr/bin/tool tool"])
  }

  @Test func `a link in the place of a file counts by what it leads to`() throws {
    let same = root(
      without: "/usr/bin/tool", adding: "/usr/bin/tool -> /opt/tool\n/opt/tool 755 : x")
    #expect(try audit(same) == [])
    let other = root(
      without: "/usr/bin/tool", adding: "/usr/bin/tool -> /opt/tool\n/opt/tool 755 : y")
    #expect(try audit(other) == ["warning package-file-changed /usr/bin/tool tool"])
  }

  @Test func `configuration may be changed and removed`() throws {
    let changed = root(without: "/etc/tool.conf", adding: "/etc/tool.conf : mine")
    #expect(
      try audit(changed, notes: true) == ["note package-file-changed /etc/tool.conf tool"])
    #expect(
      try audit(root(without: "/etc/tool.conf"), notes: true)
        == ["note package-file-missing /etc/tool.conf tool"])
  }

  @Test func `what dpkg was told to leave out is not missing`() throws {
    let root = root(
      without: "/usr/share/tool",
      adding:
        "/etc/dpkg/dpkg.cfg.d/slim : path-exclude=/usr/share/*\\npath-include /usr/share/other/*\\n"
    )
    #expect(try audit(root, notes: true) == [])
  }

  @Test func `the last pattern that matches decides`() throws {
    let root = root(
      without: "/usr/share/tool",
      adding:
        "/etc/dpkg/dpkg.cfg.d/slim : path-exclude /usr/share/*\\npath-include /usr/share/tool/*\\n")
    #expect(try audit(root) == ["warning package-file-missing /usr/share/tool/data tool"])
  }

  @Test func `missing documentation is one note for a package`() throws {
    let root = MemoryRoot(
      """
      /usr/share/
      /var/lib/dpkg/status : Package: tool\\n
      /var/lib/dpkg/info/tool.list : /usr\\n/usr/share\\n/usr/share/doc/tool/a\\n/usr/share/man/man1/tool.1.gz\\n
      """)
    #expect(
      try audit(root, notes: true)
        == ["note package-file-missing /usr/share/doc/tool/a tool"])
  }

  @Test func `of one package at most ten missing files are told`() throws {
    let names = (10..<40).map { "/usr/lib/tool/\($0)\\n" }.joined()
    let root = MemoryRoot(
      """
      /var/lib/dpkg/status : Package: tool\\n
      /var/lib/dpkg/info/tool.list : \(names)
      """)
    let findings = try audit(root)
    #expect(findings.count == 10)
  }

  @Test func `a file that cannot be read hides no other`() throws {
    let root = root(
      without: "/usr/share/tool", adding: "/usr/share/tool/data : y")
    root.unreadable = ["/usr/bin/tool"]
    let findings = try audit(root)
    #expect(findings.contains("warning package-file-changed /usr/share/tool/data tool"))
    #expect(!findings.contains { $0.contains("package-file-changed /usr/bin/tool") })
  }

  @Test func `only what lies in the paths that are asked for is compared`() throws {
    let root = root(without: "/usr/bin/tool", "/usr/share/tool")
    #expect(
      try audit(root, at: ["/usr/share"])
        == ["warning package-file-missing /usr/share/tool/data tool"])
  }

  @Test func `of apk's database the SHA-1 of files and of the targets of links is compared`() throws
  {
    func root(_ content: String, _ target: String) -> MemoryRoot {
      MemoryRoot(
        """
        /usr/bin/tool 755 : \(content)
        /usr/bin/link -> \(target)
        /usr/bin/other : x
        /lib/apk/db/installed : P:tool\\nF:usr/bin\\nR:tool\\nZ:Q1EfatjsUqKYSrqv18O1FlA3hcIHI=\\nR:link\\na:0:0:777\\nZ:Q1GTfEwo9yYYaJdOkmamSRUpOfZLA=\\n\\n
        """)
    }
    #expect(try audit(root("x", "tool")) == [])
    #expect(
      try audit(root("y", "other")) == [
        "warning package-file-changed /usr/bin/link tool",
        "warning package-file-changed /usr/bin/tool tool",
      ])
  }
}

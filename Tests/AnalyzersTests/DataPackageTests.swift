import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// What a plan makes of packages that have nothing but data, and of catalogues that lead to it.
@Suite struct DataPackageTests {
  /// A root of packages; apt was asked for all of them but those of `automatic`.
  private func root(
    _ packages: [(name: String, depends: String, files: [String])], automatic: [String] = [],
    _ lines: String = ""
  ) -> MemoryRoot {
    let root = MemoryRoot(lines)
    root.addFile("/usr/bin/tool", Array("x".utf8), mode: 0o755)
    for package in packages {
      for file in package.files where file != "/usr/bin/tool" {
        root.addFile(RootPath(file), Array("x".utf8))
      }
      root.addFile(
        RootPath("/var/lib/dpkg/info/\(package.name).list"),
        Array((package.files.joined(separator: "\n") + "\n").utf8))
    }
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        packages.map {
          "Package: \($0.name)\nStatus: install ok installed\nPriority: optional\nVersion: 1\n"
            + ($0.depends.isEmpty ? "\n" : "Depends: \($0.depends)\n\n")
        }.joined().utf8))
    root.addFile(
      "/var/lib/apt/extended_states",
      Array(
        (automatic + ["other"]).map { "Package: \($0)\nAuto-Installed: 1\n\n" }.joined().utf8))
    return root
  }

  @Test func `one that people asked for by name is kept, with those that it depends on`() throws {
    let root = root(
      [
        ("tool", "", ["/usr/bin/tool"]),
        ("styles", "entities", ["/usr/share/styles/a.xsl", "/usr/share/doc/styles/README"]),
        ("entities", "", ["/usr/share/entities/a.ent"]),
      ], automatic: ["entities"])
    let plan = try PlannedRoot(root, command: "tool")
    #expect(plan.keeps("/usr/share/styles/a.xsl", "/usr/share/entities/a.ent"))
    #expect(!plan.keeps("/usr/share/doc/styles/README"))
    #expect(plan.rules("/usr/share/styles/a.xsl") == ["data-package"])
  }

  @Test func `a program that it depends on and that people asked for, too, comes with it`() throws {
    func plan(automatic: [String]) throws -> PlannedRoot {
      try PlannedRoot(
        root(
          [
            ("tool", "", ["/usr/bin/tool"]),
            ("reports", "maker", ["/usr/share/reports/a.rdb"]),
            ("maker", "", ["/usr/bin/maker", "/usr/bin/maker-more"]),
          ], automatic: automatic), command: "tool")
    }
    let both = try plan(automatic: [])
    #expect(both.keeps("/usr/bin/maker"))
    #expect(!both.keeps("/usr/bin/maker-more"))
    #expect(try !plan(automatic: ["maker"]).keeps("/usr/bin/maker"))
  }

  @Test func `one that nobody asked for is kept where the application's package depends on it`()
    throws
  {
    func plan(depends: String) throws -> PlannedRoot {
      try PlannedRoot(
        root(
          [
            ("tool", depends, ["/usr/bin/tool"]),
            ("styles", "", ["/usr/share/styles/a.xsl"]),
          ], automatic: ["styles"]), command: "tool")
    }
    #expect(try plan(depends: "styles").keeps("/usr/share/styles/a.xsl"))
    #expect(!(try plan(depends: "").keeps("/usr/share/styles/a.xsl")))
  }

  @Test func `so is one that the package of any other kept program depends on`() throws {
    func plan(depends: String) throws -> PlannedRoot {
      let root = root(
        [
          ("tool", depends, ["/usr/bin/tool"]),
          ("styles", "", ["/usr/share/styles/a.xsl"]),
        ], automatic: ["styles"])
      var object = ObjectBuilder()
      object.needed = ["libc.so.6"]
      object.symbols = [ObjectBuilder.BuiltSymbol("execve")]
      object.readOnlyData = Array("\0/usr/bin/tool\0".utf8)
      root.addFile("/app/main", object.bytes(), mode: 0o755)
      root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
      return try PlannedRoot(root, command: "/app/main")
    }
    #expect(try plan(depends: "styles").keeps("/usr/bin/tool", "/usr/share/styles/a.xsl"))
    #expect(!(try plan(depends: "").keeps("/usr/share/styles/a.xsl")))
  }

  @Test(
    arguments: [
      "/usr/bin/other", "/usr/lib/libother.so.1", "/usr/lib/python3/dist-packages/other.py",
    ])
  func `one that has something else than data is not`(_ file: String) throws {
    let root = root([
      ("tool", "", ["/usr/bin/tool"]), ("other", "", ["/usr/share/other/data", file]),
    ])
    #expect(!(try PlannedRoot(root, command: "tool").keeps("/usr/share/other/data")))
  }

  @Test func `modules are where the package that people asked for depends on the application's`()
    throws
  {
    func plan(depends: String) throws -> PlannedRoot {
      try PlannedRoot(
        root([
          ("tool", "", ["/usr/bin/tool"]),
          ("extension", depends, ["/usr/lib/ruby/vendor_ruby/tool-extension.rb"]),
        ]), command: "tool")
    }
    #expect(try plan(depends: "tool").keeps("/usr/lib/ruby/vendor_ruby/tool-extension.rb"))
    #expect(!(try plan(depends: "").keeps("/usr/lib/ruby/vendor_ruby/tool-extension.rb")))
  }

  @Test func `what another package relies on is that one's matter`() throws {
    let root = root([
      ("tool", "", ["/usr/bin/tool"]), ("library", "common", ["/usr/lib/liblibrary.so.1"]),
      ("common", "", ["/etc/library.conf"]),
    ])
    #expect(!(try PlannedRoot(root, command: "tool").keeps("/etc/library.conf")))
  }

  @Test func `where people asked for many, none is`() throws {
    func plan(_ count: Int) throws -> PlannedRoot {
      try PlannedRoot(
        root(
          [("tool", "", ["/usr/bin/tool"])]
            + (0..<count).map { ("data\($0)", "", ["/usr/share/data\($0)/x"]) }), command: "tool")
    }
    #expect(try plan(12).keeps("/usr/share/data0/x"))
    #expect(!(try plan(13).keeps("/usr/share/data0/x")))
  }

  @Test func `a catalogue of XML is kept where what it leads to is, with those that lead to it`()
    throws
  {
    let root = root(
      [
        ("tool", "", ["/usr/bin/tool"]),
        ("styles", "", ["/usr/share/xml/styles/a.xsl", "/usr/share/xml/styles/catalog.xml"]),
      ], automatic: [],
      #"""
      /etc/xml/catalog : <catalog>\n<delegateURI uriStartString="http://s/" catalog="file:///etc/xml/styles.xml"/>\n<delegateURI uriStartString="http://n/" catalog="file:///etc/xml/none.xml"/></catalog>
      /etc/xml/styles.xml : <rewriteURI uriStartString="http://s/" rewritePrefix="file:///usr/share/xml/styles/"/>
      /etc/xml/none.xml : <uri name="n" uri="file:///usr/share/xml/none/a.dtd"/>
      /usr/share/xml/none/a.dtd : x

      """#)
    let plan = try PlannedRoot(root, command: "tool")
    #expect(plan.keeps("/etc/xml/catalog", "/etc/xml/styles.xml"))
    #expect(plan.rules("/etc/xml/catalog") == ["xml-catalog"])
    #expect(!plan.keeps("/etc/xml/none.xml"))
  }
}

import Analyzers
import ELFTesting
import Roots
import RootsTesting
import Testing

/// The small programs that lie in a server's own package.
@Suite struct ServerToolTests {
  /// `timed` with `timec`, a script, a large tool and one of a shell; started by the name `server`.
  private func planned(_ server: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /usr/bin/time-report 755 : #!/bin/sh\ndate\n
      /bin/sh 755 : sh
      /var/lib/dpkg/info/time.list : \#(server)\n/usr/bin/timec\n/usr/bin/time-large\n/usr/bin/time-report\n
      /var/lib/dpkg/info/other.list : /usr/bin/other\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["time", "other"].map {
          "Package: \($0)\nStatus: install ok installed\nPriority: optional\n\n"
        }.joined().utf8))
    for path in [server, "/usr/bin/timec", "/usr/bin/time-large", "/usr/bin/other"] {
      var program = ObjectBuilder()
      program.needed = ["libc.so.6"]
      if path.hasSuffix("large") { program.readOnlyData = [UInt8](repeating: 1, count: 2 << 20) }
      root.addFile(RootPath(path), program.bytes(), mode: 0o755)
    }
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: server)
  }

  @Test func `a server's small tools stay`() throws {
    let plan = try planned("/usr/sbin/timed")
    #expect(plan.keeps("/usr/bin/timec"))
    #expect(plan.rules("/usr/bin/timec") == ["server-tool"])
    #expect(!plan.keeps("/usr/bin/time-large") && !plan.keeps("/usr/bin/time-report"))
    #expect(!plan.keeps("/usr/bin/other"))
  }

  @Test(arguments: ["/usr/bin/timed", "/usr/bin/time-server", "/usr/sbin/time"])
  func `a server is told by its name or its directory`(_ server: String) throws {
    #expect(try planned(server).keeps("/usr/bin/timec"))
  }

  /// A server whose unit and tool are in a package that its own depends on.
  private func planned(dependency: String, source: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      """
      /var/lib/dpkg/info/store.list : /usr/bin/store\\n
      /var/lib/dpkg/info/store-common.list : /usr/bin/storectl\\n/lib/systemd/system/store.service\\n
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: store
        Status: install ok installed
        Depends: \(dependency)

        Package: store-common
        Source: \(source)
        Status: install ok installed


        """.utf8))
    for path: RootPath in ["/usr/bin/store", "/usr/bin/storectl"] {
      var program = ObjectBuilder()
      program.needed = ["libc.so.6"]
      root.addFile(path, program.bytes(), mode: 0o755)
    }
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes())
    return try PlannedRoot(root, command: "/usr/bin/store")
  }

  @Test func `a package of the same source that the server's depends on has its tools`() throws {
    #expect(
      try planned(dependency: "store-common", source: "store").rules("/usr/bin/storectl") == [
        "server-tool"
      ])
    #expect(!(try planned(dependency: "libc6", source: "store").keeps("/usr/bin/storectl")))
    #expect(!(try planned(dependency: "store-common", source: "x").keeps("/usr/bin/storectl")))
  }

  @Test func `tools that need the same library pay for it once`() throws {
    let tools = (1...6).map { "/usr/bin/timec\($0)" }
    let root = MemoryRoot(
      "/var/lib/dpkg/info/time.list : /usr/sbin/timed\\n\(tools.joined(separator: "\\n"))\\n")
    root.addFile(
      "/var/lib/dpkg/status",
      Array("Package: time\nStatus: install ok installed\nPriority: optional\n\n".utf8))
    for path in ["/usr/sbin/timed"] + tools {
      var program = ObjectBuilder()
      program.needed = path.hasSuffix("d") ? ["libc.so.6"] : ["libtime.so.1"]
      root.addFile(RootPath(path), program.bytes(), mode: 0o755)
    }
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes())
    root.addFile(
      "/lib/libtime.so.1",
      ObjectBuilder.library("libtime.so.1") {
        $0.readOnlyData = [UInt8](repeating: 1, count: 400 << 10)
      })
    let plan = try PlannedRoot(root, command: "/usr/sbin/timed")
    for tool in tools { #expect(plan.keeps(tool)) }
  }

  @Test func `one tool of many is no server`() throws {
    #expect(!(try planned("/usr/bin/timer").keeps("/usr/bin/timec")))
  }

  /// A program of any name, with a unit for the init system, another name of the same file, and a client in a package of the same source.
  private func planned(
    unit: String, requested: String, clients: Int = 1
  ) throws -> PlannedRoot {
    let names = (1...clients).map { "/usr/bin/ask\($0)" }
    let root = MemoryRoot(
      """
      /var/lib/dpkg/info/store.list : /usr/bin/store\\n/usr/bin/store-dump\\n\(unit)\\n
      /var/lib/dpkg/info/store-client.list : \(names.joined(separator: "\\n"))\\n
      /var/lib/apt/extended_states : Package: \(requested)\\nArchitecture: amd64\\nAuto-Installed: 1\\n\\n
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["store", "store-client"].map {
          "Package: \($0)\nSource: store\nArchitecture: amd64\nStatus: install ok installed\nPriority: optional\n\n"
        }.joined().utf8))
    var program = ObjectBuilder()
    program.needed = ["libc.so.6"]
    program.readOnlyData = [UInt8](repeating: 1, count: 2 << 20)
    for path in ["/usr/bin/store"] + names {
      root.addFile(RootPath(path), program.bytes(), mode: 0o755)
    }
    root.addHardLink("/usr/bin/store-dump", to: "/usr/bin/store")
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "/usr/bin/store")
  }

  @Test(arguments: ["/lib/systemd/system/store.service", "/etc/init.d/store"])
  func `a package with a unit for the init system is a server's`(_ unit: String) throws {
    #expect(try planned(unit: unit, requested: "other").keeps("/usr/bin/store-dump"))
    #expect(!(try planned(unit: "/etc/store", requested: "other").keeps("/usr/bin/store-dump")))
  }

  @Test func `a client that people asked for by name stays beside its server`() throws {
    let unit = "/lib/systemd/system/store.service"
    #expect(try planned(unit: unit, requested: "other").keeps("/usr/bin/ask1"))
    #expect(!(try planned(unit: unit, requested: "store-client").keeps("/usr/bin/ask1")))
    #expect(!(try planned(unit: unit, requested: "other", clients: 3).keeps("/usr/bin/ask1")))
  }

  @Test func `clients of a package that people asked for do not compete with the server's tools`()
    throws
  {
    func plan(automatic: String) throws -> PlannedRoot {
      let names = ["timea", "timeb", "timec", "timed-show"]
      let root = MemoryRoot(
        #"""
        /var/lib/dpkg/info/time.list : /usr/sbin/timed\n
        /var/lib/dpkg/info/time-clients.list : \#(names.map { "/usr/bin/\($0)\\n" }.joined())
        /var/lib/apt/extended_states : Package: \#(automatic)\nAuto-Installed: 1\n
        """#)
      root.addFile(
        "/var/lib/dpkg/status",
        Array(
          ["time", "time-clients"].map {
            "Package: \($0)\nSource: time\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n"
          }.joined().utf8))
      root.addFile("/usr/sbin/timed", ObjectBuilder().bytes(), mode: 0o755)
      for name in names {
        var client = ObjectBuilder()
        client.readOnlyData = [UInt8](repeating: 1, count: 600 << 10)
        root.addFile(RootPath("/usr/bin/" + name), client.bytes(), mode: 0o755)
      }
      return try PlannedRoot(root, command: "/usr/sbin/timed")
    }
    #expect(try plan(automatic: "other").keeps("/usr/bin/timea", "/usr/bin/timed-show"))
    #expect(!(try plan(automatic: "time-clients").keeps("/usr/bin/timea")))
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Which plug-ins stay that only their package or their directory speaks for.
@Suite struct OfferedPluginTests {
  /// A server whose package has three plug-ins, one of which needs a large library; another package has a fourth.
  private func root(configuration: String, asked: Bool = false) -> MemoryRoot {
    let root = MemoryRoot(
      """
      /etc/server.conf : \(configuration)
      /var/lib/dpkg/info/server.list : /usr/sbin/server\\n/usr/lib/server/mod_one.so\\n/usr/lib/server/mod_two.so\\n/usr/lib/server/mod_large.so\\n/usr/lib/x86_64-linux-gnu/libserverextra.so.1\\n
      /var/lib/dpkg/info/server-more.list : /usr/lib/server/mod_more.so\\n
      /var/lib/apt/extended_states : Package: \(asked ? "other" : "server-more")\\nAuto-Installed: 1\\n
      /usr/lib/server/ :
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["server", "server-more"].map {
          "Package: \($0)\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n"
        }.joined().utf8))
    var server = ObjectBuilder()
    server.needed = ["libc.so.6"]
    server.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
    server.readOnlyData = Array("\0/usr/lib/server\0".utf8)
    root.addFile("/usr/sbin/server", server.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    var large = ObjectBuilder()
    large.soname = "liblarge.so.1"
    large.readOnlyData = [UInt8](repeating: 1, count: 2 << 20)
    root.addFile("/usr/lib/x86_64-linux-gnu/liblarge.so.1", large.bytes())
    for name in ["one", "two"] {
      root.addFile(RootPath("/usr/lib/server/mod_\(name).so"), plugin(needing: []))
    }
    for name in ["large", "more"] {
      root.addFile(RootPath("/usr/lib/server/mod_\(name).so"), plugin(needing: ["liblarge.so.1"]))
    }
    root.addFile("/usr/lib/x86_64-linux-gnu/libserverextra.so.1", plugin(needing: []))
    return root
  }

  private func plugin(needing needed: [String]) -> [UInt8] {
    var object = ObjectBuilder()
    object.isDynamic = true
    object.needed = needed
    return object.bytes()
  }

  private func planned(_ configuration: String, asked: Bool = false) throws -> PlannedRoot {
    try PlannedRoot(
      root(configuration: configuration, asked: asked),
      command: "server -c /etc/server.conf",
      environment: ["LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu"])
  }

  @Test func `a package's own plug-ins bring large libraries`() throws {
    #expect(try planned("threads 4").keeps("/usr/lib/server/mod_large.so"))
  }

  @Test
  func `where the configuration lists plug-ins, a costly one that it does not name stays out`()
    throws
  {
    let plan = try planned("load one two")
    #expect(plan.keeps("/usr/lib/server/mod_one.so", "/usr/lib/server/mod_two.so"))
    #expect(!plan.keeps("/usr/lib/server/mod_large.so"))
    #expect(try planned("load one two large").keeps("/usr/lib/server/mod_large.so"))
  }

  @Test func `what a script of the author says is no list of plug-ins`() throws {
    let root = root(configuration: "x")
    root.addFile(
      "/opt/start", Array("#!/bin/sh\nfor f in one two; do echo $f; done\nserver\n".utf8),
      mode: 0o755)
    root.addFile("/bin/sh", ObjectBuilder().bytes(), mode: 0o755)
    let plan = try PlannedRoot(
      root, command: "/opt/start", environment: ["LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu"])
    #expect(plan.keeps("/usr/lib/server/mod_large.so"))
  }

  @Test func `a plug-in of another package is meant where people asked for that one by name`()
    throws
  {
    #expect(try planned("load one two", asked: true).keeps("/usr/lib/server/mod_more.so"))
  }

  @Test func `what needs a display stays out where nothing else needs one`() throws {
    func plan(server needed: [String]) throws -> PlannedRoot {
      let root = root(configuration: "x")
      for name in ["libX11.so.6", "libc.so.6"] {
        var library = ObjectBuilder()
        library.soname = name
        library.isDynamic = true
        root.addFile(RootPath("/usr/lib/x86_64-linux-gnu/\(name)"), library.bytes())
      }
      root.addFile("/usr/lib/server/mod_two.so", plugin(needing: ["libX11.so.6"]))
      var server = ObjectBuilder()
      server.needed = ["libc.so.6"] + needed
      server.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
      server.readOnlyData = Array("\0/usr/lib/server\0".utf8)
      root.addFile("/usr/sbin/server", server.bytes(), mode: 0o755)
      return try PlannedRoot(
        root, command: "server", environment: ["LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu"])
    }
    let headless = try plan(server: [])
    #expect(headless.keeps("/usr/lib/server/mod_one.so"))
    #expect(!headless.keeps("/usr/lib/server/mod_two.so"))
    #expect(try plan(server: ["libX11.so.6"]).keeps("/usr/lib/server/mod_two.so"))
  }

  @Test func `a library in the loader's directories does not come by its package alone`() throws {
    #expect(
      !(try planned("threads 4").keeps("/usr/lib/x86_64-linux-gnu/libserverextra.so.1")))
  }
}

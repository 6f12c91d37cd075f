import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Plug-ins of a directory of which configuration says which are loaded.
@Suite struct PluginSelectionTests {
  /// A server with eight plug-ins of half a megabyte each, of which it names `core` itself, and how `base_a` begins.
  private func planned(_ configuration: String, pluginSize: Int = 1 << 19) throws -> PlannedRoot {
    let names = ["one", "two", "three", "four", "five", "core", "base_a", "extra_a"]
    let root = MemoryRoot(
      """
      /etc/server.conf : \(configuration)
      /var/lib/dpkg/info/server.list : /usr/sbin/server\\n\(names.map { "/usr/lib/server/\($0).so\\n" }.joined())
      /usr/lib/server/ :
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array("Package: server\nStatus: install ok installed\nPriority: optional\n\n".utf8))
    var server = ObjectBuilder()
    server.needed = ["libc.so.6"]
    server.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
    server.readOnlyData = Array("\0/usr/lib/server\0core\0base_\0".utf8)
    root.addFile("/usr/sbin/server", server.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    for name in names {
      var object = ObjectBuilder()
      object.isDynamic = true
      object.readOnlyData = [UInt8](repeating: 1, count: pluginSize)
      root.addFile(RootPath("/usr/lib/server/\(name).so"), object.bytes())
    }
    return try PlannedRoot(root, command: "server -c /etc/server.conf")
  }

  @Test func `those that the list does not have stay out`() throws {
    let plan = try planned(#"loadmodule "one.so"\nloadmodule "two.so""#)
    #expect(plan.keeps("/usr/lib/server/one.so", "/usr/lib/server/two.so"))
    #expect(!plan.keeps("/usr/lib/server/three.so"))
    #expect(!plan.keeps("/usr/lib/server/four.so"))
  }

  @Test func `those stay of which the program says how their names begin, and the list has none`()
    throws
  {
    let plan = try planned(#"loadmodule "one.so"\nloadmodule "two.so""#)
    #expect(plan.keeps("/usr/lib/server/base_a.so"))
    #expect(!plan.keeps("/usr/lib/server/extra_a.so"))
  }

  @Test func `one that the program names by itself stays`() throws {
    #expect(
      try planned(#"loadmodule "one.so"\nloadmodule "two.so""#).keeps("/usr/lib/server/core.so"))
  }

  @Test(arguments: [
    "threads 4", #"listen one\nroute two"#, #"loadmodule "one.so""#,
    #"noload => one.so\nload => two.so\nload => three.so"#,
    #"autoload = yes\nload => two.so\nload => three.so"#,
  ])
  func `without a list of what is loaded all stay`(configuration: String) throws {
    let plan = try planned(configuration)
    #expect(plan.keeps("/usr/lib/server/four.so", "/usr/lib/server/five.so"))
  }

  @Test func `small ones stay`() throws {
    #expect(
      try planned(#"loadmodule "one.so"\nloadmodule "two.so""#, pluginSize: 1 << 16)
        .keeps("/usr/lib/server/four.so"))
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Plug-ins that libltdl opens, in a directory that the configuration names: `x.la` says that `x.so` is x-2.5.so.0.1.
@Suite struct LibtoolPluginTests {
  /// Four plug-ins, of which `back_three` needs a library of 2 MB.
  private func planned(_ configuration: String) throws -> PlannedRoot {
    let names = ["back_one", "back_two", "back_three", "overlay"]
    let files = names.flatMap { ["\($0)-2.5.so.0.1", "\($0)-2.5.so.0", "\($0).so", "\($0).la"] }
    let listed = (["/usr/sbin/server"] + files.map { "/usr/lib/server/" + $0 }).joined(
      separator: "\n")
    let root = MemoryRoot()
    root.addFile(
      "/etc/server.conf",
      Array("# falls back to the first one\nmodulepath /usr/lib/server\n\(configuration)".utf8))
    root.addFile("/var/lib/dpkg/info/server.list", Array((listed + "\n").utf8))
    root.addFile(
      "/var/lib/dpkg/status",
      Array("Package: server\nStatus: install ok installed\nPriority: optional\n\n".utf8))
    var server = ObjectBuilder()
    server.needed = ["libc.so.6"]
    server.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
    root.addFile("/usr/sbin/server", server.bytes(), mode: 0o755)
    root.addFile("/lib64/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    var large = ObjectBuilder()
    large.isDynamic = true
    large.readOnlyData = [UInt8](repeating: 1, count: 2 << 20)
    root.addFile("/lib64/liblarge.so.1", large.bytes())
    for name in names {
      var object = ObjectBuilder()
      object.isDynamic = true
      if name == "back_three" { object.needed = ["liblarge.so.1"] }
      let file = "\(name)-2.5.so.0.1"
      root.addFile(RootPath("/usr/lib/server/" + file), object.bytes())
      root.addLink(RootPath("/usr/lib/server/\(name)-2.5.so.0"), to: Array(file.utf8))
      root.addLink(RootPath("/usr/lib/server/\(name).so"), to: Array(file.utf8))
      root.addFile(
        RootPath("/usr/lib/server/\(name).la"),
        Array(
          "# a libtool library file\ndlname='\(name)-2.5.so.0'\nlibrary_names='\(file) \(name).so'\n"
            .utf8))
    }
    return try PlannedRoot(root, command: "server -f /etc/server.conf")
  }

  @Test func `those that configuration does not load stay out with their libraries`() throws {
    let plan = try planned("moduleload back_one\nmoduleload overlay.la\n")
    #expect(plan.keeps("/usr/lib/server/back_one.so", "/usr/lib/server/back_one-2.5.so.0.1"))
    #expect(plan.keeps("/usr/lib/server/overlay.la", "/usr/lib/server/overlay-2.5.so.0"))
    #expect(!plan.keeps("/usr/lib/server/back_three-2.5.so.0.1"))
    #expect(!plan.keeps("/lib64/liblarge.so.1"))
  }

  @Test func `without a list the archives bring all of them`() throws {
    #expect(try planned("threads 4\n").keeps("/lib64/liblarge.so.1"))
  }

  @Test func `what their names have in common is the name of none`() throws {
    // The comment says `back`.
    #expect(
      try !planned("moduleload back_one\nmoduleload back_two\n").keeps("/lib64/liblarge.so.1"))
    #expect(
      try planned("moduleload back_one\nmoduleload back_two\nbackend three\n")
        .keeps("/lib64/liblarge.so.1"))
  }
}

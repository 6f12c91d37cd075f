import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Libraries that nothing is linked with.
struct UnlinkedLibraryTests {
  private func plan(
    recommends: String, automatic: [String], files: String = "/usr/lib/x86_64-linux-gnu/libx.so.1"
  ) throws -> PlannedRoot {
    let root = MemoryRoot(
      """
      /usr/bin/tool 755 : x
      /usr/lib/x86_64-linux-gnu/libx.so.1 : x
      /usr/lib/plugins/x.so : x
      /var/lib/dpkg/info/tool.list : /usr/bin/tool\\n
      /var/lib/dpkg/info/libx1.list : \(files)\\n
      """)
    let package = "Status: install ok installed\nPriority: optional\nVersion: 1\n"
    root.addFile(
      "/var/lib/dpkg/status",
      Array("Package: tool\n\(package)\(recommends)\nPackage: libx1\n\(package)\n".utf8))
    root.addFile(
      "/var/lib/apt/extended_states",
      Array((automatic + ["y"]).map { "Package: \($0)\nAuto-Installed: 1\n\n" }.joined().utf8))
    return try PlannedRoot(root, command: "tool")
  }

  private let library = "/usr/lib/x86_64-linux-gnu/libx.so.1"

  @Test func `one that the application's package recommends is opened by name`() throws {
    #expect(try plan(recommends: "Recommends: libx1\n", automatic: ["libx1"]).keeps(library))
    #expect(try !plan(recommends: "", automatic: ["libx1"]).keeps(library))
  }

  @Test func `one that people asked for by name and that no package relies on is used`() throws {
    #expect(try plan(recommends: "", automatic: []).keeps(library))
  }

  @Test func `plug-ins are no such libraries`() throws {
    let plan = try plan(recommends: "", automatic: [], files: "/usr/lib/plugins/x.so")
    #expect(!plan.keeps("/usr/lib/plugins/x.so"))
  }

  @Test func `one that a plug-in of the recommending package is linked with comes with that`()
    throws
  {
    func plan(needed: [String]) throws -> PlannedRoot {
      let root = MemoryRoot(
        """
        /usr/bin/tool 755 : x
        \(library) : x
        /var/lib/dpkg/info/tool.list : /usr/bin/tool\\n/usr/lib/tool/plug.so\\n
        /var/lib/dpkg/info/libx1.list : \(library)\\n
        /var/lib/apt/extended_states : Package: y\\nAuto-Installed: 1\\n
        """)
      var plugin = ObjectBuilder()
      plugin.needed = needed
      root.addFile("/usr/lib/tool/plug.so", plugin.bytes())
      let package = "Status: install ok installed\nPriority: optional\nVersion: 1\n"
      root.addFile(
        "/var/lib/dpkg/status",
        Array("Package: tool\n\(package)Recommends: libx1\n\nPackage: libx1\n\(package)\n".utf8))
      return try PlannedRoot(root, command: "tool")
    }
    #expect(!(try plan(needed: ["libx.so.1"]).keeps(library)))
    #expect(try plan(needed: ["liby.so.1"]).keeps(library))
  }
}

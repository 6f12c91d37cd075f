import Analyzers
import ELFTesting
import Roots
import RootsTesting
import Testing

/// Names of libraries that a program completes when it runs.
@Suite struct LibraryTemplateTests {
  private func planned(says text: String, dependency: String = "libicu72") throws -> PlannedRoot {
    let root = MemoryRoot(
      """
      /var/lib/dpkg/info/server.list : /usr/sbin/server\\n/usr/lib/server/engine.so\\n
      /var/lib/dpkg/info/libicu72.list : /lib64/libicuuc.so.72\\n/lib64/libicuio.so.72\\n
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: server
        Status: install ok installed
        Depends: \(dependency)

        Package: libicu72
        Source: icu
        Status: install ok installed


        """.utf8))
    root.addFile(
      "/usr/sbin/server",
      ObjectBuilder.library("server") {
        $0.needed = ["libc.so.6"]
        $0.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
        $0.readOnlyData = Array("\0/usr/lib/server\0".utf8)
      }, mode: 0o755)
    root.addFile(
      "/usr/lib/server/engine.so",
      ObjectBuilder.library("engine.so") {
        $0.needed = ["libc.so.6"]
        $0.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
        $0.readOnlyData = Array("\0\(text)\0".utf8)
      })
    for name in ["libc.so.6", "libicuuc.so.72", "libicuio.so.72"] {
      root.addFile(RootPath("/lib64/" + name), ObjectBuilder.library(name))
    }
    return try PlannedRoot(root, command: "/usr/sbin/server")
  }

  @Test func `a version that is put in when the program runs is that of a package it depends on`()
    throws
  {
    let plan = try planned(says: "libicuuc.so.%s")
    #expect(plan.keeps("/lib64/libicuuc.so.72"))
    #expect(plan.rules("/lib64/libicuuc.so.72") == ["dlopen"])
    #expect(!plan.keeps("/lib64/libicuio.so.72"))
  }

  @Test func `libraries that the package does not depend on are not meant`() throws {
    #expect(
      !(try planned(says: "libicuuc.so.%s", dependency: "libc6").keeps("/lib64/libicuuc.so.72")))
  }

  @Test func `a template that fits every library names none`() throws {
    #expect(!(try planned(says: "lib%s.so.72").keeps("/lib64/libicuuc.so.72")))
  }
}

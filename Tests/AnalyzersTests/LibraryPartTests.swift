import Analyzers
import ELFTesting
import Roots
import RootsTesting
import Testing

/// Libraries that are loaded by names made of another one's.
@Suite struct LibraryPartTests {
  private func planned(dependency: String, imports: String = "dlopen") throws -> PlannedRoot {
    let root = MemoryRoot(
      """
      /var/lib/dpkg/info/server.list : /usr/sbin/server\\n
      /var/lib/dpkg/info/libloop.list : /lib64/libloop.so.1\\n
      /var/lib/dpkg/info/libloop-poll.list : /lib64/libloop-poll.so.1\\n/lib64/libloop-poll.so.2\\n/lib64/libother.so.1\\n
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: server
        Status: install ok installed
        Depends: libloop

        Package: libloop
        Status: install ok installed
        Depends: \(dependency)

        Package: libloop-poll
        Source: libloop
        Status: install ok installed


        """.utf8))
    root.addFile(
      "/usr/sbin/server", ObjectBuilder.library("server") { $0.needed = ["libloop.so.1"] },
      mode: 0o755)
    root.addFile(
      "/lib64/libloop.so.1",
      ObjectBuilder.library("libloop.so.1") {
        $0.needed = ["libc.so.6"]
        $0.symbols = [ObjectBuilder.BuiltSymbol(imports)]
      })
    for name in ["libc.so.6", "libloop-poll.so.1", "libloop-poll.so.2", "libother.so.1"] {
      root.addFile(RootPath("/lib64/" + name), ObjectBuilder.library(name))
    }
    return try PlannedRoot(root, command: "/usr/sbin/server")
  }

  @Test func `a part of a package that is depended on comes with the library`() throws {
    let plan = try planned(dependency: "libloop-poll")
    #expect(plan.keeps("/lib64/libloop-poll.so.1"))
    #expect(plan.rules("/lib64/libloop-poll.so.1") == ["dlopen"])
    #expect(!plan.keeps("/lib64/libloop-poll.so.2") && !plan.keeps("/lib64/libother.so.1"))
  }

  @Test func `who cannot load and whose package does not need it has no parts`() throws {
    #expect(!(try planned(dependency: "libc6").keeps("/lib64/libloop-poll.so.1")))
    #expect(
      !(try planned(dependency: "libloop-poll", imports: "puts").keeps("/lib64/libloop-poll.so.1"))
    )
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Programs that need a display which nothing kept needs.
@Suite struct DisplayTests {
  @Test func `a program behind a link needs what the program needs`() throws {
    let root = MemoryRoot()
    for name in ["libX11.so.6", "libc.so.6"] {
      var library = ObjectBuilder()
      library.soname = name
      library.isDynamic = true
      root.addFile(RootPath("/lib64/\(name)"), library.bytes())
    }
    for (name, needed) in [("viewer", ["libX11.so.6"]), ("server", ["libc.so.6"])] {
      var program = ObjectBuilder()
      program.needed = needed
      root.addFile(RootPath("/usr/lib/\(name)"), program.bytes(), mode: 0o755)
      root.addLink(RootPath("/usr/bin/\(name)"), to: Array("../lib/\(name)".utf8))
    }
    var request = Request()
    request.commands = [Request.Command(words: [Array("server".utf8)], source: "test")]
    let run = try Planner(analyzers: allAnalyzers()).run(request, of: root)
    #expect(try run.needsDisplayAlone("/usr/bin/viewer"))
    #expect(try !run.needsDisplayAlone("/usr/bin/server"))
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Which locales stay.
@Suite struct LocaleTests {
  private func plan(importing symbol: String) throws -> PlannedRoot {
    let root = MemoryRoot("/usr/lib/locale/C.utf8/LC_CTYPE : x")
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = [ObjectBuilder.BuiltSymbol(symbol)]
    root.addFile("/usr/bin/tool", object.bytes(), mode: 0o755)
    var libc = ObjectBuilder()
    libc.soname = "libc.so.6"
    root.addFile("/lib/libc.so.6", libc.bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "tool", environment: ["LD_LIBRARY_PATH=/lib"])
  }

  @Test(arguments: ["setlocale", "newlocale"])
  func `who can set a locale has that of C with UTF-8`(symbol: String) throws {
    #expect(try plan(importing: symbol).keeps("/usr/lib/locale/C.utf8/LC_CTYPE"))
  }

  @Test func `where nothing can set a locale none stays`() throws {
    #expect(!(try plan(importing: "puts").keeps("/usr/lib/locale/C.utf8/LC_CTYPE")))
  }
}

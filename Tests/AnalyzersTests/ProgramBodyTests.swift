import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Programs that are little more than the start of a library of their own package, which says what they run.
@Suite struct ProgramBodyTests {
  /// draw's library, in `directory`, names an interpreter, which a package has that another one of its source depends on.
  private func plan(directory: String) throws -> PlannedRoot {
    let library = directory + "/libdraw.so"
    let root = MemoryRoot(
      #"""
      /var/lib/dpkg/info/draw.list : /usr/bin/draw\n\#(library)\n
      /var/lib/dpkg/info/lang.list : /usr/bin/lang-doc\n
      /var/lib/dpkg/info/lang-minimal.list : /usr/bin/lang\n
      /usr/bin/lang 755 : x
      /usr/bin/lang-doc 755 : x
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: draw
        Status: install ok installed
        Version: 1
        Depends: lang:any

        Package: lang
        Status: install ok installed
        Version: 1
        Depends: lang-minimal

        Package: lang-minimal
        Status: install ok installed
        Source: lang
        Version: 1

        """.utf8))
    var program = ObjectBuilder()
    program.needed = ["libdraw.so"]
    program.runpath = directory
    root.addFile("/usr/bin/draw", program.bytes(), mode: 0o755)
    var body = ObjectBuilder()
    body.needed = ["libc.so.6"]
    body.symbols = [ObjectBuilder.BuiltSymbol("execvp")]
    body.readOnlyData = Array("\0lang-interpreter\0lang\0".utf8)
    root.addFile(RootPath(library), body.bytes())
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "draw")
  }

  @Test func `one in a directory of its own is believed like the program`() throws {
    let plan = try plan(directory: "/usr/lib/draw")
    #expect(plan.keeps("/usr/lib/draw/libdraw.so", "/usr/bin/lang"))
    #expect(!plan.keeps("/usr/bin/lang-doc"))
  }

  @Test func `one among everybody's libraries is a library`() throws {
    #expect(!(try plan(directory: "/usr/lib").keeps("/usr/bin/lang")))
  }
}

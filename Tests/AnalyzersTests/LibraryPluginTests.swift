import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Plug-ins that the package of a library has for it, where no string says their directory.
@Suite struct LibraryPluginTests {
  private func plan(importing function: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /var/lib/dpkg/info/tool.list : /usr/bin/tool\n
      /var/lib/dpkg/info/libpix.list : /lib64/libpix.so.0\n/lib64/pix-0.1/blur.so\n/lib64/pix-0.1/read.me\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: tool
        Status: install ok installed
        Version: 1
        Depends: libpix

        Package: libpix
        Status: install ok installed
        Version: 1

        """.utf8))
    var program = ObjectBuilder()
    program.needed = ["libpix.so.0"]
    root.addFile("/usr/bin/tool", program.bytes(), mode: 0o755)
    var library = ObjectBuilder()
    library.soname = "libpix.so.0"
    library.needed = ["libc.so.6"]
    library.symbols = [ObjectBuilder.BuiltSymbol(function)]
    root.addFile("/lib64/libpix.so.0", library.bytes())
    root.addFile("/lib64/pix-0.1/blur.so", ObjectBuilder().bytes())
    root.addFile("/lib64/pix-0.1/read.me", Array("text".utf8))
    root.addFile("/lib64/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "tool")
  }

  @Test func `those of a library that can load some come with it`() throws {
    let plan = try plan(importing: "dlopen")
    #expect(plan.rules("/lib64/pix-0.1/blur.so") == ["library-plug-in"])
    #expect(!plan.keeps("/lib64/pix-0.1/read.me"))
  }

  @Test func `a library that loads nothing has none`() throws {
    #expect(!(try plan(importing: "puts").keeps("/lib64/pix-0.1/blur.so")))
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Fonts for whoever links fontconfig.
@Suite struct FontTests {
  /// A large collection of `library`, and fonts of a package that apt was asked for.
  private func root(isAsked: Bool) -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /var/lib/dpkg/info/fonts-cjk.list : /usr/share/fonts/cjk/CJK-Regular.ttc\n/usr/share/fonts/cjk/CJK-Bold.ttc\n
      /var/lib/dpkg/status : Package: fonts-cjk\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
      /var/lib/apt/extended_states : Package: \#(isAsked ? "other" : "fonts-cjk")\nAuto-Installed: 1\n
      """#)
    for name in ["Regular", "Bold"] {
      root.addFile(
        RootPath("/usr/share/fonts/cjk/CJK-\(name).ttc"), [UInt8](repeating: 0, count: 17 << 20))
    }
    var program = ObjectBuilder()
    program.needed = ["libfontconfig.so.1"]
    root.addFile("/usr/bin/draw", program.bytes(), mode: 0o755)
    var library = ObjectBuilder()
    library.soname = "libfontconfig.so.1"
    root.addFile("/usr/lib64/libfontconfig.so.1", library.bytes())
    return root
  }

  @Test func `the regular faces of a package that people asked for come, large as they may be`()
    throws
  {
    let plan = try PlannedRoot(root(isAsked: true), command: "draw")
    #expect(plan.keeps("/usr/share/fonts/cjk/CJK-Regular.ttc"))
    #expect(!plan.keeps("/usr/share/fonts/cjk/CJK-Bold.ttc"))
    #expect(
      !(try PlannedRoot(root(isAsked: false), command: "draw")
        .keeps("/usr/share/fonts/cjk/CJK-Regular.ttc")))
  }
}

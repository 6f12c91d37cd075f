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

  @Test func `what fontconfig found in a directory comes where all of its fonts do`() throws {
    // The MD5 digest of the directory's path.
    let cache = "/var/cache/fontconfig/22a29c462cdfd2a519c0ebf7bf8d69f6-le64.cache-8"
    for isAsked in [true, false] {
      let root = root(isAsked: isAsked)
      root.addFile("/usr/share/fonts/small/Only.ttf", [0])
      root.addFile(RootPath(cache), [0])
      root.addFile(RootPath("/var/cache/fontconfig/0123-le64.cache-8"), [0])
      let plan = try PlannedRoot(root, command: "draw")
      #expect(plan.keeps(cache))
      #expect(!plan.keeps("/var/cache/fontconfig/0123-le64.cache-8"))
    }
  }

  @Test func `what it found in a directory of which a font stays out does not come`() throws {
    let cache = "/var/cache/fontconfig/1f178061b1c48204a8a89290846e3d3b-le64.cache-8"
    let root = root(isAsked: true)
    root.addFile(RootPath(cache), [0])
    #expect(!(try PlannedRoot(root, command: "draw").keeps(cache)))
  }
}

import Planning
import Roots
import RootsTesting
import Testing

@Suite("Where things are in a root") struct RootIndexTests {
  @Test func `a name leads to everything that is called so, in the order of the walk`() throws {
    let root = MemoryRoot()
    for path: RootPath in ["/a/x", "/b/x", "/x/x", "/b/y", "/xx"] { root.addFile(path) }
    let index = RootIndex(root: root)
    #expect(try index.paths(named: "x".utf8) == ["/x", "/x/x", "/b/x", "/a/x"])
    #expect(try index.paths(named: "y".utf8) == ["/b/y"])
    #expect(try index.paths(named: "z".utf8) == [])
  }

  @Test func `everything comes in path order`() throws {
    let root = MemoryRoot()
    for path: RootPath in [
      "/a/x", "/a-b/c/d", "/a-b/c.d/e", "/a.b", "/a0/x", "/ab/x", "/a-/x/y", "/b",
      "/proc/1", "/x/proc/2",
    ] {
      root.addFile(path)
    }
    let everything = try RootIndex(root: root).everything().map(\.path)
    #expect(everything == everything.sorted())
    #expect(everything.contains("/a-b/c.d/e") && everything.contains("/x/proc/2"))
    #expect(!everything.contains("/proc"))
  }

  @Test(arguments: [
    ("/lib", "usr/lib"), ("/lib", "/usr/lib"), ("/usr/share/lib", "../lib"), ("/x", "usr/./lib/"),
    ("/x", "other"), ("/x", "usr/bin/../lib"), ("/x", "usr/up/../lib"),
  ])
  func `a link to a directory is another name of it, however it says so`(
    link: RootPath, target: String
  ) throws {
    let root = MemoryRoot()
    root.addFile("/usr/lib/file", [])
    root.addFile("/usr/bin/program", [])
    root.addFile("/usr/share/data", [])
    root.addLink("/usr/up", to: Array("share".utf8))
    root.addLink("/other", to: Array("usr/lib".utf8))
    root.addLink(link, to: Array(target.utf8))
    root.addLink("/to-file", to: Array("usr/lib/file".utf8))
    root.addLink("/to-nothing", to: Array("usr/nothing".utf8))
    root.addLink("/in-a-circle", to: Array("in-a-circle".utf8))
    root.addLink("/to-root", to: Array("/".utf8))
    let aliases = try RootIndex(root: root).aliases(of: "/usr/lib/file")
    #expect(Set(aliases) == ["/other/file", link.appending("file")])
  }
}

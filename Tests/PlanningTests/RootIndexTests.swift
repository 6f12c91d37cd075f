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
}

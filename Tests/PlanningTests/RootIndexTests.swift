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
}

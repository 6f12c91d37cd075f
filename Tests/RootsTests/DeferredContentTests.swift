import Roots
import RootsTesting
import Testing

@Suite struct DeferredContentTests {
  @Test func `what is read later, on another thread, is what the root has`() async throws {
    let temporary = TemporaryDirectory()
    try temporary.shell("mkdir a; printf content > a/file; ln -s file a/link")
    let memory = MemoryRoot()
    memory.addFile("/a/file", Array("content".utf8))
    let roots: [any Root] = [try DirectoryRoot(path: temporary.path), memory]
    for root in roots {
      let content = try root.deferredContent(at: "/a/file")
      let task = Task.detached { try content.bytes() }
      #expect(try await task.value == Array("content".utf8))
      #expect(content.size == 7)
      #expect(throws: RootError.self) { try root.deferredContent(at: "/a") }
      #expect(throws: RootError.self) { try root.deferredContent(at: "/a/link") }
      #expect(throws: RootError.self) { try root.deferredContent(at: "/b") }
    }
  }

  @Test func `a file that went away is an error for who reads it`() throws {
    let temporary = TemporaryDirectory()
    try temporary.shell("printf content > file")
    let root = try DirectoryRoot(path: temporary.path)
    let content = try root.deferredContent(at: "/file")
    try temporary.shell("rm file")
    let error = #expect(throws: RootError.self) { try content.bytes() }
    #expect(error?.path == "/file")
  }
}

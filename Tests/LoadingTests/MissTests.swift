import Loading
import Roots
import RootsTesting
import Testing

/// The places considered, in order, in the words of the message.
@Suite struct MissTests {
  private func lines(_ root: MemoryRoot, libraryPath: String? = nil) throws -> [String] {
    try #require(
      try Loader(described: root, libraryPath: libraryPath).closure(of: "/usr/bin/app").missing
        .first
    ).lines
  }

  @Test func `every stage is told, in order`() throws {
    let root = glibcRoot(app("needed=libx.so"), loader: #"elf \x00/lib/\x00/usr/lib64/\x00"#)
    root.addFile("/usr/lib64/libx.so", Array("elf machine=aarch64".utf8))
    #expect(
      try lines(root) == [
        "DT_RPATH: not set", "LD_LIBRARY_PATH: not set", "DT_RUNPATH: not set",
        "ld.so.cache: the root has none", "default paths: /lib: no such directory",
        "default paths: /usr/lib64/libx.so: aarch64, wanted x86-64",
      ])
  }

  @Test func `what is void is told`() throws {
    let root = glibcRoot(
      app("needed=libx.so rpath=/rpath runpath=/opt/lib nodeflib") + "/env/\n/opt/lib/libx.so -> x")
    #expect(
      try lines(root, libraryPath: "/env") == [
        "DT_RPATH: ignored: DT_RUNPATH is set", "LD_LIBRARY_PATH: /env/libx.so: no such file",
        "DT_RUNPATH: /opt/lib/libx.so: a link to nothing ('/opt/lib/x') (of /usr/bin/app)",
        "ld.so.cache: the root has none", "default paths: ignored: DF_1_NODEFLIB is set",
      ])
  }

  @Test func `each miss is told once per requester and name`() throws {
    let root = glibcRoot(
      app("needed=libx.so,libx.so,/a/liba.so") + "/a/liba.so : elf needed=libx.so")
    #expect(
      try Loader(described: root).closure(of: "/usr/bin/app").missing.map(\.requester)
        == ["/usr/bin/app", "/a/liba.so"])
  }

  @Test func `a path that is needed is told as such`() throws {
    let root = glibcRoot(app("needed=/opt/libx.so"))
    #expect(try lines(root) == ["path: /opt/libx.so: no such file"])
  }

  @Test func `a program that is not there is an error`() throws {
    let loader = Loader(described: glibcRoot("/etc/text : text\n/etc/bad : elf malformed"))
    #expect(throws: LoadingError.self) { try loader.closure(of: "/nowhere") }
    #expect(throws: LoadingError.self) { try loader.closure(of: "/etc/text") }
    #expect(throws: LoadingError.self) { try loader.closure(of: "/etc/bad") }
    #expect(throws: LoadingError.self) { try loader.closure(of: "/etc") }
    #expect(try loader.object(at: "/etc/text") == nil)
    #expect(throws: LoadingError.self) { try loader.object(at: "/etc/bad") }
  }

  @Test func `a file that cannot be read is an error, not a miss`() throws {
    let root = glibcRoot(app("needed=libx.so") + "/usr/lib/libx.so : elf")
    root.unreadable = ["/usr/lib/libx.so"]
    #expect(throws: LoadingError.self) { try Loader(described: root).closure(of: "/usr/bin/app") }
  }
}

import Roots
import RootsTesting
import Testing

@Suite struct ResolutionTests {
  let root = MemoryRoot(
    """
    /usr/lib/real : x
    /usr/lib/to-real -> real
    /lib -> usr/lib
    /absolute -> /lib/to-real
    /out -> ../../../../etc/passwd
    /etc/passwd : p
    /loop -> /loop2
    /loop2 -> loop
    /dangling -> /nowhere/at/all
    /dir-slash -> usr/lib/
    /file-slash -> etc/passwd/
    /self -> .
    """)

  @Test func `links are followed inside the root and told in order`() throws {
    let resolution = try root.resolve("/absolute")
    #expect(resolution.path == "/usr/lib/real")
    #expect(resolution.entry?.kind == .regular)
    #expect(resolution.links == ["/absolute", "/lib", "/usr/lib/to-real"])
  }

  @Test func `dots above the root stay in the root`() throws {
    #expect(try root.resolve("/out").path == "/etc/passwd")
    #expect(try root.resolve("/../../etc/passwd".utf8).path == "/etc/passwd")
  }

  @Test func `dots count after the link before them`() throws {
    #expect(try root.resolve("/lib/../lib".utf8).path == "/usr/lib")
  }

  @Test func `a relative path starts in the directory`() throws {
    #expect(try root.resolve("real".utf8, from: "/usr/lib").path == "/usr/lib/real")
    #expect(try root.resolve("../lib/./real".utf8, from: "/usr/lib").entry != nil)
    #expect(try root.resolve("".utf8, from: "/usr/lib").entry == nil)
  }

  @Test func `the last link can be left as it is`() throws {
    let resolution = try root.resolve("/lib/to-real", followLast: false)
    #expect(resolution.path == "/usr/lib/to-real")
    #expect(resolution.entry?.kind == .symlink)
    #expect(resolution.links == ["/lib"])
  }

  @Test func `a circle of links is an error`() throws {
    let error = #expect(throws: RootError.self) { try root.resolve("/loop") }
    #expect(error?.code == .symlinkLoop)
  }

  @Test func `a link may be passed forty times`() throws {
    let path = String(repeating: "/self", count: 40) + "/etc/passwd"
    #expect(try root.resolve(path.utf8).entry != nil)
    #expect(throws: RootError.self) { try root.resolve(("/self" + path).utf8) }
  }

  @Test func `a dangling link says where it leads`() throws {
    let resolution = try root.resolve("/dangling/x")
    #expect(resolution.entry == nil)
    #expect(resolution.path == "/nowhere/at/all/x")
    #expect(resolution.links == ["/dangling"])
  }

  @Test func `a slash at the end asks for a directory`() throws {
    #expect(try root.resolve("/etc/passwd/".utf8).entry == nil)
    #expect(try root.resolve("/etc/passwd/.".utf8).entry == nil)
    #expect(try root.resolve("/file-slash").entry == nil)
    #expect(try root.resolve("/dir-slash").path == "/usr/lib")
    #expect(try root.resolve("/lib/".utf8, followLast: false).path == "/usr/lib")
    #expect(try root.resolve("/".utf8).entry != nil)
  }
}

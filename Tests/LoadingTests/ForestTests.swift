import Loading
import Roots
import RootsTesting
import Testing

/// Several closures seen as one.
@Suite struct ForestTests {
  private func forest(_ lines: String, of paths: [RootPath]) throws -> Forest {
    try Loader(described: glibcRoot(lines)).forest(of: paths)
  }

  @Test func `each file is there once`() throws {
    let forest = try forest(
      app("needed=libx.so", at: "/a") + app("needed=libx.so,liby.so", at: "/b") + """
        /usr/lib/libx.so : elf needed=liby.so
        /usr/lib/liby.so : elf
        """, of: ["/a", "/b"])
    #expect(
      forest.files.map { "\($0.path)" } == [
        "/a", "/usr/lib/libx.so", "/usr/lib/liby.so", "/lib64/ld-linux-x86-64.so.2", "/b",
      ])
    #expect(forest.files[4].needed.map(\.target) == [1, 2])
  }

  @Test func `a need that programs answer in different ways has every answer`() throws {
    let forest = try forest(
      app("needed=/l/libx.so rpath=/p", at: "/a") + app("needed=/l/libx.so rpath=/q", at: "/b")
        + app("needed=/l/libx.so", at: "/c") + """
          /l/libx.so : elf needed=liby.so
          /p/liby.so : elf
          /q/liby.so : elf
          """, of: ["/a", "/b", "/c"])
    let libx = try #require(forest.files.first { $0.path == "/l/libx.so" })
    #expect(libx.needed.map { "\(forest.files[$0.target].path)" } == ["/p/liby.so", "/q/liby.so"])
    #expect(libx.missing.map { printable($0.name) } == ["liby.so"])
    #expect(forest.missing.map(\.requester) == ["/l/libx.so"])
  }

  @Test func `it has the files of the closures, whatever these are`() throws {
    let lines =
      app("needed=libx.so audit=/opt/audit.so filter=libf.so", at: "/a") + """
        /opt/audit.so : elf needed=libz.so
        /usr/lib/libx.so : elf
        /usr/lib/libz.so : elf
        /usr/lib/libf.so : elf
        /usr/lib/glibc-hwcaps/x86-64-v3/libx.so : elf needed=libv.so
        /usr/lib/libv.so : elf
        """
    let closure = try Loader(described: glibcRoot(lines)).closure(of: "/a")
    let forest = try forest(lines, of: ["/a"])
    #expect(Set(forest.files.map(\.path)) == Set(closure.objects.map(\.path)))
    #expect(forest.files.contains { $0.variants.map { printable($0.level) } == ["x86-64-v3"] })
  }
}

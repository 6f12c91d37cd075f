import Loading
import Roots
import RootsTesting
import Testing

/// What a program opens by dlopen(3).
@Suite struct PlugInTests {
  private let root = glibcRoot(
    app("needed=libx.so.1 rpath=/rpath") + """
      /rpath/libx.so.1 : elf soname=libx.so.1 needed=libz.so
      /rpath/libz.so : elf
      /rpath/liby.so : elf
      /app/plugin.so : elf needed=libx.so.1,liby.so
      /usr/lib/libx.so.1 : elf
      """)

  @Test func `the RPATH of the program serves, and what it has loaded`() throws {
    let closure = try Loader(described: root).closure(
      of: "/app/plugin.so", openedBy: "/usr/bin/app")
    #expect(
      closure.paths == [
        "/app/plugin.so", "/rpath/libx.so.1", "/rpath/liby.so", "/rpath/libz.so",
      ])
    #expect(closure.objects.map(\.requester) == [nil, 0, 0, 1])
    #expect(closure.objects[0].needs.map { $0.answer?.via } == [.loaded, .rpath])
  }

  @Test func `alone it finds what it can`() throws {
    let closure = try Loader(described: root).closure(of: "/app/plugin.so")
    #expect(closure.libraries == ["/usr/lib/libx.so.1 default"])
    #expect(closure.missingNames == ["liby.so"])
  }

  @Test func `a search goes by the requester and the program`() throws {
    let loader = Loader(described: root)
    let name = Array("liby.so".utf8)
    #expect(
      try loader.search(name, for: "/app/plugin.so", in: "/usr/bin/app")
        == .found(path: "/rpath/liby.so", links: [], via: .rpath, variants: []))
    guard case .missing(let considered) = try loader.search(name, for: "/app/plugin.so") else {
      Issue.record("found without the program's RPATH")
      return
    }
    #expect(considered.first?.stage == "DT_RPATH")
  }

  @Test func `nothing is loaded before a search`() throws {
    #expect(
      try Loader(described: root).search(Array("libz.so".utf8), for: "/usr/lib/libx.so.1")
        == .missing([
          .init(stage: "DT_RPATH", outcome: "not set"),
          .init(stage: "LD_LIBRARY_PATH", outcome: "not set"),
          .init(stage: "DT_RUNPATH", outcome: "not set"),
          .init(stage: "ld.so.cache", outcome: "the root has none"),
          .init(stage: "default paths", outcome: "/lib/x86_64-linux-gnu: no such directory"),
          .init(stage: "default paths", outcome: "/usr/lib/x86_64-linux-gnu: no such directory"),
          .init(stage: "default paths", outcome: "/lib: no such directory"),
          .init(stage: "default paths", outcome: "/usr/lib/libz.so: no such file"),
        ]))
  }

  @Test func `a name with a slash is opened`() throws {
    #expect(
      try Loader(described: root).search(Array("/rpath/libz.so".utf8), for: "/usr/bin/app")
        == .found(path: "/rpath/libz.so", links: [], via: .path, variants: []))
  }
}

import Loading
import Roots
import RootsTesting
import Testing

/// In which order ld.so looks into lists.
@Suite struct SearchOrderTests {
  /// Where libx.so is found when it is in all of `directories`.
  private func found(
    _ words: String, in directories: [String], libraryPath: String? = nil, more: String = ""
  ) throws -> String? {
    let files = directories.map { "\($0)/libx.so : elf\n" }.joined()
    let root = glibcRoot(app(words) + files + more)
    let closure = try Loader(described: root, libraryPath: libraryPath).closure(of: "/usr/bin/app")
    return closure.libraries.first { $0.contains("libx.so") }
  }

  @Test func `RPATH comes before LD_LIBRARY_PATH`() throws {
    #expect(
      try found("needed=libx.so rpath=/rpath", in: ["/rpath", "/env"], libraryPath: "/env")
        == "/rpath/libx.so rpath")
  }

  @Test func `LD_LIBRARY_PATH comes before RUNPATH`() throws {
    #expect(
      try found("needed=libx.so runpath=/runpath", in: ["/runpath", "/env"], libraryPath: "/env")
        == "/env/libx.so LD_LIBRARY_PATH")
  }

  @Test func `RUNPATH comes before the defaults`() throws {
    #expect(
      try found("needed=libx.so runpath=/runpath", in: ["/runpath", "/usr/lib"])
        == "/runpath/libx.so runpath")
  }

  @Test func `the defaults are searched in the order of the loader`() throws {
    #expect(
      try found("needed=libx.so", in: ["/usr/lib", "/lib", "/usr/lib/x86_64-linux-gnu"])
        == "/usr/lib/x86_64-linux-gnu/libx.so default")
  }

  @Test func `RPATH is void where the same object has RUNPATH`() throws {
    #expect(
      try found("needed=libx.so rpath=/rpath runpath=/runpath", in: ["/rpath", "/usr/lib"])
        == "/usr/lib/libx.so default")
  }

  @Test func `an empty RUNPATH voids RPATH too`() throws {
    #expect(
      try found("needed=libx.so rpath=/rpath runpath=", in: ["/rpath", "/usr/lib"])
        == "/usr/lib/libx.so default")
  }

  @Test func `RPATH serves what a library needs in turn`() throws {
    #expect(
      try found(
        "needed=liba.so rpath=/rpath", in: ["/rpath"], more: "/rpath/liba.so : elf needed=libx.so")
        == "/rpath/libx.so rpath")
  }

  @Test func `the nearest RPATH comes first`() throws {
    #expect(
      try found(
        "needed=liba.so rpath=/rpath", in: ["/rpath", "/near"],
        more: "/rpath/liba.so : elf needed=libx.so rpath=/near") == "/near/libx.so rpath")
  }

  @Test func `RUNPATH does not serve what a library needs in turn`() throws {
    #expect(
      try found(
        "needed=liba.so runpath=/runpath", in: ["/runpath"],
        more: "/runpath/liba.so : elf needed=libx.so") == nil)
  }

  @Test func `a library with RUNPATH does not get the RPATH of its loaders`() throws {
    #expect(
      try found(
        "needed=liba.so rpath=/rpath", in: ["/rpath"],
        more: "/rpath/liba.so : elf needed=libx.so runpath=/nowhere") == nil)
  }

  @Test func `RPATH passes a library with RUNPATH and serves those below it`() throws {
    #expect(
      try found(
        "needed=liba.so rpath=/rpath", in: ["/rpath"],
        more: """
          /rpath/liba.so : elf needed=/other/libb.so runpath=/nowhere
          /other/libb.so : elf needed=libx.so
          """) == "/rpath/libx.so rpath")
  }

  @Test func `a voided RPATH does not reach the libraries below`() throws {
    #expect(
      try found(
        "needed=/a/liba.so rpath=/rpath runpath=/runpath", in: ["/rpath"],
        more: "/a/liba.so : elf needed=libx.so") == nil)
  }

  @Test func `of two places the first asker decides`() throws {
    let root = glibcRoot(
      app("needed=/a/liba.so,/b/libb.so") + """
        /a/liba.so : elf needed=libx.so runpath=/a
        /b/libb.so : elf needed=libx.so runpath=/b
        /a/libx.so : elf
        /b/libx.so : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.paths.contains("/a/libx.so") && !closure.paths.contains("/b/libx.so"))
  }

  @Test func `NODEFLIB leaves out the defaults`() throws {
    #expect(try found("needed=libx.so nodeflib", in: ["/usr/lib"]) == nil)
  }

  @Test func `NODEFLIB counts for the one who asks`() throws {
    #expect(
      try found(
        "needed=/a/liba.so nodeflib", in: ["/usr/lib"], more: "/a/liba.so : elf needed=libx.so")
        == "/usr/lib/libx.so default")
  }

  @Test(arguments: [
    ("/a:/b", "/a"), ("/nowhere:/b", "/b"), ("/nowhere;/b", "/b"), (":/b", "/work"),
    ("/b:", "/b"), ("", nil), ("/b/", "/b"), ("./", "/work/."), ("../a", "/work/../a"),
  ]) func `LD_LIBRARY_PATH is taken apart`(_ text: String, _ place: String?) throws {
    let root = glibcRoot(
      app("needed=libx.so") + "/a/libx.so : elf\n/b/libx.so : elf\n/work/libx.so : elf\n")
    let closure = try Loader(described: root, libraryPath: text, workingDirectory: "/work")
      .closure(of: "/usr/bin/app")
    let expected = place.map { RootPath($0).appending("libx.so") }
    #expect(closure.objects.first { $0.via == .libraryPath }?.path == expected)
  }

  @Test(arguments: [("/nowhere;/b", nil), ("/nowhere:/b", "/b"), (":/b", "/work")])
  func `RPATH is taken apart at colons alone`(_ text: String, _ place: String?) throws {
    let root = glibcRoot(
      app("needed=libx.so rpath=\(text)") + "/b/libx.so : elf\n/work/libx.so : elf\n")
    let closure = try Loader(described: root, workingDirectory: "/work")
      .closure(of: "/usr/bin/app")
    let expected = place.map { RootPath($0).appending("libx.so") }
    #expect(closure.objects.first { $0.via == .rpath }?.path == expected)
  }

  @Test func `a directory that is only passed through is told`() throws {
    let root = glibcRoot(
      app("needed=libx.so rpath=/opt/app/bin/../lib") + """
        /opt/app/bin/
        /opt/app/lib/libx.so : elf
        """)
    let closure = try Loader(described: root).closure(of: "/usr/bin/app")
    #expect(closure.objects[1].detours == ["/opt/app/bin"])
  }
}

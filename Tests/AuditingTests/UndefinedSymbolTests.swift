internal import ELF
internal import ELFTesting
internal import Roots
internal import RootsTesting
internal import Testing

/// The rules by which a loader chooses a definition (glibc's elf/dl-lookup.c, musl's ldso/dynlink.c).
@Suite struct UndefinedSymbolTests {
  typealias Symbol = ObjectBuilder.BuiltSymbol

  /// What is undefined where a program looks `wanted` up in the libraries a and b, which define what is given.
  private func undefined(
    _ wanted: [Symbol], a: [Symbol] = [], b: [Symbol] = [], versionsOfA: [String] = [],
    interpreter: String = "/lib64/ld-linux-x86-64.so.2", wantsOf file: String = "liba.so"
  ) throws -> [String] {
    let root = root()
    root.addFile("/lib/ld-musl-x86_64.so.1", library("libc.musl-x86_64.so.1"))
    root.addFile(
      "/usr/lib/liba.so",
      library("liba.so") {
        $0.symbols = a
        $0.versionsDefined = versionsOfA
      })
    root.addFile("/usr/lib/libb.so", library("libb.so") { $0.symbols = b })
    root.addFile(
      "/bin/x",
      program(needed: ["liba.so", "libb.so"]) {
        $0.interpreter = interpreter
        $0.symbols = wanted
        let versions = Set(wanted.compactMap(\.version)).sorted()
        if !versions.isEmpty {
          $0.versionsNeeded = [
            VersionsNeeded(
              file: Array(file.utf8),
              versions: versions.map { .init(name: Array($0.utf8), isWeak: true) })
          ]
        }
      }, mode: 0o755)
    return try audit(root).filter { $0.contains("undefined-symbol") }
      .map { String($0.split(separator: " ").last ?? "") }
  }

  @Test func `any library in scope may define it`() throws {
    #expect(
      try undefined(
        [.init("one"), .init("two"), .init("three")], a: [.defined("one")], b: [.defined("two")])
        == ["three"])
  }

  @Test func `a weak symbol may stay undefined`() throws {
    #expect(try undefined([.init("one", binding: 2)]) == [])
  }

  @Test func `a weak definition serves, a local or hidden one does not`() throws {
    #expect(
      try undefined(
        [.init("weak"), .init("local"), .init("hidden"), .init("protected")],
        a: [
          .defined("weak", binding: 2), .defined("local", binding: 0),
          .defined("hidden", visibility: 2), .defined("protected", visibility: 3),
        ]
      ).sorted() == ["hidden", "local"])
  }

  @Test func `what no relocation names is not looked up`() throws {
    #expect(try undefined([.init("one", isRelocated: false)]) == [])
  }

  @Test func `a version must be the one that is wanted`() throws {
    #expect(
      try undefined(
        [.init("one", version: "A_1"), .init("two", version: "A_1")],
        a: [.defined("one", version: "A_1"), .defined("two", version: "A_2")],
        versionsOfA: ["A_1", "A_2"]) == ["two@A_1"])
  }

  @Test func `a base definition serves every version, unless it is hidden`() throws {
    #expect(
      try undefined(
        [.init("one", version: "A_1"), .init("two", version: "A_1")],
        a: [.defined("one"), .defined("two", isHidden: true)], versionsOfA: ["A_1"])
        == ["two@A_1"])
  }

  @Test func `a library without versions serves every version`() throws {
    #expect(
      try undefined(
        [.init("one", version: "A_1")], b: [.defined("one")], wantsOf: "elsewhere.so") == [])
  }

  @Test func `a versioned symbol may have moved to another library`() throws {
    // As those of libpthread.so.0 did to libc.so.6; the old file is still what the version is wanted of.
    #expect(
      try undefined(
        [.init("one", version: "A_1")], a: [.defined("other", version: "A_1")],
        b: [.defined("one")], versionsOfA: ["A_1"]) == [])
  }

  @Test func `who wants no version gets the oldest, or the only one`() throws {
    #expect(
      try undefined(
        [.init("oldest"), .init("only"), .init("several")],
        a: [
          .defined("oldest", version: "A_1", isHidden: true), .defined("only", version: "A_2"),
          .defined("several", version: "A_2"), .defined("several", version: "A_3"),
        ], versionsOfA: ["A_1", "A_2", "A_3"]) == ["several"])
  }

  @Test func `musl goes by the name, past hidden versions`() throws {
    #expect(
      try undefined(
        [.init("one", version: "A_9"), .init("two")],
        a: [.defined("one", version: "A_2"), .defined("two", version: "A_1", isHidden: true)],
        versionsOfA: ["A_1", "A_2"], interpreter: "/lib/ld-musl-x86_64.so.1") == ["two"])
  }

  @Test func `what a plug-in leaves to a program here is a note, the rest a warning`() throws {
    let root = root()
    root.addFile("/bin/host", program { $0.symbols = [.defined("host_call")] }, mode: 0o755)
    root.addFile(
      "/usr/lib/host/plugin.so",
      library("plugin.so") { $0.symbols = [.init("host_call"), .init("gone_call")] })
    #expect(
      try audit(root, notes: true).filter { $0.contains("undefined-symbol") } == [
        "warning undefined-symbol /usr/lib/host/plugin.so gone_call",
        "note undefined-symbol /usr/lib/host/plugin.so /bin/host",
      ])
  }

  @Test func `a symbol that a library of a program lacks is told at the library`() throws {
    let root = root()
    root.addFile("/bin/a", program(needed: ["libx.so"]), mode: 0o755)
    root.addFile("/usr/lib/libx.so", library("libx.so") { $0.symbols = [.init("gone")] })
    #expect(try audit(root) == ["error undefined-symbol /usr/lib/libx.so gone"])
  }
}

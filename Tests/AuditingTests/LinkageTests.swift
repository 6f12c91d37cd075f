internal import Auditing
internal import ELF
internal import ELFTesting
internal import Loading
internal import Roots
internal import RootsTesting
internal import Testing

/// A program or library with the headers that nobody complains about.
func program(
  needed: [String] = [], _ change: (inout ObjectBuilder) -> Void = { _ in }
) -> [UInt8] {
  ObjectBuilder.program(needed: needed) {
    $0.stackFlags = 6
    change(&$0)
  }
}

func library(
  _ soname: String, needed: [String] = [], _ change: (inout ObjectBuilder) -> Void = { _ in }
) -> [UInt8] {
  ObjectBuilder.library(soname, needed: needed) {
    $0.stackFlags = 6
    change(&$0)
  }
}

@Suite struct LinkageTests {
  @Test func `a missing library is told once, at the object that needs it, with every place`()
    throws
  {
    let root = root()
    root.addFile("/bin/a", program(needed: ["libx.so"]), mode: 0o755)
    root.addFile("/bin/b", program(needed: ["libx.so", "liby.so"]), mode: 0o755)
    root.addFile("/usr/lib/libx.so", library("libx.so", needed: ["libgone.so"]))
    let findings = try Auditor(root: root).findings().filter { $0.severity == .error }
    #expect(findings.map(\.path) == ["/bin/b", "/usr/lib/libx.so"])
    #expect(findings[0].detail == "cannot find 'liby.so'")
    #expect(findings[1].detail == "cannot find 'libgone.so', when /bin/a loads it")
    #expect(findings[0].considered.contains { $0.outcome.contains("/usr/lib/liby.so") })
  }

  @Test func `what a program's RPATH finds for its libraries is not missing`() throws {
    let root = root()
    root.addFile(
      "/bin/a",
      program(needed: ["libx.so"]) { $0.rpath = "/opt/lib" }, mode: 0o755)
    root.addFile("/opt/lib/libx.so", library("libx.so", needed: ["liby.so"]))
    root.addFile("/opt/lib/liby.so", library("liby.so"))
    #expect(try audit(root) == [])
  }

  @Test func `a library that a plug-in needs and others may have loaded is a warning`() throws {
    let root = root()
    root.addFile("/opt/app/lib/plugin.so", library("plugin.so", needed: ["libcore.so"]))
    root.addFile("/opt/app/lib/core/libcore.so", library("libcore.so"))
    #expect(try audit(root) == ["warning missing-library /opt/app/lib/plugin.so libcore.so"])
    // A sibling that has the name among its strings may open it before.
    root.addFile(
      "/opt/app/lib/libstart.so",
      library("libstart.so") { $0.readOnlyData = Array("core/libcore.so\0".utf8) })
    #expect(try audit(root) == [])
  }

  @Test func `a version that the library lacks is an error, a weak one a warning`() throws {
    let root = root()
    root.addFile("/usr/lib/libx.so", library("libx.so") { $0.versionsDefined = ["X_1"] })
    for (name, isWeak) in [("/bin/strong", false), ("/bin/weak", true)] {
      root.addFile(
        RootPath(name),
        program(needed: ["libx.so"]) {
          $0.versionsNeeded = [
            VersionsNeeded(
              file: Array("libx.so".utf8),
              versions: [.init(name: Array("X_2".utf8), isWeak: isWeak)])
          ]
        }, mode: 0o755)
    }
    #expect(
      try audit(root) == [
        "error missing-version /bin/strong X_2", "warning missing-version /bin/weak X_2",
      ])
  }

  @Test func `a library of a machine that no program is of is told`() throws {
    let root = root()
    root.addFile("/bin/a", program(), mode: 0o755)
    root.addFile(
      "/opt/libarm.so", library("libarm.so", needed: ["libc.so.6"]) { $0.machine = .aarch64 })
    #expect(try audit(root) == ["warning wrong-architecture /opt/libarm.so aarch64"])
  }

  @Test func `a needed library of which nothing is used is noted`() throws {
    let root = root()
    root.addFile("/usr/lib/libx.so", library("libx.so") { $0.symbols = [.defined("x")] })
    root.addFile("/usr/lib/liby.so", library("liby.so") { $0.symbols = [.defined("y")] })
    root.addFile(
      "/bin/a", program(needed: ["libx.so", "liby.so"]) { $0.symbols = [.init("y")] }, mode: 0o755)
    #expect(
      try audit(root, notes: true).filter { $0.contains("unused") } == [
        "note unused-dependency /bin/a libx.so"
      ])
  }

  @Test
  func
    `a root of glibc without a cache is told, and gravely where only the cache would find a library`()
    throws
  {
    let root = root()
    root.addFile("/etc/ld.so.conf", Array("include ld.so.conf.d/*.conf\n".utf8))
    root.addFile("/etc/ld.so.conf.d/a.conf", Array("/usr/lib\n/opt/lib # ours\n".utf8))
    #expect(try audit(root, notes: true).filter { $0.contains("cache") } == [])
    root.addFile("/usr/bin/p", program(), mode: 0o755)
    #expect(
      try audit(root, notes: true).filter { $0.contains("cache") }
        == ["note stale-cache /etc/ld.so.cache "])
    root.addFile("/opt/lib/libz.so.1", library("libz.so.1"))
    #expect(
      try audit(root).filter { $0.contains("cache") }
        == ["warning stale-cache /etc/ld.so.cache /opt/lib/libz.so.1"])
  }

  @Test func `a directory of ld.so.conf that everyone may write to is insecure`() throws {
    let root = root()
    root.addDirectory("/srv/own")
    root.addDirectory("/srv/open", mode: 0o1777)
    root.addFile(
      "/etc/ld.so.conf", Array("/srv/own\n/srv/open\nlib\n/tmp/build/lib\n".utf8))
    #expect(
      try audit(root).filter { $0.contains("insecure") } == [
        "warning insecure-rpath /etc/ld.so.conf /srv/open",
        "warning insecure-rpath /etc/ld.so.conf /tmp/build/lib",
        "warning insecure-rpath /etc/ld.so.conf lib",
      ])
  }

  @Test func `the cache must list what is there`() throws {
    let root = root()
    root.addFile("/bin/a", program(), mode: 0o755)
    root.addFile("/usr/lib/libx.so.1", library("libx.so.1"))
    root.addFile("/usr/lib/libnew.so.1", library("libnew.so.1"))
    root.addFile("/opt/lib/libx.so.1", library("libx.so.1"))
    root.addFile("/opt/lib/liby.so.1", library("liby.so.1"))
    let listed = [
      "/usr/lib/libx.so.1", "/opt/lib/libx.so.1", "/opt/lib/liby.so.1", "/gone/libz.so",
    ]
    let cache = LdCache(
      entries: listed.map {
        LdCache.Entry(
          name: Array(RootPath($0).name), path: Array($0.utf8), flags: 0x303)
      })
    root.addFile("/etc/ld.so.cache", cache.encoded())
    let found = try audit(root, notes: true).filter { $0.contains("cache") || $0.contains("shad") }
    #expect(
      found == [
        "warning stale-cache /etc/ld.so.cache /gone/libz.so",
        "note shadowed-library /opt/lib/libx.so.1 libx.so.1",
        "note stale-cache /usr/lib/libnew.so.1 libnew.so.1",
      ])
  }
}

extension ObjectBuilder.BuiltSymbol {
  /// A function that others can find.
  static func defined(
    _ name: String, version: String? = nil, isHidden: Bool = false, binding: UInt8 = 1,
    visibility: UInt8 = 0
  ) -> Self {
    Self(
      name, version: version, isHidden: isHidden, isDefined: true, binding: binding,
      visibility: visibility, value: 0x1000)
  }
}

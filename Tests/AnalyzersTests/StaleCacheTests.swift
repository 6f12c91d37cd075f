import Analyzers
import ELFTesting
import Loading
import Planning
import Roots
import RootsTesting
import Testing

/// A root's ld.so.cache that names files which are gone.
@Suite struct StaleCacheTests {
  @Test func `an entry for better CPUs whose file is gone is a note where others find the library`()
    throws
  {
    var app = ObjectBuilder()
    app.interpreter = "/lib64/ld-linux-x86-64.so.2"
    app.needed = ["libx.so"]
    let root = MemoryRoot()
    root.addFile("/bin/app", app.bytes(), mode: 0o755)
    root.addFile(
      "/lib64/ld-linux-x86-64.so.2",
      ObjectBuilder().bytes() + Array("\0/lib/\0/usr/lib/\0x86-64-v4:x86-64-v3:x86-64-v2\0".utf8))
    root.addFile("/opt/libx.so", ObjectBuilder().bytes())
    let level = Array("x86-64-v3".utf8)
    root.addFile(
      "/etc/ld.so.cache",
      LdCache(entries: [
        LdCache.Entry(
          name: Array("libx.so".utf8), path: Array("/opt/libx.so".utf8), flags: 0x303),
        LdCache.Entry(
          name: Array("libx.so".utf8), path: Array("/opt/glibc-hwcaps/x86-64-v3/libx.so".utf8),
          flags: 0x303, level: level),
      ]).encoded())
    let plan = try PlannedRoot(root, command: "app").plan
    #expect(plan.missing.isEmpty)
    #expect(plan.notes.contains { $0.kind == "stale-cache-entry" && $0.path == "/bin/app" })
    #expect(plan.entries.contains { $0.path == "/opt/libx.so" })
  }
}

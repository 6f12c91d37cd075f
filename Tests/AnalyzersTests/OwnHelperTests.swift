import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Helpers of the application's own source, which its programs and scripts start.
@Suite struct OwnHelperTests {
  private func program(
    needing needed: [String] = ["libc.so.6"], importing: [String], saying data: String = ""
  ) -> [UInt8] {
    var object = ObjectBuilder()
    object.needed = needed
    object.symbols = importing.map { ObjectBuilder.BuiltSymbol($0) }
    object.readOnlyData = Array("\0\(data)\0".utf8)
    return object.bytes()
  }

  private func root(_ files: [String]) -> MemoryRoot {
    let root = MemoryRoot()
    root.addFile(
      "/var/lib/dpkg/info/server.list", Array((files.joined(separator: "\n") + "\n").utf8))
    root.addFile(
      "/var/lib/dpkg/status",
      Array("Package: server\nStatus: install ok installed\nPriority: optional\n\n".utf8))
    for library in ["libc.so.6", "libpam.so.0"] {
      root.addFile(RootPath("/lib64/\(library)"), ObjectBuilder().bytes())
    }
    return root
  }

  /// A server that leaves sessions to a program beside it.
  private func sessions(importing: [String]) throws -> PlannedRoot {
    let root = root(["/usr/sbin/server", "/usr/lib/server/session"])
    root.addFile(
      "/usr/sbin/server", program(importing: ["execv"], saying: "/usr/lib/server/session"),
      mode: 0o755)
    root.addFile(
      "/usr/lib/server/session",
      program(needing: ["libc.so.6", "libpam.so.0"], importing: ["execve"] + importing), mode: 0o755
    )
    root.addFile("/etc/passwd", Array("ann:x:1000:1000::/home/ann:/bin/ash\n".utf8))
    root.addFile("/bin/ash", program(importing: []), mode: 0o755)
    return try PlannedRoot(root, command: "server")
  }

  @Test func `one that opens sessions gives people their shells`() throws {
    #expect(try sessions(importing: ["pam_open_session", "pam_getenvlist"]).keeps("/bin/ash"))
  }

  @Test func `one that authenticates for others starts nobody's shell`() throws {
    #expect(try !sessions(importing: ["pam_open_session"]).keeps("/bin/ash"))
  }

  /// A server that runs a shell script of its own, which runs a script of another language.
  private func scripts(ownedBy owned: [String]) throws -> PlannedRoot {
    let root = root(["/usr/sbin/server", "/usr/lib/server/start"] + owned)
    root.addFile(
      "/usr/sbin/server", program(importing: ["execv"], saying: "/usr/lib/server/start"),
      mode: 0o755)
    root.addFile(
      "/usr/lib/server/start", Array("#!/bin/sh\n/usr/lib/server/sync.x a b\n".utf8), mode: 0o755)
    root.addFile(
      "/usr/lib/server/sync.x", Array("#!/usr/bin/xlang\nsync\n".utf8), mode: 0o755)
    root.addFile("/bin/sh", program(importing: []), mode: 0o755)
    root.addFile("/usr/bin/xlang", program(importing: []), mode: 0o755)
    return try PlannedRoot(root, command: "server")
  }

  @Test func `a script that one of them runs comes with its interpreter`() throws {
    #expect(
      try scripts(ownedBy: ["/usr/lib/server/sync.x"])
        .keeps("/usr/lib/server/sync.x", "/usr/bin/xlang"))
  }

  @Test func `a script of somebody else brings no interpreter`() throws {
    #expect(try !scripts(ownedBy: []).keeps("/usr/bin/xlang"))
  }
}

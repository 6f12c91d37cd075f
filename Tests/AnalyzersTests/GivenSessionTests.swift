import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Programs that open sessions, and who types in them.
@Suite struct GivenSessionTests {
  private func plan(_ line: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /bin/sh 755 : x
      /app/run 755 : #!/bin/sh\n\#(line)
      /usr/bin/less 755 : x
      /usr/bin/tail 755 : x
      """#)
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = ["pam_open_session", "ttyname"].map { ObjectBuilder.BuiltSymbol($0) }
    root.addFile("/usr/bin/su", object.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "/app/run")
  }

  @Test func `a session that a script gives a command needs nothing for people`() throws {
    let plan = try plan(#"su web -s /bin/sh -c "tail -f /x""#)
    #expect(plan.keeps("/usr/bin/su", "/usr/bin/tail"))
    #expect(!plan.keeps("/usr/bin/less"))
  }

  @Test func `one without a command is for people`() throws {
    #expect(try plan("su - web").keeps("/usr/bin/less"))
    #expect(try plan(#"su web -c true\nsu web"#).keeps("/usr/bin/less"))
  }
}

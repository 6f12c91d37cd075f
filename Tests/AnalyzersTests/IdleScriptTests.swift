import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Programs that a package has in /etc among its configuration.
@Suite struct IdleScriptTests {
  private func plan(_ lines: String, says text: String = "/etc/store/") throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /bin/sh 755 : x
      /usr/bin/upgrade 755 : x
      /etc/store/store.conf : x
      /etc/store/at-start 755 : #!/bin/sh\nupgrade
      /var/lib/dpkg/status : Package: store\nStatus: install ok installed\nVersion: 1\n
      /var/lib/dpkg/info/store.list : /usr/sbin/store\n/etc/store/store.conf\n/etc/store/at-start\n/etc/store/hooks.d/one\n

      """# + lines)
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = [ObjectBuilder.BuiltSymbol("system")]
    object.readOnlyData = Array("\0\(text)\0".utf8)
    root.addFile("/usr/sbin/store", object.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "store")
  }

  @Test func `a script that nothing names stays and brings nothing`() throws {
    for directory in ["/etc/store/", "/etc/store"] {
      let plan = try plan("", says: directory)
      #expect(plan.keeps("/etc/store/at-start"))
      #expect(!plan.keeps("/usr/bin/upgrade"))
    }
  }

  @Test func `one that the program names brings what it runs`() throws {
    #expect(try plan("", says: "/etc/store/at-start").keeps("/usr/bin/upgrade"))
  }

  @Test func `hooks in a directory of their own bring what they run`() throws {
    let plan = try plan(
      #"/etc/store/hooks.d/one 755 : #!/bin/sh\nupgrade"#, says: "/etc/store/hooks.d/")
    #expect(plan.keeps("/etc/store/hooks.d/one", "/usr/bin/upgrade"))
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Programs that a message bus starts by the names of services.
@Suite struct MessageBusTests {
  private func planned(_ command: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /usr/share/dbus-1/session.conf : <busconfig/>
      /usr/share/dbus-1/services/org.x.service : [D-BUS Service]\nName=org.x\nExec=/usr/libexec/x-service\n
      /usr/share/dbus-1/services/org.site.service : [D-BUS Service]\nName=org.site\nExec=/opt/site/run\n
      /opt/site/run 755 : x
      /var/lib/dpkg/status : Package: x\nStatus: install ok installed\nPriority: optional\n\nPackage: bus\nStatus: install ok installed\nPriority: optional\n
      /var/lib/dpkg/info/x.list : /usr/libexec/x-service\n/usr/share/dbus-1/services/org.x.service\n
      /var/lib/dpkg/info/bus.list : /usr/bin/dbus-daemon\n/usr/bin/other\n/usr/share/dbus-1/session.conf\n
      """#)
    for name in ["dbus-daemon", "other"] {
      var object = ObjectBuilder()
      object.needed = ["libc.so.6"]
      object.symbols = [ObjectBuilder.BuiltSymbol("execve")]
      if name != "other" {
        object.readOnlyData = Array("\0/usr/share/dbus-1/session.conf\0".utf8)
      }
      root.addFile(RootPath("/usr/bin/\(name)"), object.bytes(), mode: 0o755)
    }
    root.addFile("/usr/libexec/x-service", ObjectBuilder().bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: command)
  }

  @Test func `the services of a bus come with the programs behind them`() throws {
    let plan = try planned("dbus-daemon --session")
    #expect(plan.keeps("/usr/share/dbus-1/services/org.x.service", "/usr/libexec/x-service"))
    #expect(plan.keeps("/usr/share/dbus-1/services/org.site.service"))
  }

  @Test func `without a bus nothing starts them`() throws {
    let plan = try planned("other")
    #expect(!plan.keeps("/usr/share/dbus-1/services/org.x.service"))
    #expect(!plan.keeps("/usr/libexec/x-service"))
  }
}

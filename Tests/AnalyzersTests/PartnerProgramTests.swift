import Analyzers
import ELFTesting
import Roots
import RootsTesting
import Testing

/// A program that works for a plug-in, in a directory which the plug-in's own configuration names.
@Suite struct PartnerProgramTests {
  private func plan(automatic: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /etc/web/agent.conf : Root /usr/lib/agent/places.ini\n
      /usr/lib/agent/places.ini : support=/usr/lib/agent/support\n
      /usr/bin/rm 755 : x
      /var/lib/dpkg/info/web.list : /usr/sbin/web\n
      /var/lib/dpkg/info/web-mod-agent.list : /etc/web/agent.conf\n
      /var/lib/dpkg/info/agent.list : /usr/lib/agent/places.ini\n/usr/lib/agent/support/AgentCore\n
      /var/lib/dpkg/info/coreutils.list : /usr/bin/rm\n
      /var/lib/apt/extended_states : Package: \#(automatic)\nAuto-Installed: 1\n\nPackage: agent\nAuto-Installed: 1\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: web
        Status: install ok installed
        Priority: optional
        Version: 1

        Package: web-mod-agent
        Source: agent
        Status: install ok installed
        Priority: optional
        Version: 1
        Depends: agent

        Package: agent
        Status: install ok installed
        Priority: optional
        Version: 1

        Package: coreutils
        Essential: yes
        Status: install ok installed
        Priority: optional
        Version: 1

        """.utf8))
    var core = ObjectBuilder()
    core.needed = ["libc.so.6", "liblarge.so.1"]
    core.symbols = [ObjectBuilder.BuiltSymbol("execve")]
    core.readOnlyData = Array("rm -rf %s\0".utf8)
    var large = ObjectBuilder()
    large.soname = "liblarge.so.1"
    large.isDynamic = true
    large.readOnlyData = [UInt8](repeating: 1, count: 2 << 20)
    root.addFile("/usr/lib/x86_64-linux-gnu/liblarge.so.1", large.bytes())
    root.addFile("/usr/lib/agent/support/AgentCore", core.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    root.addFile("/usr/sbin/web", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(
      root, command: "/usr/sbin/web -c /etc/web/agent.conf",
      environment: ["LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu"])
  }

  @Test func `it may cost what a part of the application may, where people asked for the plug-in`()
    throws
  {
    #expect(try plan(automatic: "other").keeps("/usr/lib/agent/support/AgentCore"))
    #expect(!(try plan(automatic: "web-mod-agent").keeps("/usr/lib/agent/support/AgentCore")))
  }

  @Test func `it is believed about the programs that it starts`() throws {
    #expect(try plan(automatic: "other").keeps("/usr/bin/rm"))
  }
}

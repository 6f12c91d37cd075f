import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// What a package's scripts made when it was installed.
@Suite struct GeneratedLinkTests {
  private static let root = #"""
    /usr/bin/spell 755 : x
    /usr/lib/spell/de.dat : x
    /usr/lib/spell/de.rws -> /etc/alternatives/de
    /etc/alternatives/de -> /usr/lib/spell/de.dat
    /usr/lib/spell/other -> /opt/absent
    /var/lib/dpkg/info/spell.list : /usr/bin/spell\n/usr/lib/spell\n/usr/lib/spell/de.dat\n
    /var/lib/dpkg/status : Package: spell\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
    """#

  @Test func `a link to a kept file, beside others of the package, is kept`() throws {
    let plan = try PlannedRoot(MemoryRoot(Self.root), command: "spell")
    #expect(plan.keeps("/usr/lib/spell/de.rws", "/etc/alternatives/de"))
    #expect(!plan.keeps("/usr/lib/spell/other"))
  }

  @Test func `a text that a package's script wrote among the files of the application's package`()
    throws
  {
    let root = MemoryRoot(
      #"""
      /usr/bin/lab 755 : #!/usr/share/lab/1/run\n
      /usr/share/lab/1/run 755 : x
      /usr/share/lab/installed : name: plug\n
      /usr/share/lab/table : \x00\x01
      /usr/share/other/installed : name: plug\n
      /usr/share/other/run 755 : x
      /var/lib/dpkg/info/lab.list : /usr/bin/lab\n/usr/share/lab\n/usr/share/lab/1\n/usr/share/lab/1/run\n
      /var/lib/dpkg/status : Package: lab\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
      """#)
    let plan = try PlannedRoot(root, command: "lab")
    #expect(plan.keeps("/usr/share/lab/installed"))
    #expect(!plan.keeps("/usr/share/lab/table"))
    #expect(!plan.keeps("/usr/share/other/installed"))
  }
}

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
}

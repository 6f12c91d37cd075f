import Planning
import RootsTesting
import Testing

struct StateSecretTests {
  /// A server, and keys that nothing names in the state directories of its package and of one that does not run.
  private func plan() throws -> PlannedRoot {
    let key = "-----BEGIN PRIVATE KEY-----\\n"
    return try PlannedRoot(
      MemoryRoot(
        """
        /usr/sbin/watchd 755 : watchd
        /var/lib/watch/certs/host.key 600 : \(key)
        /var/lib/other/certs/host.key 600 : \(key)
        /srv/left.key 600 : \(key)
        /var/lib/dpkg/status : Package: watch\\nStatus: install ok installed\\nVersion: 1\\n\\nPackage: other\\nStatus: install ok installed\\nVersion: 1\\n
        /var/lib/dpkg/info/watch.list : /usr/sbin/watchd\\n/var/lib/watch\\n
        /var/lib/dpkg/info/other.list : /var/lib/other\\n
        """), command: "watchd")
  }

  @Test func `a key in the state directory of a package that runs is its own`() throws {
    let plan = try plan()
    #expect(plan.keeps("/var/lib/watch/certs/host.key"))
    #expect(!plan.keeps("/var/lib/other/certs/host.key") && !plan.keeps("/srv/left.key"))
    #expect(plan.plan.notes.filter { $0.kind == "left-out-secret" }.count == 2)
  }
}

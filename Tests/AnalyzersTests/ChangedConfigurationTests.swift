import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Configuration files of packages that somebody changed.
@Suite struct ChangedConfigurationTests {
  /// A server whose configuration names a filter in Python; `digest` is what its package recorded.
  private func planned(digest: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /etc/server/site.conf : filter=/usr/lib/filters/color.py\n
      /usr/lib/filters/color.py 755 : #!/usr/bin/interpret\nx\n
      /usr/bin/interpret 755 : #!/bin/true\n
      /bin/true 755 : true
      /var/lib/dpkg/info/server.list : /usr/sbin/server\n/etc/server/site.conf\n
      /var/lib/dpkg/info/filters.list : /usr/lib/filters/color.py\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: server
        Status: install ok installed
        Conffiles:
         /etc/server/site.conf \(digest)

        Package: filters
        Status: install ok installed


        """.utf8))
    root.addFile(
      "/usr/sbin/server",
      ObjectBuilder.library("server"), mode: 0o755)
    return try PlannedRoot(root, command: "/usr/sbin/server")
  }

  @Test func `what somebody wrote into a package's configuration is the author's`() throws {
    let plan = try planned(digest: "00000000000000000000000000000000")
    #expect(plan.rules("/etc/server/site.conf").contains("changed-configuration"))
    #expect(plan.keeps("/usr/lib/filters/color.py", "/usr/bin/interpret"))
  }

  @Test func `what a package brought is not`() throws {
    let plan = try planned(digest: "9b6b4e50e697af2db1f78d0424e92cc7")
    #expect(!plan.keeps("/usr/bin/interpret"))
  }
}

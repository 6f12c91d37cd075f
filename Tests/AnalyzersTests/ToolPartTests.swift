import Analyzers
import Roots
import RootsTesting
import Testing

/// `tool part`, which runs `tool-part`.
@Suite struct ToolPartTests {
  private let plan: PlannedRoot

  init() throws {
    let root = MemoryRoot(
      #"""
      /opt/job 755 : #!/bin/sh\nvcs svn clone x\nvcs mail x\n
      /bin/sh 755 : x
      /usr/bin/vcs 755 : x
      /usr/lib/vcs-core/vcs-log 755 : x
      /usr/lib/vcs-core/vcs-svn 755 : x
      /usr/lib/other/vcs-mail 755 : x
      /var/lib/dpkg/info/vcs.list : /usr/bin/vcs\n/usr/lib/vcs-core/vcs-log\n
      /var/lib/dpkg/info/vcs-svn.list : /usr/lib/vcs-core/vcs-svn\n
      /var/lib/dpkg/info/other.list : /usr/lib/other/vcs-mail\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["vcs", "vcs-svn", "other"].map {
          "Package: \($0)\nSource: \($0 == "other" ? "other" : "vcs")\nStatus: install ok installed\nVersion: 1\n\n"
        }.joined().utf8))
    plan = try PlannedRoot(root, command: "/opt/job")
  }

  @Test func `it is looked for where the tool's own package has parts`() {
    #expect(plan.keeps("/usr/lib/vcs-core/vcs-svn"))
    #expect(!plan.keeps("/usr/lib/other/vcs-mail"))
  }
}

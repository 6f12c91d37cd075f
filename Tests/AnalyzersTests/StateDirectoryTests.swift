import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Directories in which services keep their state.
@Suite struct StateDirectoryTests {
  @Test func `a package's directory in /var is there, without what it holds, where the package is`()
    throws
  {
    let root = MemoryRoot(
      """
      /usr/share/site/main.sh : true
      /var/cache/site/pages/a : page
      /var/cache/other/a : page
      /var/cache/site/free/a : page
      /var/lib/dpkg/info/site.list : /usr/share/site/main.sh\\n/var/cache/site\\n/var/cache/site/pages\\n
      /var/lib/dpkg/info/other.list : /var/cache/other\\n
      /bin/sh 755 : sh
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["site", "other"].map { "Package: \($0)\nStatus: install ok installed\n\n" }.joined().utf8))
    let plan = try PlannedRoot(root, command: "/bin/sh /usr/share/site/main.sh")
    #expect(plan.keeps("/var/cache/site", "/var/cache/site/pages"))
    #expect(!plan.keeps("/var/cache/site/pages/a") && !plan.keeps("/var/cache/other"))
    #expect(!plan.keeps("/var/cache/site/free"))
  }
}

import Analyzers
import Roots
import RootsTesting
import Testing

/// Data that the author's text names by the file's name alone.
@Suite struct DependedDataTests {
  private func plan(_ more: String = "", depends: String = "kit-data") throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /bin/sh 755 : sh
      /usr/bin/kit 755 : #!/bin/sh\n
      /app/start 755 : #!/bin/sh\nkit\n
      /app/rules.conf : data = "features.def"\n
      /var/lib/dpkg/info/kit.list : /usr/bin/kit\n
      /var/lib/dpkg/info/kit-data.list : /usr/share/Kit/Data/features.def\n/usr/share/Kit/Data/other.def\n
      /usr/share/Kit/Data/features.def : x
      /usr/share/Kit/Data/other.def : x
      \#(more)
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: kit
        Status: install ok installed
        Priority: optional
        Version: 1
        Depends: \(depends)

        Package: kit-data
        Status: install ok installed
        Priority: optional
        Version: 1

        """.utf8))
    root.addFile(
      "/var/lib/apt/extended_states", Array("Package: kit-data\nAuto-Installed: 1\n".utf8))
    return try PlannedRoot(root, command: "/app/start")
  }

  @Test func `the one file of that name comes from a package that what runs depends on`() throws {
    #expect(try plan().keeps("/usr/share/Kit/Data/features.def"))
  }

  @Test func `where others have the name it says nothing`() throws {
    let plan = try plan("/usr/share/Other/features.def : y", depends: "other")
    #expect(!plan.keeps("/usr/share/Kit/Data/features.def"))
  }

  @Test func `where nothing that runs depends on the package it says nothing`() throws {
    let plan = try plan(depends: "other")
    #expect(!plan.keeps("/usr/share/Kit/Data/features.def"))
  }
}

import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// Runtimes whose code comes from outside.
@Suite struct TypedRuntimeTests {
  /// apt was asked for python3, whose program is another package's.
  private func root() -> MemoryRoot {
    MemoryRoot(
      #"""
      /usr/bin/bash 755 : x
      /usr/bin/python3 -> python3.11
      /usr/bin/python3.11 755 : x
      /usr/lib/python3.11/os.py : x
      /usr/lib/python3.11/mailbox.py : x
      /srv/main.py : import os\n
      /var/lib/dpkg/info/python3.list : /usr/bin/pydoc3\n
      /var/lib/dpkg/info/python3.11.list : /usr/bin/python3.11\n/usr/lib/python3.11/os.py\n/usr/lib/python3.11/mailbox.py\n
      /var/lib/dpkg/status : Package: python3\nStatus: install ok installed\nPriority: optional\nVersion: 1\nDepends: python3.11\n\nPackage: python3.11\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
      /var/lib/apt/extended_states : Package: python3.11\nAuto-Installed: 1\n
      """#)
  }

  @Test(arguments: ["bash", "python3", "python3 -i", "env python3.11"])
  func `has all of its library where somebody types`(_ command: String) throws {
    #expect(
      try PlannedRoot(root(), command: command)
        .keeps("/usr/bin/python3.11", "/usr/lib/python3.11/mailbox.py"))
  }

  @Test(arguments: ["python3 /srv/main.py", "python3 -c pass", "bash -c true"])
  func `has not where the command line says the code`(_ command: String) throws {
    #expect(
      !(try PlannedRoot(root(), command: command).keeps("/usr/lib/python3.11/mailbox.py")))
  }

  @Test func `a package that a system has unless somebody wants less is as good as asked for`()
    throws
  {
    let root = MemoryRoot(
      #"""
      /usr/bin/bash 755 : x
      /usr/bin/ping 755 : x
      /usr/bin/helper 755 : x
      /var/lib/dpkg/info/ping.list : /usr/bin/ping\n
      /var/lib/dpkg/info/helper.list : /usr/bin/helper\n
      /var/lib/dpkg/status : Package: ping\nStatus: install ok installed\nPriority: important\nVersion: 1\n\nPackage: helper\nStatus: install ok installed\nPriority: standard\nVersion: 1\n\n
      /var/lib/apt/extended_states : Package: helper\nAuto-Installed: 1\n
      """#)
    let plan = try PlannedRoot(root, command: "bash")
    #expect(plan.keeps("/usr/bin/ping"))
    #expect(!plan.keeps("/usr/bin/helper"))
  }

  @Test func `a program beside PATH has the wrapper of its name on PATH`() throws {
    let root = MemoryRoot(
      #"""
      /usr/bin/bash 755 : x
      /usr/bin/query -> ../share/common/wrapper
      /usr/share/common/wrapper 755 : x
      /usr/lib/db/15/bin/query 755 : x
      /var/lib/dpkg/info/client.list : /usr/lib/db/15/bin/query\n
      /var/lib/dpkg/info/common.list : /usr/bin/query\n/usr/share/common/wrapper\n
      /var/lib/dpkg/status : Package: client\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\nPackage: common\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
      /var/lib/apt/extended_states : Package: common\nAuto-Installed: 1\n
      """#)
    #expect(
      try PlannedRoot(root, command: "bash").keeps("/usr/bin/query", "/usr/share/common/wrapper"))
  }
}

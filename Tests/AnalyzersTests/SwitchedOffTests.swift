import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

@Suite struct SwitchedOffTests {
  private func plan(_ directory: String) throws -> PlannedRoot {
    try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/server 755 : #!/bin/sh\nexec /usr/bin/real -d /etc/server
        /usr/bin/real 755 : x
        /bin/sh 755 : shell
        /etc/server/on.conf : x
        /etc/server/parts-available/one.conf : x
        /etc/server/parts-available/two.conf : x
        /var/lib/dpkg/status : Package: server\nStatus: install ok installed\nVersion: 1\n
        /var/lib/dpkg/info/server.list : /usr/bin/server\n/etc/server/on.conf\n/etc/server/parts-available/one.conf\n/etc/server/parts-available/two.conf\n

        """# + "/etc/server/\(directory)/one.conf -> ../parts-available/one.conf"),
      command: "server")
  }

  @Test func `what is available and not enabled stays out`() throws {
    let plan = try plan("parts-enabled")
    #expect(plan.keeps("/etc/server/on.conf", "/etc/server/parts-available/one.conf"))
    #expect(!plan.keeps("/etc/server/parts-available/two.conf"))
  }

  @Test func `a plug-in that only what is not enabled would load stays out`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/server 755 : #!/bin/sh
        /bin/sh 755 : shell
        /etc/server/parts-available/one.load : LoadModule /usr/lib/server/one.so
        /etc/server/parts-available/two.load : LoadModule /usr/lib/server/two.so
        /etc/server/parts-enabled/one.load -> ../parts-available/one.load
        /usr/lib/server/one.so : x
        /usr/lib/server/two.so : x
        /usr/lib/server/three.so : x
        /var/lib/dpkg/status : Package: server\nStatus: install ok installed\nVersion: 1\n
        /var/lib/dpkg/info/server.list : /usr/bin/server\n/etc/server/parts-enabled\n/etc/server/parts-available/one.load\n/etc/server/parts-available/two.load\n/usr/lib/server/one.so\n/usr/lib/server/two.so\n/usr/lib/server/three.so\n
        """#), command: "server")
    #expect(plan.keeps("/usr/lib/server/one.so", "/usr/lib/server/three.so"))
    #expect(!plan.keeps("/usr/lib/server/two.so"))
  }

  @Test func `without a directory of what is enabled all of it counts`() throws {
    #expect(try plan("other").keeps("/etc/server/parts-available/two.conf"))
  }

  @Test func `what the author switched off stays and says nothing`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/server 755 : #!/bin/sh\ncat /etc/server/sites-enabled/*
        /bin/sh 755 : shell
        /etc/server/sites-available/README : see /usr/lib/server/three.so
        /etc/server/sites-available/one : load /usr/lib/server/one.so
        /etc/server/sites-available/two : load /usr/lib/server/two.so
        /etc/server/sites-enabled/one -> ../sites-available/one
        /usr/lib/server/one.so : x
        /usr/lib/server/two.so : x
        /usr/lib/server/three.so : x
        """#), command: "server")
    #expect(plan.keeps("/usr/lib/server/one.so", "/etc/server/sites-available/two"))
    #expect(!plan.keeps("/usr/lib/server/two.so") && !plan.keeps("/usr/lib/server/three.so"))
  }
}

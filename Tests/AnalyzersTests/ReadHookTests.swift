import Analyzers
import Roots
import RootsTesting
import Testing

/// Directories in which packages and authors leave what is for another program.
@Suite struct ReadHookTests {
  private func planned(job: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      """
      /start 755 : #!/bin/sh\\n\(job)\\n
      /bin/sh 755 : sh
      /usr/sbin/logrotate 755 : rotate
      /etc/logrotate.conf : weekly\\ninclude /etc/logrotate.d\\n
      /etc/logrotate.d/site : /var/log/site.log {\\n  postrotate\\n    /opt/site/reopen\\n  endscript\\n}\\n
      /etc/logcheck/site : /var/log/site.log\\n
      /var/lib/dpkg/info/logrotate.list : /usr/sbin/logrotate\\n/etc/logrotate.conf\\n/etc/logrotate.d\\n
      """)
    root.addFile(
      "/var/lib/dpkg/status",
      Array("Package: logrotate\nStatus: install ok installed\nPriority: optional\n\n".utf8))
    return try PlannedRoot(root, command: "/start")
  }

  @Test func `a program that runs has what its configuration says that it reads`() throws {
    let plan = try planned(job: "/usr/sbin/logrotate /etc/logrotate.conf")
    #expect(plan.keeps("/etc/logrotate.d/site"))
    #expect(!plan.keeps("/etc/logcheck/site"))
  }

  @Test func `where the program does not run nobody reads them`() throws {
    let plan = try planned(job: "date")
    #expect(!plan.keeps("/etc/logrotate.d/site"))
  }
}

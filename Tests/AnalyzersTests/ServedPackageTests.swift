import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Pages that a package brought and that a web server's configuration names.
@Suite struct ServedPackageTests {
  private func planned(_ configuration: String, mode: String = "") throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /etc/server.conf\#(mode) : \#(configuration)\n
      /var/lib/mail/public/index.php : <?php include '../start.php';\n
      /var/lib/mail/start.php -> /usr/share/mail/start.php
      /usr/share/mail/start.php : <?php\n
      /usr/share/mail/lib/parts.php : <?php\n
      /usr/share/mail/js/query.js -> ../../javascript/query.js
      /usr/share/javascript/query.js : function
      /usr/share/javascript/other.js : function
      /var/lib/dpkg/info/mail.list : /var/lib/mail\n/var/lib/mail/public\n/var/lib/mail/public/index.php\n/var/lib/mail/start.php\n/usr/share/mail\n/usr/share/mail/start.php\n/usr/share/mail/lib/parts.php\n/usr/share/mail/js/query.js\n
      /var/lib/dpkg/info/query.list : /usr/share/javascript/query.js\n/usr/share/javascript/other.js\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["mail", "query"].map { "Package: \($0)\nStatus: install ok installed\n\n" }.joined().utf8))
    root.addFile("/usr/sbin/server", ObjectBuilder.library("server"), mode: 0o755)
    return try PlannedRoot(root, command: "/usr/sbin/server /etc/server.conf")
  }

  @Test func `code that configuration names brings its package, and what its links lead to`() throws
  {
    let plan = try planned("root /var/lib/mail/public; index index.php;")
    #expect(plan.keeps("/usr/share/mail/lib/parts.php", "/var/lib/mail/start.php"))
    #expect(plan.keeps("/usr/share/javascript/query.js"))
    #expect(!plan.keeps("/usr/share/javascript/other.js"))
  }

  @Test func `what a program says is no configuration`() throws {
    let plan = try planned("#!/bin/sh\\ncd /var/lib/mail/public index.php", mode: " 755")
    #expect(!plan.keeps("/usr/share/mail/lib/parts.php"))
  }

  @Test func `nothing comes that no configuration names`() throws {
    #expect(!(try planned("root /srv;").keeps("/usr/share/mail/lib/parts.php")))
  }

  @Test func `what else another package has, and much of it, is not for a tree with a link to it`()
    throws
  {
    let root = MemoryRoot(
      #"""
      /etc/server.conf : root /usr/share/site\n
      /usr/share/site/page.html : x
      /usr/share/site/zones -> ../javascript/zones
      /usr/share/javascript/zones/zones.js : x
      /usr/share/javascript/zones/small/a.json : x
      /usr/share/javascript/zones/all/b.json : x
      /var/lib/dpkg/info/site.list : /usr/share/site\n/usr/share/site/page.html\n/usr/share/site/zones\n
      /var/lib/dpkg/info/zones.list : /usr/share/javascript/zones\n/usr/share/javascript/zones/zones.js\n
      """#)
    root.modify("/usr/share/javascript/zones/all/b.json") { $0.size = 25 << 20 }
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["site", "zones"].map { "Package: \($0)\nStatus: install ok installed\n\n" }.joined().utf8))
    root.addFile("/usr/sbin/server", ObjectBuilder.library("server"), mode: 0o755)
    let plan = try PlannedRoot(root, command: "/usr/sbin/server /etc/server.conf")
    #expect(plan.keeps("/usr/share/javascript/zones/zones.js"))
    #expect(plan.keeps("/usr/share/javascript/zones/small/a.json"))
    #expect(!plan.keeps("/usr/share/javascript/zones/all/b.json"))
  }
}

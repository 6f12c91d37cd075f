import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

@Suite struct EvidenceTests {
  @Test func `a relative name in configuration is tried in the directories above it`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/server 755 : #!/bin/sh
        /bin/sh 755 : shell
        /etc/server/main.conf : include parts/one.conf;\ninclude extra.d/*.conf;
        /etc/server/parts/one.conf : include two.conf
        /etc/server/parts/two.conf : x
        /etc/server/extra.d/a.conf : x
        /etc/server/extra.d/b.off : x
        """#), command: "server -c /etc/server/main.conf")
    #expect(
      plan.keeps(
        "/etc/server/parts/one.conf", "/etc/server/parts/two.conf", "/etc/server/extra.d/a.conf"))
  }

  @Test func `a commented line of configuration names nothing`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/server 755 : #!/bin/sh
        /bin/sh 755 : shell
        /usr/share/server/used.txt : x
        /usr/share/server/unused.txt : x
        /etc/server.conf : file /usr/share/server/used.txt\n# file /usr/share/server/unused.txt
        """#), command: "server -c /etc/server.conf")
    #expect(plan.keeps("/usr/share/server/used.txt"))
    #expect(!plan.keeps("/usr/share/server/unused.txt"))
  }

  @Test func `mentioning a shared directory does not bring its content`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/server 755 : #!/bin/sh\nls /usr /etc /usr/lib /usr/share
        /bin/sh 755 : shell
        /usr/share/other/file : x
        /usr/lib/other/file : x
        """#), command: "server")
    #expect(!plan.keeps("/usr/share/other/file"))
    #expect(!plan.keeps("/usr/lib/other/file"))
  }

  @Test func `the links on the way to a kept file are kept`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        """
        /bin -> usr/bin
        /usr/bin/sh -> dash
        /usr/bin/dash 755 : shell
        /usr/bin/tool 755 : #!/bin/sh
        """), command: "tool")
    #expect(plan.keeps("/bin", "/usr/bin/sh", "/usr/bin/dash"))
    #expect(plan.rules("/bin") == ["link"])
  }

  @Test func `a private key that nothing names is left out and said`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/tool 755 : #!/bin/sh
        /bin/sh 755 : shell
        /srv/site/secret.key : -----BEGIN PRIVATE KEY-----
        /srv/site/index.html : hello
        """#), command: "tool")
    #expect(plan.keeps("/srv/site/index.html"))
    #expect(!plan.keeps("/srv/site/secret.key"))
    #expect(plan.plan.notes.contains { $0.kind == "left-out-secret" })
  }

  @Test func `a pattern that begins at the root says nothing and is not looked for`() throws {
    let root = MemoryRoot(
      """
      /usr/bin/tool 755 : #!/bin/sh
      /bin/sh 755 : shell
      /etc/tool.conf : /**/*.conf /proc/**/x.conf /etc/part/*.conf
      /etc/part/a.conf : x
      /data/far.conf : x
      /proc/1/x.conf : x
      """)
    root.unreadable = ["/proc/1"]
    let plan = try PlannedRoot(root, command: "tool /etc/tool.conf")
    #expect(plan.keeps("/etc/part/a.conf"))
    #expect(!plan.rules("/data/far.conf").contains("configuration-file"))
  }

  @Test func `packaged files that a pattern keeps say no more than libraries do`() throws {
    func plan(_ pattern: String, owned: Bool) throws -> Plan {
      let root = MemoryRoot(
        """
        /usr/bin/tool 755 : x
        /usr/bin/sort 755 : x
        /usr/lib/x/notes.txt : command = "sort"
        /var/lib/dpkg/info/x.list : \(owned ? "/usr/lib/x/notes.txt" : "/usr/lib/y")
        """)
      root.addFile(
        "/var/lib/dpkg/status",
        Array("Package: x\nStatus: install ok installed\nVersion: 1\n".utf8))
      var request = Request()
      request.commands = [Request.Command(words: [Array("tool".utf8)], source: "test")]
      request.keep = [Array(pattern.utf8)]
      return try Planner(analyzers: allAnalyzers()).plan(request, of: root)
    }
    func keepsSort(_ plan: Plan) -> Bool {
      #expect(plan.entries.contains { $0.path == "/usr/lib/x/notes.txt" })
      return plan.entries.contains { $0.path == "/usr/bin/sort" }
    }
    #expect(!keepsSort(try plan("/usr/lib/x/**", owned: true)))
    #expect(keepsSort(try plan("/usr/lib/x/**", owned: false)))
    #expect(keepsSort(try plan("/usr/lib/x/notes.txt", owned: true)))
  }

  @Test func `the working directory stays with its content but for version control`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        """
        /usr/bin/tool 755 : #!/bin/sh
        /bin/sh 755 : shell
        /app/data/file : x
        /app/.git/config : x
        """), command: "tool", workingDirectory: "/app")
    #expect(plan.keeps("/app/data/file"))
    #expect(!plan.keeps("/app/.git/config"))
  }

  @Test func `what a tool keeps for itself is kept where that tool is what runs`() throws {
    func plan(_ command: String) throws -> PlannedRoot {
      try PlannedRoot(
        MemoryRoot(
          """
          /usr/bin/hg 755 : x
          /usr/bin/hgweb 755 : x
          /srv/repo/.hg/store : x
          """), command: command)
    }
    #expect(try plan("hg serve -R /srv/repo").keeps("/srv/repo/.hg/store"))
    #expect(!(try plan("hgweb /srv/repo").keeps("/srv/repo/.hg/store")))
  }

  @Test func `name services bring the modules that nsswitch names`() throws {
    var libc = ObjectBuilder()
    libc.soname = "libc.so.6"
    libc.isDynamic = true
    let root = MemoryRoot(
      """
      /etc/nsswitch.conf : passwd: files sss
      /etc/passwd : root:x:0:0::/root:/bin/sh
      """)
    root.addFile("/usr/lib/libc.so.6", libc.bytes(), mode: 0o755, uid: 0, gid: 0)
    let plan = try PlannedRoot(root, command: "/usr/lib/libc.so.6")
    #expect(plan.keeps("/etc/nsswitch.conf", "/etc/passwd"))
  }

  @Test func `a module is found by a search path that is a template`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/host 755 : #!/bin/sh
        /bin/sh 755 : shell
        /etc/host.conf.d/main.conf : path "/usr/share/lang/1.0/?.lng;;"\nload "net.http"
        /usr/share/lang/1.0/net/http.lng : use net.url
        /usr/share/lang/1.0/net/url.lng : x
        /usr/share/lang/1.0/other.lng : x
        """#), command: "host /etc/host.conf.d/main.conf")
    #expect(plan.keeps("/usr/share/lang/1.0/net/http.lng", "/usr/share/lang/1.0/net/url.lng"))
    #expect(!plan.keeps("/usr/share/lang/1.0/other.lng"))
  }

  @Test func `keep brings what matches and drop leaves out what is in a directory`() throws {
    let root = MemoryRoot(
      #"""
      /usr/bin/tool 755 : #!/bin/sh
      /bin/sh 755 : shell
      /data/a/one : x
      /data/b/two : x
      /srv/big/file : x
      """#)
    var request = Request()
    request.commands = [Request.Command(words: [Array("tool".utf8)], source: "test")]
    request.keep = [Array("/data/a".utf8), Array("/data/b/*".utf8)]
    request.drop = [Array("/srv/big".utf8)]
    let plan = try Planner(analyzers: allAnalyzers()).plan(request, of: root)
    let kept = Set(plan.entries.map(\.path))
    #expect(kept.contains("/data/a/one") && kept.contains("/data/b/two"))
    #expect(!kept.contains("/srv/big/file"))
  }
}

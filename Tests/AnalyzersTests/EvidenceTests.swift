import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// What each kind of evidence keeps, in roots of a few files.
@Suite struct EvidenceTests {
  @Test func `a word of the command line is looked up in PATH and needed`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        """
        /usr/bin/tool 755 : #!/bin/sh
        /bin/sh 755 : shell
        """), command: "tool")
    #expect(plan.keeps("/usr/bin/tool", "/bin/sh"))
    #expect(plan.rules("/bin/sh").contains("interpreter"))
  }

  @Test func `a command that is not in PATH is missing`() throws {
    let plan = try PlannedRoot(MemoryRoot("/usr/bin/other 755 : x"), command: "tool")
    #expect(plan.plan.missing.map(\.name) == [Array("tool".utf8)])
  }

  @Test func `a script brings the commands that it runs and not those that it comments out`() throws
  {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /entry.sh 755 : #!/bin/sh\nset -e\n# rm -rf /\nsed -e s/a/b/ /srv/in | sort > /srv/out\nexec "$@"
        /bin/sh 755 : shell
        /usr/bin/sed 755 : x
        /usr/bin/sort 755 : x
        /usr/bin/rm 755 : x
        """#), command: "/entry.sh")
    #expect(plan.keeps("/usr/bin/sed", "/usr/bin/sort"))
    #expect(!plan.keeps("/usr/bin/rm"))
  }

  @Test func `commands of a subshell are searched where it says`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/entry 755 : #!/bin/sh\n( PATH=/usr/lib/suite/bin:$PATH; part --all )\n
        /bin/sh 755 : shell
        /usr/lib/suite/bin/part 755 : x
        """#), command: "entry")
    #expect(plan.keeps("/usr/lib/suite/bin/part"))
  }

  @Test func `what a wrapper on the command line starts is kept`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        """
        /bin/sh 755 : shell
        /usr/bin/worker 755 : x
        /usr/bin/tini 755 : x
        """), command: "tini -- worker")
    #expect(plan.keeps("/usr/bin/worker"))
  }

  @Test func `a first line that names no interpreter's path is not about one`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/server 755 : x
        /etc/server.cfg : #!SERVER\nlisten 80
        /etc/job : #!/usr/bin/absent\nx
        """#), command: "server -f /etc/server.cfg /etc/job")
    #expect(plan.plan.missing.isEmpty)
    #expect(plan.keeps("/etc/server.cfg", "/etc/job"))
  }

  @Test(arguments: ["fish", "zsh", "csh"])
  func `commands of shells with another language are kept`(shell: String) throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /entry 755 : #!/bin/\#(shell)\nset x (seq 3 | tail -1)\n# rev\nif test a; sort -u b; end
        /bin/\#(shell) 755 : x
        /bin/seq 755 : x
        /bin/tail 755 : x
        /bin/sort 755 : x
        /bin/rev 755 : x
        """#), command: "/entry")
    #expect(plan.keeps("/bin/seq", "/bin/tail", "/bin/sort"))
    #expect(!plan.keeps("/bin/rev"))
  }

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

  @Test func `the commands of a home directory's copies of skel are for people who log in`() throws
  {
    let plan = try PlannedRoot(
      MemoryRoot(
        """
        /usr/bin/tool 755 : #!/bin/sh
        /bin/sh 755 : shell
        /usr/bin/dircolors 755 : program
        /usr/bin/date 755 : program
        /etc/skel/.bashrc : dircolors
        /home/web/.bashrc : dircolors
        /home/web/.hourly : #!/bin/sh\\ndate
        """), command: "tool")
    #expect(plan.keeps("/home/web/.bashrc", "/usr/bin/date"))
    #expect(!plan.keeps("/usr/bin/dircolors"))
  }

  @Test func `a program that a library names is kept by that name, links and all`() throws {
    let root = MemoryRoot(
      """
      /usr/bin/awk -> /etc/alternatives/awk
      /etc/alternatives/awk -> /usr/bin/mawk
      /usr/bin/mawk 755 : program
      """)
    root.addFile("/lib64/ld-linux-x86-64.so.2", ObjectBuilder.library("ld-linux-x86-64.so.2"))
    root.addFile(
      "/lib64/libruns.so.1",
      ObjectBuilder.library("libruns.so.1") {
        $0.symbols = [ObjectBuilder.BuiltSymbol("execve")]
        $0.readOnlyData = Array("\0/usr/bin/awk\0".utf8)
      })
    root.addFile("/usr/bin/tool", ObjectBuilder.program(needed: ["libruns.so.1"]), mode: 0o755)
    let plan = try PlannedRoot(root, command: "tool")
    #expect(plan.keeps("/usr/bin/mawk", "/usr/bin/awk", "/etc/alternatives/awk"))
  }

  @Test func `a library of data that needs nothing runs no shell`() throws {
    let root = MemoryRoot("/bin/sh 755 : shell")
    root.addFile("/lib64/ld-linux-x86-64.so.2", ObjectBuilder.library("ld-linux-x86-64.so.2"))
    root.addFile("/lib64/libdata.so.1", ObjectBuilder.library("libdata.so.1"))
    root.addFile("/usr/bin/tool", ObjectBuilder.program(needed: ["libdata.so.1"]), mode: 0o755)
    let plan = try PlannedRoot(root, command: "tool")
    #expect(plan.keeps("/lib64/libdata.so.1"))
    #expect(!plan.keeps("/bin/sh"))
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

  @Test func `a program that code starts by name is kept`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/run 755 : #!/bin/sh
        /bin/sh 755 : shell
        /app/main.js : require('child_process').execFile("helper", ["-n"]);\nlet other = "unrelated";
        /usr/bin/helper 755 : x
        /usr/bin/unrelated 755 : x
        """#), command: "run /app/main.js")
    #expect(plan.keeps("/usr/bin/helper"))
    #expect(!plan.keeps("/usr/bin/unrelated"))
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

  @Test func `a kept script that nobody starts may lack its interpreter`() throws {
    var request = Request()
    request.commands = [Request.Command(words: [Array("tool".utf8)], source: "test")]
    request.keep = [Array("/data/**".utf8)]
    let root = MemoryRoot(
      """
      /usr/bin/tool 755 : #!/bin/sh
      /bin/sh 755 : shell
      /data/old.cgi 755 : #!/usr/local/bin/python
      """)
    let plan = try Planner(analyzers: allAnalyzers()).plan(request, of: root)
    #expect(plan.missing.isEmpty)
    #expect(plan.notes.contains { $0.kind == "missing-interpreter" })
  }
}

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
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

@Suite struct CommandTests {
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

import RootsTesting
import Testing

@testable import Analyzers

struct ChainScriptTests {
  @Test func `words that may name a program are neither quoted, computed nor options`() {
    let text =
      "#!/bin/execlineb -P\n# nice\nfdmove -c 2 1 s6-setuidgid web # su\n{ $x \"a\" /opt/serve }\n"
    #expect(
      ChainScript.words(of: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        == ["fdmove", "2", "1", "s6-setuidgid", "web", "/opt/serve"])
  }

  @Test func `each word of a chain that names a program starts it`() throws {
    let root = MemoryRoot(
      """
      /usr/bin/execlineb 755 : execlineb
      /usr/bin/fdmove 755 : fdmove
      /usr/bin/s6-setuidgid 755 : setuidgid
      /usr/bin/serve 755 : serve
      /usr/bin/other 755 : other
      /opt/serve/run 755 : #!/usr/bin/execlineb -P\\nfdmove -c 2 1 s6-setuidgid web serve "other"\\n
      /var/lib/dpkg/status : Package: base\\nStatus: install ok installed\\nVersion: 1\\nArchitecture: all\\n
      /var/lib/dpkg/info/base.list : /usr/bin/execlineb\\n/usr/bin/fdmove\\n/usr/bin/s6-setuidgid\\n/usr/bin/serve\\n/usr/bin/other\\n
      """)
    let plan = try PlannedRoot(root, command: "/opt/serve/run")
    #expect(plan.keeps("/usr/bin/fdmove", "/usr/bin/s6-setuidgid", "/usr/bin/serve"))
    #expect(!plan.keeps("/usr/bin/other"))
  }
}
import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// Scripts whose commands start one another.
@Suite struct ChainScriptTests {
  private func root(_ script: String) -> MemoryRoot {
    MemoryRoot(
      #"""
      /init 755 : \#(script)
      /usr/bin/execlineb 755 : x
      /usr/bin/foreground 755 : x
      /usr/bin/setuidgid 755 : x
      /usr/bin/server 755 : x
      /usr/bin/unused 755 : x
      /var/lib/dpkg/info/execline.list : /usr/bin/execlineb\n/usr/bin/foreground\n/usr/bin/setuidgid\n
      /var/lib/dpkg/status : Package: execline\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
      """#)
  }

  @Test func `have the programs that any of their words names`() throws {
    let plan = try PlannedRoot(
      root(#"#!/usr/bin/execlineb -P\n# unused\nforeground { setuidgid web }\nserver\n"#),
      command: "/init")
    #expect(plan.keeps("/usr/bin/foreground", "/usr/bin/setuidgid", "/usr/bin/server"))
    #expect(!plan.keeps("/usr/bin/unused"))
  }

  @Test func `are no others than those that begin with a program of their interpreter`() throws {
    let plan = try PlannedRoot(
      root(#"#!/usr/bin/execlineb\nlet server be setuidgid\n"#), command: "/init")
    #expect(!plan.keeps("/usr/bin/server"))
  }

  @Test func `a program that is told a shell starts it for the script`() throws {
    let root = root(#"#!/usr/bin/execlineb bash\nserver --now\n"#)
    root.addFile("/usr/bin/bash", Array("x".utf8), mode: 0o755)
    #expect(try PlannedRoot(root, command: "/init").keeps("/usr/bin/bash", "/usr/bin/server"))
  }
}

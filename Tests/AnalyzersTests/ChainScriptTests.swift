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

  @Test func `have programs by their paths`() throws {
    let plan = try PlannedRoot(
      root(#"#!/usr/bin/execlineb -P\nforeground { true } /usr/bin/server\n"#), command: "/init")
    #expect(plan.keeps("/usr/bin/server"))
  }
}

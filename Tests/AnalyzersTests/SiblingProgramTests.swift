import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Programs that work together with one that the application starts.
@Suite struct SiblingProgramTests {
  /// A root whose /usr/bin/tool runs `cipher`, of another source, which says `strings`.
  private func root(strings: String, agentSource: String = "crypt") -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /var/lib/dpkg/info/tool.list : /usr/bin/tool\n
      /var/lib/dpkg/info/crypt.list : /usr/bin/cipher\n
      /var/lib/dpkg/info/crypt-all.list : /usr/share/doc/crypt-all\n
      /var/lib/dpkg/info/crypt-agent.list : /usr/bin/cipher-agent\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: tool
        Status: install ok installed
        Version: 1

        Package: crypt
        Status: install ok installed
        Version: 1
        Recommends: crypt-all

        Package: crypt-all
        Status: install ok installed
        Source: crypt
        Version: 1
        Depends: crypt-agent

        Package: crypt-agent
        Status: install ok installed
        Source: \(agentSource)
        Version: 1

        """.utf8))
    for (path, text) in [
      ("/usr/bin/tool", "\0cipher --batch\0"), ("/usr/bin/cipher", strings),
      ("/usr/bin/cipher-agent", ""),
    ] {
      var object = ObjectBuilder()
      object.needed = ["libc.so.6"]
      object.symbols = [ObjectBuilder.BuiltSymbol("execve")]
      object.readOnlyData = Array(text.utf8)
      root.addFile(RootPath(path), object.bytes(), mode: 0o755)
    }
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return root
  }

  @Test func `one of the same source stays where the other says its name`() throws {
    let plan = try PlannedRoot(root(strings: "\0/agent/cipher-agent\0"), command: "tool")
    #expect(plan.keeps("/usr/bin/cipher", "/usr/bin/cipher-agent"))
    #expect(
      !(try PlannedRoot(root(strings: "\0other\0"), command: "tool").keeps("/usr/bin/cipher-agent"))
    )
  }

  @Test func `one of another source does not`() throws {
    let root = root(strings: "\0/agent/cipher-agent\0", agentSource: "other")
    #expect(!(try PlannedRoot(root, command: "tool").keeps("/usr/bin/cipher-agent")))
  }

  /// A script of the package tools, which recommends crypt; apt was asked for crypt-agent.
  private func scripted(_ script: String) -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /var/lib/dpkg/info/tools.list : /usr/bin/make-it\n
      /var/lib/dpkg/info/crypt.list : /usr/lib/crypt/2/cipher\n
      /var/lib/dpkg/info/other.list : /usr/bin/other\n
      /usr/bin/perl 755 : x
      /usr/lib/crypt/2/cipher 755 : x
      /usr/bin/cipher -> /etc/alternatives/cipher
      /etc/alternatives/cipher -> /usr/lib/crypt/2/cipher
      /usr/bin/other 755 : x

      """#)
    root.addFile("/usr/bin/make-it", Array("#!/usr/bin/perl\n\(script)\n".utf8), mode: 0o755)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: tools
        Status: install ok installed
        Version: 1
        Recommends: crypt

        Package: crypt
        Status: install ok installed
        Version: 1

        Package: other
        Status: install ok installed
        Version: 1

        """.utf8))
    return root
  }

  @Test func `a packaged script says which programs of related packages it starts`() throws {
    let plan = try PlannedRoot(
      scripted("my $c = $ENV{CIPHER} || 'cipher'; my $o = 'other';"), command: "make-it")
    #expect(plan.keeps("/usr/lib/crypt/2/cipher"))
    #expect(!plan.keeps("/usr/bin/other"))
  }

  @Test func `a program that lies elsewhere stays under the name on PATH`() throws {
    let plan = try PlannedRoot(scripted("exec 'cipher';"), command: "make-it")
    #expect(plan.keeps("/usr/bin/cipher", "/etc/alternatives/cipher"))
  }

  @Test func `modules that nothing follows come from all packages that the program's depends on`()
    throws
  {
    let modules = "/usr/share/php/"
    let root = MemoryRoot(
      #"""
      /usr/bin/check 755 : x
      /usr/share/php/Check/run.php
      /usr/share/php/Copy/autoload.php
      /usr/share/php/Deep/autoload.php
      /usr/share/php/Other/autoload.php
      /var/lib/dpkg/info/check.list : /usr/bin/check\n/usr/share/php/Check/run.php\n
      /var/lib/dpkg/info/copy.list : /usr/share/php/Copy/autoload.php\n
      /var/lib/dpkg/info/deep.list : /usr/share/php/Deep/autoload.php\n
      /var/lib/dpkg/info/other.list : /usr/share/php/Other/autoload.php\n

      """#)
    let status = [("check", "copy"), ("copy", "deep"), ("deep", ""), ("other", "")].map {
      "Package: \($0.0)\nStatus: install ok installed\nVersion: 1\n"
        + ($0.1.isEmpty ? "" : "Depends: \($0.1)\n")
    }
    root.addFile("/var/lib/dpkg/status", Array(status.joined(separator: "\n").utf8))
    let plan = try PlannedRoot(root, command: "check")
    #expect(plan.keeps(modules + "Copy/autoload.php", modules + "Deep/autoload.php"))
    #expect(!plan.keeps(modules + "Other/autoload.php"))
  }

  @Test func `a directory for a tool's plug-ins is data where that tool runs`() throws {
    let data = "/usr/share/gdb/python/gdb/__init__.py"
    let lines = "\(data) : import os"
    let root = MemoryRoot(lines)
    for (name, text) in [("inspect", "\0/usr/share/gdb\0"), ("other", "")] {
      var object = ObjectBuilder()
      object.readOnlyData = Array(text.utf8)
      root.addFile(RootPath("/usr/bin/" + name), object.bytes(), mode: 0o755)
    }
    #expect(try PlannedRoot(root, command: "inspect").keeps(data))
    #expect(!(try PlannedRoot(root, command: "other").keeps(data)))
  }
}

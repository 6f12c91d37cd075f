import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// What a plan keeps where commands come from outside.
@Suite struct TypedCommandTests {
  /// apt was asked for `tool`, for `build` with make(1), and for `count` more.
  private func root(_ count: Int = 0) -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /usr/bin/bash 755 : x
      /usr/bin/ls 755 : x
      /usr/bin/make 755 : x
      /usr/bin/tool 755 : x
      /usr/bin/unasked 755 : x
      /app/start.sh 755 : x
      /var/lib/dpkg/info/build.list : /usr/bin/make\n
      /var/lib/dpkg/info/tool.list : /usr/bin/tool\n
      /var/lib/dpkg/info/unasked.list : /usr/bin/unasked\n
      /var/lib/apt/extended_states : Package: unasked\nAuto-Installed: 1\n

      """#)
    let others = (0..<count).map { "other\($0)" }
    for other in others {
      root.addFile(RootPath("/usr/bin/\(other)"), Array("x".utf8), mode: 0o755)
      root.addFile(
        RootPath("/var/lib/dpkg/info/\(other).list"), Array("/usr/bin/\(other)\n".utf8))
    }
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        (["build", "tool", "unasked"] + others).map {
          "Package: \($0)\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n"
        }.joined().utf8))
    return root
  }

  @Test(arguments: ["bash", "/usr/bin/bash -l", "env -i bash"])
  func `a shell without a script has what people asked for by name`(_ command: String) throws {
    let plan = try PlannedRoot(root(20), command: command)
    #expect(plan.keeps("/usr/bin/tool", "/usr/bin/make", "/usr/bin/other0", "/usr/bin/ls"))
    #expect(!plan.keeps("/usr/bin/unasked"))
  }

  @Test func `a program has the other names that update-alternatives gave it`() throws {
    let root = root()
    root.addFile(
      "/var/lib/dpkg/alternatives/vi",
      Array("auto\n/usr/bin/vi\nvi.1\n/usr/share/man/vi.1\n\n/usr/bin/tool\n10\n\n\n".utf8))
    root.addLink("/usr/bin/vi", to: Array("/etc/alternatives/vi".utf8))
    root.addLink("/etc/alternatives/vi", to: Array("/usr/bin/tool".utf8))
    #expect(try PlannedRoot(root, command: "bash").keeps("/usr/bin/vi", "/etc/alternatives/vi"))
  }

  @Test(arguments: ["bash /app/start.sh", "bash -c true"])
  func `a shell with a script has not`(_ command: String) throws {
    #expect(!(try PlannedRoot(root(), command: command).keeps("/usr/bin/tool")))
  }

  @Test func `a script that starts make is the same`() throws {
    let root = root()
    root.addFile("/app/build", Array("#!/usr/bin/bash\nmake -C /work\n".utf8), mode: 0o755)
    #expect(try PlannedRoot(root, command: "/app/build").keeps("/usr/bin/tool"))
  }

  @Test func `what a makefile runs that somebody brings was asked for, where not too much was`()
    throws
  {
    #expect(try PlannedRoot(root(), command: "make -C /work all").keeps("/usr/bin/tool"))
    #expect(!(try PlannedRoot(root(20), command: "make all").keeps("/usr/bin/tool")))
  }
}

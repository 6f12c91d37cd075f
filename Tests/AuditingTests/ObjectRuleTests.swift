internal import Auditing
internal import ELF
internal import ELFTesting
internal import Roots
internal import RootsTesting
internal import Testing

@Suite struct ObjectRuleTests {
  @Test func `the loader of a program must be there and of its machine`() throws {
    let root = root()
    root.addFile("/bin/good", ObjectBuilder.program { $0.stackFlags = 6 }, mode: 0o755)
    root.addFile(
      "/bin/musl",
      ObjectBuilder.program {
        $0.interpreter = "/lib/ld-musl-x86_64.so.1"
        $0.stackFlags = 6
      }, mode: 0o755)
    root.addFile(
      "/bin/arm",
      ObjectBuilder.program {
        $0.machine = .aarch64
        $0.stackFlags = 6
      }, mode: 0o755)
    #expect(
      try audit(root, at: ["/bin"]) == [
        "error wrong-architecture /bin/arm /lib64/ld-linux-x86-64.so.2",
        "error missing-interpreter /bin/musl /lib/ld-musl-x86_64.so.1",
      ])
  }

  @Test func `what begins as ELF and contradicts itself is malformed`() throws {
    let root = root()
    root.addFile("/lib/cut.so", Array(ObjectBuilder.library("cut.so").prefix(100)))
    #expect(try audit(root, at: ["/lib"]) == ["error malformed-elf /lib/cut.so "])
  }

  @Test(arguments: [
    ("/usr/lib:$ORIGIN/../lib:/opt/none", []), ("", []),
    ("/usr/lib:", [""]), (":/usr/lib", [""]), ("::", [""]), ("lib", ["lib"]), ("/open", ["/open"]),
    ("/tmp/build/lib", ["/tmp/build/lib"]), ("/home/me/lib:.", ["/home/me/lib", "."]),
  ])
  func `a search path must not be what others can write`(_ path: String, _ bad: [String]) throws {
    for useRunpath in [true, false] {
      let root = root("/open/ 1777\n/usr/lib/ 755")
      root.addFile(
        "/bin/x",
        ObjectBuilder.program {
          if useRunpath { $0.runpath = path } else { $0.rpath = path }
          $0.stackFlags = 6
        })
      let expected = bad.sorted().map { "warning insecure-rpath /bin/x \($0)" }
      #expect(try audit(root, at: ["/bin"]) == expected)
    }
  }

  @Test func `DT_RPATH beside DT_RUNPATH is not looked at`() throws {
    let root = root()
    root.addFile(
      "/bin/x",
      ObjectBuilder.program {
        $0.rpath = "relative"
        $0.runpath = "/usr/lib"
        $0.stackFlags = 6
      })
    #expect(try audit(root, at: ["/bin"]) == [])
  }

  @Test func `the token ORIGIN is not trusted in a set-id program`() throws {
    let root = root()
    let file = ObjectBuilder.program {
      $0.runpath = "$ORIGIN/lib"
      $0.stackFlags = 6
    }
    root.addFile("/bin/x", file, mode: 0o4755)
    #expect(try audit(root, at: ["/bin"]) == ["warning insecure-rpath /bin/x $ORIGIN/lib"])
  }

  @Test func `text relocations and executable stacks are told`() throws {
    let root = root()
    root.addFile(
      "/lib/text.so",
      ObjectBuilder.library("text.so") {
        $0.flags = 4
        $0.stackFlags = 6
      })
    root.addFile("/lib/stack.so", ObjectBuilder.library("stack.so") { $0.stackFlags = 7 })
    root.addFile("/lib/unsaid.so", ObjectBuilder.library("unsaid.so"))
    // AArch64's glibc takes a missing header for a stack that is not executable.
    root.addFile("/lib/arm.so", ObjectBuilder.library("arm.so") { $0.machine = .aarch64 })
    #expect(
      try audit(root, at: ["/lib"]).filter { !$0.contains("wrong-arch") } == [
        "warning executable-stack /lib/stack.so ", "warning text-relocations /lib/text.so ",
        "warning executable-stack /lib/unsaid.so ",
      ])
  }

  @Test func `what is of no machine is data in the form of ELF`() throws {
    let root = root()
    root.addFile("/bin/a", program(), mode: 0o755)
    root.addFile("/lib/code.go", library("code.go") { $0.machine = Machine(rawValue: 0) })
    #expect(
      try audit(root, at: ["/lib", "/bin"], notes: true).filter { $0.contains("code.go") } == [])
  }

  @Test func `missing hardening is noted`() throws {
    let root = root()
    root.addFile("/lib/libc.so.6", ObjectBuilder.library("libc.so.6"))
    root.addFile(
      "/bin/weak",
      ObjectBuilder.program(needed: ["libc.so.6"]) {
        $0.type = .executable
        $0.stackFlags = 6
        $0.hasRelocationReadOnly = true
        $0.symbols = [.init("strcpy", binding: 2)]
      })
    root.addFile(
      "/bin/hard",
      ObjectBuilder.program(needed: ["libc.so.6"]) {
        $0.stackFlags = 6
        $0.hasRelocationReadOnly = true
        $0.flags = 8
        $0.symbols = ["strcpy", "__strcpy_chk", "__stack_chk_fail"].map { .init($0, binding: 2) }
      })
    #expect(
      try audit(root, at: ["/bin"], notes: true) == [
        "note no-bind-now /bin/weak ", "note no-fortify /bin/weak ", "note no-pie /bin/weak ",
        "note no-stack-protector /bin/weak ",
      ])
  }

  @Test func `set-id bits and capabilities are noted`() throws {
    let root = root("/bin/su 4755 : x\n/bin/write 2755 : x")
    root.addFile(
      "/bin/ping", mode: 0o755,
      attributes: [
        ExtendedAttribute(
          name: Array("security.capability".utf8),
          value: [1, 0, 0, 2, 0, 0x20, 0, 0] + [UInt8](repeating: 0, count: 12))
      ])
    #expect(
      try audit(root, at: ["/bin"], notes: true) == [
        "note capabilities /bin/ping ", "note setuid /bin/su ", "note setgid /bin/write ",
      ])
    let finding = try Auditor(root: root).findings(at: ["/bin/ping"]).first
    #expect(finding?.detail == "gains capabilities: cap_net_raw")
  }
}

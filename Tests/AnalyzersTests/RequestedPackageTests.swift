import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// What a plan makes of packages that people asked for by name.
@Suite struct RequestedPackageTests {
  /// A root whose /usr/bin/build can start programs and says `strings`; apt was asked for build and compiler.
  private func root(
    strings: String, _ lines: String = "", besides others: [String] = []
  ) -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /usr/bin/compile 755 : x
      /usr/bin/shape 755 : x
      /usr/bin/cx -> /etc/alternatives/cx
      /etc/alternatives/cx -> /usr/bin/compile
      /var/lib/dpkg/alternatives/cx : auto\n/usr/bin/cx\n\n/usr/bin/compile\n10\n\n
      /var/lib/dpkg/info/build.list : /usr/bin/build\n/usr/share/build/device\n/usr/bin/shape\n
      /var/lib/dpkg/info/compiler.list : /usr/bin/compile\n
      /var/lib/apt/extended_states : Package: other\nAuto-Installed: 1\n

      """# + lines)
    for other in others {
      root.addFile(
        RootPath("/var/lib/dpkg/info/\(other).list"), Array("/usr/bin/\(other)\n".utf8))
    }
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        (["build", "compiler"] + others).map {
          "Package: \($0)\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n"
        }.joined().utf8))
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = [ObjectBuilder.BuiltSymbol("execve")]
    object.readOnlyData = Array(strings.utf8)
    root.addFile("/usr/bin/build", object.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return root
  }

  @Test func `a program of one is kept where the application says its name`() throws {
    #expect(
      try PlannedRoot(root(strings: "\0compile\0"), command: "build").keeps("/usr/bin/compile"))
    #expect(
      !(try PlannedRoot(root(strings: "\0compiled\0"), command: "build").keeps("/usr/bin/compile")))
  }

  @Test func `one that is empty stands for those that it depends on`() throws {
    let root = root(strings: "\0link\0")
    root.addFile("/usr/bin/link", Array("x".utf8), mode: 0o755)
    root.addFile("/usr/share/doc/linker/copyright", Array("x".utf8))
    root.addFile("/var/lib/dpkg/info/real-linker.list", Array("/usr/bin/link\n".utf8))
    root.addFile(
      "/var/lib/dpkg/info/linker.list", Array("/usr\n/usr/share/doc/linker/copyright\n".utf8))
    root.addFile(
      "/var/lib/apt/extended_states", Array("Package: real-linker\nAuto-Installed: 1\n".utf8))
    func plan(depends: String) throws -> PlannedRoot {
      let fields = "Status: install ok installed\nPriority: optional\nVersion: 1\n"
      root.addFile(
        "/var/lib/dpkg/status",
        Array(
          "Package: build\n\(fields)\nPackage: linker\n\(fields)\(depends)\nPackage: real-linker\n\(fields)\n"
            .utf8))
      return try PlannedRoot(root, command: "build")
    }
    #expect(try plan(depends: "Depends: real-linker\n").keeps("/usr/bin/link"))
    #expect(!(try plan(depends: "").keeps("/usr/bin/link")))
  }

  @Test func `where people asked for many packages, a word is a word`() throws {
    func plan(_ count: Int) throws -> PlannedRoot {
      try PlannedRoot(
        root(strings: "\0compile\0", besides: (0..<count).map { "tool\($0)" }), command: "build")
    }
    #expect(try plan(10).keeps("/usr/bin/compile"))
    #expect(!(try plan(11).keeps("/usr/bin/compile")))
  }

  @Test func `what looks like a command of an unrelated package must cost little`() throws {
    func plan(size: Int) throws -> PlannedRoot {
      let root = root(
        strings: "\0compile %s\0", besides: (0..<12).map { "tool\($0)" })
      var object = ObjectBuilder()
      object.needed = ["libc.so.6"]
      object.readOnlyData = [UInt8](repeating: 1, count: size)
      root.addFile("/usr/bin/compile", object.bytes(), mode: 0o755)
      return try PlannedRoot(root, command: "build")
    }
    #expect(try plan(size: 1000).keeps("/usr/bin/compile"))
    #expect(!(try plan(size: 2 << 20).keeps("/usr/bin/compile")))
  }

  @Test func `a program that came by a word brings no other by one`() throws {
    let root = root(strings: "\0compile\0", besides: ["assemble"])
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = [ObjectBuilder.BuiltSymbol("execve")]
    object.readOnlyData = Array("\0assemble\0".utf8)
    root.addFile("/usr/bin/compile", object.bytes(), mode: 0o755)
    root.addFile("/usr/bin/assemble", [0x78], mode: 0o755)
    let plan = try PlannedRoot(root, command: "build")
    #expect(plan.keeps("/usr/bin/compile") && !plan.keeps("/usr/bin/assemble"))
  }

  @Test func `its alternative name is as good`() throws {
    #expect(
      try PlannedRoot(root(strings: "\0cx\0"), command: "build")
        .keeps("/usr/bin/compile", "/usr/bin/cx"))
  }

  @Test func `a command line that a wrapper begins says what it wraps`() throws {
    let plan = try PlannedRoot(
      root(
        strings: "\0/usr/bin/env -i A=b run-all --quick /etc/all.d > /run/x\0",
        "/usr/bin/env 755 : x\n/usr/bin/run-all 755 : x"), command: "build")
    #expect(plan.keeps("/usr/bin/env", "/usr/bin/run-all"))
  }

  @Test func `a word in the data of the application's package is one of their programs`() throws {
    #expect(
      try PlannedRoot(
        root(strings: "", "/usr/share/build/device : find_tool(NAMES shape compile)"),
        command: "build"
      ).keeps("/usr/bin/compile"))
  }

  @Test func `two letters in data are no program, but where they set something`() throws {
    func plan(_ data: String) throws -> PlannedRoot {
      try PlannedRoot(
        root(strings: "", "/usr/share/build/device : \(data)\\n"), command: "build")
    }
    #expect(!(try plan("names in bx cx dx").keeps("/usr/bin/cx")))
    #expect(try plan("compiler cx").keeps("/usr/bin/cx"))
  }

  @Test func `a setting in a package's data names one of the package's programs`() throws {
    #expect(
      try PlannedRoot(
        root(strings: "", "/usr/share/build/device : units 10\\npostprocess shape\\n"),
        command: "build"
      ).keeps("/usr/bin/shape"))
    #expect(
      !(try PlannedRoot(
        root(strings: "", "/usr/share/build/device : the shape of things\\n# use shape\\n"),
        command: "build"
      ).keeps("/usr/bin/shape")))
  }

  @Test func `configuration sets something to a program of a package that this one depends on`()
    throws
  {
    func plan(_ path: String, relation: String, requested: Bool = true) throws -> PlannedRoot {
      let root = root(strings: "", "\(path) : $unpack = 'unpack';\\n")
      root.addFile("/usr/bin/unpack", Array("x".utf8), mode: 0o755)
      root.addFile("/var/lib/dpkg/info/unpacker.list", Array("/usr/bin/unpack\n".utf8))
      root.addFile(
        "/var/lib/dpkg/info/build.list", Array("/usr/bin/build\n\(path)\n".utf8))
      root.addFile(
        "/var/lib/apt/extended_states",
        Array("Package: \(requested ? "other" : "unpacker")\nAuto-Installed: 1\n".utf8))
      // More than a dozen were asked for: a word alone says nothing.
      let others = (0..<14).map { "tool\($0)" }
      for other in others {
        root.addFile(
          RootPath("/var/lib/dpkg/info/\(other).list"), Array("/usr/bin/\(other)\n".utf8))
      }
      root.addFile(
        "/var/lib/dpkg/status",
        Array(
          (["unpacker"] + others).map {
            "Package: \($0)\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n"
          }.joined().utf8)
          + Array(
            "Package: build\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\(relation)\n\n"
              .utf8))
      return try PlannedRoot(root, command: "build")
    }
    let setting = "/etc/build/tools.conf"
    #expect(try plan(setting, relation: "Depends: unpacker").keeps("/usr/bin/unpack"))
    #expect(
      try plan(setting, relation: "Depends: unpacker", requested: false).keeps("/usr/bin/unpack"))
    #expect(try plan(setting, relation: "Suggests: unpacker").keeps("/usr/bin/unpack"))
    #expect(
      !(try plan(setting, relation: "Suggests: unpacker", requested: false)
        .keeps("/usr/bin/unpack")))
    #expect(!(try plan(setting, relation: "Homepage: unpacker").keeps("/usr/bin/unpack")))
  }
}

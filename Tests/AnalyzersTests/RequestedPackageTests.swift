import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// What a plan makes of packages that people asked for by name.
@Suite struct RequestedPackageTests {
  /// A root whose /usr/bin/build can start programs and says `strings`; apt was asked for build and compiler.
  private func root(strings: String, _ lines: String = "") -> MemoryRoot {
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
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: build
        Status: install ok installed
        Priority: optional
        Version: 1

        Package: compiler
        Status: install ok installed
        Priority: optional
        Version: 1

        """.utf8))
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
}

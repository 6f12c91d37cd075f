import Glibc
import Planning
import Roots
import RootsTesting
import SystemPackage
import Testing
import Writing

extension WritingTests {
  @Suite struct OutputPlaceTests {
    let temporary = TemporaryDirectory()
    let root = MemoryRoot("/etc/passwd : new")
    var output: FilePath { temporary.path.appending("out") }

    func write(force: Bool = false, to output: FilePath? = nil) throws -> WrittenSummary {
      try DirectoryWriter(root: root, output: output ?? self.output, force: force)
        .write(everything(of: root))
    }

    @Test func `an output that is there is refused and left as it is`() throws {
      try temporary.shell("mkdir out; touch out/old")
      let error = #expect(throws: WritingError.self) { try write() }
      #expect(error?.code == .exists)
      #expect(error?.description.contains("--force") == true)
      #expect(try DirectoryRoot(path: output).entry(at: "/old") != nil)
      #expect(try names(in: temporary) == ["out"])
    }

    @Test(arguments: [
      "mkdir out; mkdir -p out/old/tree; touch out/old/tree/x; chmod 555 out/old/tree",
      "echo old > out",
      "ln -s /nowhere out", "true",
    ])
    func `force replaces whatever is there`(before: String) throws {
      try temporary.shell(before)
      #expect(try !write(force: true).notes.contains { $0.kind == "leftover" })
      #expect(try DirectoryRoot(path: output).bytes(of: "/etc/passwd") == Array("new".utf8))
      #expect(try DirectoryRoot(path: output).entry(at: "/old") == nil)
      #expect(try names(in: temporary) == ["out"])
    }

    @Test func `an output whose directory is missing says so`() throws {
      let error = #expect(throws: WritingError.self) { try write(to: output.appending("a/b")) }
      #expect(error?.code == .noParent)
      #expect(error?.description.contains("there is no directory '\(output)/a'") == true)
    }

    @Test func `a slash at the end and dots are understood`() throws {
      try temporary.shell("mkdir out")
      _ = try write(force: true, to: FilePath(output.string + "/"))
      _ = try write(force: true, to: FilePath(output.string + "/."))
      #expect(try names(in: temporary) == ["out"])
      #expect(throws: WritingError.self) { try write(force: true, to: "/") }
    }

    @Test func `an output around the root is refused`() throws {
      try temporary.shell("mkdir -p out/root; echo x > out/root/x; ln -s out/root link")
      for path: FilePath in ["out/root", "link"] {
        let root = try DirectoryRoot(path: temporary.path.pushing(path))
        for target in [output, output.appending("root")] {
          let error = #expect(throws: WritingError.self) {
            try DirectoryWriter(root: root, output: target, force: true).checkPlace()
          }
          #expect(error?.code == .overlap)
        }
      }
      #expect(try DirectoryRoot(path: output).entry(at: "/root/x") != nil)
    }

    @Test func `an output in the root is refused if something in it is kept`() throws {
      try temporary.shell("mkdir -p root/out root/etc; touch root/out/old root/etc/x")
      let root = try DirectoryRoot(path: temporary.path.appending("root"))
      let inner = temporary.path.appending("root/out")
      var plan = try everything(of: root)
      let writer = DirectoryWriter(root: root, output: inner, force: true)
      let error = #expect(throws: WritingError.self) { try writer.write(plan) }
      #expect(error?.code == .overlap)
      plan.entries.removeAll { $0.path.isWithin("/out") }
      try writer.write(plan)
      #expect(try DirectoryRoot(path: inner).entry(at: "/etc/x") != nil)
    }
  }
}

import Glibc
import Planning
import Roots
import RootsTesting
import SystemPackage
import Testing
import Writing

extension WritingTests {
  @Suite struct WritingFailureTests {
    let temporary = TemporaryDirectory()
    var output: FilePath { temporary.path.appending("out") }

    func planned(_ path: RootPath, _ kind: Entry.Kind = .regular, target: String? = nil)
      -> PlannedEntry
    {
      PlannedEntry(
        path: path,
        entry: Entry(kind: kind, mode: 0o755, identity: Entry.Identity(volume: 0, number: 0)),
        linkTarget: target.map { Array($0.utf8) }, origin: .written(Array("x".utf8)), reasons: [])
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a signal midway leaves nothing`(signal: Int32) throws {
      let root = MemoryRoot(
        (1...50).map { "/d\($0)/f : x" }.joined(separator: "\n"))
      let error = #expect(throws: WritingError.self) {
        try DirectoryWriter(root: root, output: output).write(everything(of: root)) { progress in
          if progress.entries == 20 { kill(getpid(), signal) }
        }
      }
      #expect(error?.code == .interrupted)
      #expect(error?.signal == signal)
      #expect(try names(in: temporary) == [])
    }

    @Test func `a signal while a large file is copied stops it`() throws {
      try temporary.shell("mkdir in; head -c 80000000 /dev/zero > in/large")
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      var steps = 0
      let error = #expect(throws: WritingError.self) {
        try DirectoryWriter(root: root, output: output).write(everything(of: root)) { progress in
          steps += 1
          if steps == 2 { kill(getpid(), SIGTERM) }
        }
      }
      #expect(error?.code == .interrupted)
      #expect(try names(in: temporary) == ["in"])
    }

    @Test func `a file that cannot be read leaves nothing and is named`() throws {
      let root = MemoryRoot("/a : x\n/b/c : y")
      let plan = try everything(of: root)
      root.unreadable = ["/b/c"]
      let error = #expect(throws: WritingError.self) {
        try DirectoryWriter(root: root, output: output).write(plan)
      }
      #expect(error?.code == .root)
      #expect(error?.description.contains("'/b/c'") == true)
      #expect(try names(in: temporary) == [])
    }

    @Test func `a root that changed since the plan is noticed`() throws {
      try temporary.shell("mkdir in; echo x > in/file")
      let path = temporary.path.appending("in")
      let plan = try everything(of: DirectoryRoot(path: path))
      try temporary.shell("echo longer > in/file")
      let error = #expect(throws: WritingError.self) {
        try DirectoryWriter(root: DirectoryRoot(path: path), output: output).write(plan)
      }
      #expect(error?.code == .changed)
      #expect(try names(in: temporary) == ["in"])
    }

    @Test func `no plan writes outside the output`() throws {
      try temporary.shell("mkdir victim")
      let victim = temporary.path.appending("victim").string
      let plans: [[PlannedEntry]] = [
        [planned("/"), planned("/a", .symlink, target: victim), planned("/a/x")],
        [planned("/"), planned("/a"), planned("/a/x")],
        [planned("/a/b/c")],
        [planned("/a"), planned("/a", .symlink, target: victim)],
        [planned("/a", .symlink, target: "")],
        [planned("/a", .symlink)],
        [planned("/", .symlink, target: victim)],
        [planned(RootPath(Array("/a\0b".utf8)))],
      ]
      for entries in plans {
        let error = #expect(throws: WritingError.self) {
          try DirectoryWriter(root: MemoryRoot(), output: output).write(Plan(entries: entries))
        }
        #expect(error?.code == .badPlan)
      }
      #expect(try names(in: temporary) == ["victim"])
      #expect(try DirectoryRoot(path: FilePath(victim)).children(of: .root) == [])
    }

    @Test func `a name that is too long for the file system is an error that names it`() throws {
      let long = RootPath("/" + String(repeating: "x", count: 300))
      let error = #expect(throws: WritingError.self) {
        try DirectoryWriter(root: MemoryRoot(), output: output)
          .write(Plan(entries: [planned(long)]))
      }
      #expect(error?.cause == .fileNameTooLong)
      #expect(try names(in: temporary) == [])
    }

    @Test(.enabled(if: getuid() == 0, "mounting needs root"))
    func `a full disk is an error and leaves nothing`() throws {
      try temporary.shell("mkdir small; mount -t tmpfs -o size=1M none small")
      defer { _ = try? temporary.shell("umount small") }
      let root = MemoryRoot("/a : x")
      root.addFile("/large", [UInt8](repeating: 1, count: 3_000_000))
      let error = #expect(throws: WritingError.self) {
        try DirectoryWriter(root: root, output: temporary.path.appending("small/out"))
          .write(everything(of: root))
      }
      #expect(error?.cause == .noSpace)
      #expect(error?.description.contains("'/large'") == true)
      let small = try DirectoryRoot(path: temporary.path.appending("small"))
      #expect(try small.children(of: .root) == [])
    }

    @Test(.enabled(if: getuid() == 0, "mounting needs root"))
    func `content is copied across file systems`() throws {
      try temporary.shell("mkdir in; head -c 3000000 /dev/urandom > in/x; mkdir other")
      try temporary.shell("mount -t tmpfs none other")
      defer { _ = try? temporary.shell("umount other") }
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      let output = temporary.path.appending("other/out")
      try DirectoryWriter(root: root, output: output).write(everything(of: root))
      #expect(try DirectoryRoot(path: output).bytes(of: "/x") == root.bytes(of: "/x"))
    }
  }
}

import Contracts
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// A plan that keeps these paths of a root, because --keep says so.
private func plan(_ paths: [RootPath], of root: MemoryRoot) throws -> Plan {
  Plan(
    entries: try paths.sorted().map { path in
      PlannedEntry(
        path: path, entry: try #require(try root.entry(at: path)),
        reasons: [Reason(.keep, .required)])
    })
}

@Suite struct BudgetTests {
  private let root = MemoryRoot(
    """
    /a : aaaaaaaaaa
    /b == /a
    /c : ccc
    /var/lib/dpkg/status : Package: web\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 1.0\\n
    /var/lib/dpkg/info/web.list : /c\\n
    """)

  @Test func `hard links count once, and as much as the budget is not too much`() throws {
    let plan = try plan(["/a", "/b", "/c"], of: root)
    #expect(Budget(bytes: 13).excess(of: plan, root: root) == nil)
    #expect(
      Budget(bytes: 12).excess(of: plan, root: root) == """
        the result would have 13 B (13 bytes), 1 B over the budget of 12 B
          largest packages
                 10 B  (no package)
                  3 B  web
          largest files
                 10 B  /a  {keep, required}
                  3 B  /c  {keep, required}
          hint: 'pith why' says what brings a file; --drop leaves files out
        """)
  }
}

@Suite struct AllowedLibrariesTests {
  private func strangers(_ list: String) throws -> [String] {
    let root = MemoryRoot("/etc/libx.so : no object")
    root.addFile("/bin/web", ObjectBuilder.program(needed: ["liba.so.1"]), mode: 0o755)
    root.addFile("/lib/liba.so.1.2", ObjectBuilder.library("liba.so.1"))
    root.addFile("/lib/plug/b.so", ObjectBuilder.library("b.so"))
    let plan = try plan(
      ["/bin/web", "/etc/libx.so", "/lib/liba.so.1.2", "/lib/plug/b.so"], of: root)
    return try AllowedLibraries(text: Array(list.utf8)).strangers(in: plan, root: root).map {
      "\($0.path) \(printable($0.soname ?? []))"
    }
  }

  @Test func `programs and what only looks like a library need no leave`() throws {
    #expect(try strangers("") == ["/lib/liba.so.1.2 liba.so.1", "/lib/plug/b.so "])
  }

  @Test func `a line allows by soname, by file name, or by path`() throws {
    #expect(try strangers("# ours\n\n  liba.so.1\r\n") == ["/lib/plug/b.so "])
    #expect(try strangers("liba.so.1.*") == ["/lib/plug/b.so "])
    #expect(try strangers("/lib/plug/*") == ["/lib/liba.so.1.2 liba.so.1"])
    #expect(try strangers("{liba,b}.so*") == [])
  }

  @Test func `a line that is no pattern is told by its number`() {
    let error = #expect(throws: AllowedLibraries.LineError.self) {
      try AllowedLibraries(text: Array("ok.so\n[a".utf8))
    }
    #expect(error?.line == 2)
  }
}

@Suite struct RemovedListTests {
  @Test func `every path that is not kept is there, directories with a slash`() throws {
    let root = MemoryRoot("/a/b : x\n/a/c : y\n/d/e -> f\n/g\\n\\\\ : z\n/proc/1/x : p")
    let plan = try plan(["/", "/a", "/a/b", "/proc"], of: root)
    #expect(
      String(decoding: try RemovedList(plan: plan).text(of: root), as: UTF8.self)
        == "/a/c\n/d/\n/d/e\n/g\\x0a\\\\\n")
  }
}

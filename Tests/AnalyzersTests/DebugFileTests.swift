import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Debugging information in files of its own.
@Suite struct DebugFileTests {
  private func root(depends: String) -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /usr/lib/debug/.build-id/ab/cdef.debug : x
      /usr/lib/debug/.build-id/12/3456.debug : x
      /var/lib/dpkg/info/checker.list : /usr/bin/checker\n
      /var/lib/dpkg/info/libc-dbg.list : /usr/lib/debug/.build-id/ab/cdef.debug\n/usr/lib/debug/.build-id/12/3456.debug\n
      /var/lib/dpkg/status : Package: checker\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\#(depends)\nPackage: libc-dbg\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
      /var/lib/apt/extended_states : Package: libc-dbg\nAuto-Installed: 1\n
      """#)
    var program = ObjectBuilder()
    program.notes = [ObjectBuilder.BuiltNote(type: 3, owner: "GNU", content: [0xAB, 0xCD, 0xEF])]
    root.addFile("/usr/bin/checker", program.bytes(), mode: 0o755)
    return root
  }

  @Test func `of kept objects comes where the application's package depends on it`() throws {
    let plan = try PlannedRoot(root(depends: #"Depends: libc-dbg\n"#), command: "checker")
    #expect(plan.keeps("/usr/lib/debug/.build-id/ab/cdef.debug"))
    #expect(!plan.keeps("/usr/lib/debug/.build-id/12/3456.debug"))
  }

  @Test func `stays out where nobody relies on it`() throws {
    let plan = try PlannedRoot(root(depends: ""), command: "checker")
    #expect(!plan.keeps("/usr/lib/debug/.build-id/ab/cdef.debug"))
  }
}

import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing
import Work

@testable import Analyzers

/// That the data of each object is scanned once, whoever asks and however often.
struct ObjectTextsTests {
  /// Has everything analyzed again, once.
  private final class Again: Analyzer {
    let name = "again"
    private var isDone = false
    func settle(_ run: Run) {
      if isDone { return }
      isDone = true
      run.revisit { _ in true }
    }
  }

  @Test func `an object that is analyzed again, by all who ask, is scanned once`() throws {
    let root = MemoryRoot(
      """
      /etc/pam.d/door : auth required pam_lock.so
      """)
    root.addFile("/lib64/ld-linux-x86-64.so.2", ObjectBuilder.library("ld-linux-x86-64.so.2"))
    root.addFile("/lib64/libpam.so.0", ObjectBuilder.library("libpam.so.0"))
    root.addFile(
      "/usr/bin/first",
      ObjectBuilder.program {
        $0.symbols = [ObjectBuilder.BuiltSymbol("execve")]
        $0.readOnlyData = Array("\0/usr/bin/second\0".utf8)
      }, mode: 0o755)
    root.addFile(
      "/usr/bin/second",
      ObjectBuilder.program(needed: ["libpam.so.0"]) {
        $0.symbols = [ObjectBuilder.BuiltSymbol("execve")]
        $0.readOnlyData = Array("\0door\0third -x\0".utf8)
      }, mode: 0o755)
    root.addFile("/usr/bin/third", ObjectBuilder.program(needed: []), mode: 0o755)
    var request = Request()
    request.commands = [
      Request.Command(
        words: ["/usr/bin/first", "/usr/bin/second"].map { Array($0.utf8) }, source: "")
    ]
    let texts = ObjectTexts()
    let plan = try Planner(analyzers: allAnalyzers(texts: texts, pool: WorkPool()) + [Again()])
      .plan(request, of: root)
    let kept = Set(plan.entries.map(\.path))
    #expect(kept.isSuperset(of: ["/etc/pam.d/door", "/usr/bin/third"]))
    let objects = try plan.entries.filter {
      try $0.entry.isRegular && root.bytes(of: $0.path).starts(with: [0x7f, 0x45, 0x4c, 0x46])
    }
    #expect(texts.count == objects.count)
  }
}

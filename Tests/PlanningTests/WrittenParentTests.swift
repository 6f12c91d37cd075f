import Planning
import Roots
import RootsTesting
import Testing

@Suite struct WrittenParentTests {
  /// Adds a directory far below what the root has.
  struct Adding: Analyzer {
    var name: String { "adding" }

    func begin(_ run: Run) throws(PlanningError) {
      try run.write(
        "/var/log/app",
        entry: Entry(kind: .directory, mode: 0o750, identity: Entry.Identity(volume: 9, number: 9)),
        content: [], because: Reason(.keep, .required))
    }
  }

  @Test func `what is written where the root has no directory gets its directories`() throws {
    let root = MemoryRoot("/bin/a 755 : x")
    var request = Request()
    request.commands = [Request.Command(words: [], source: "test")]
    let plan = try Planner(analyzers: [Adding()]).plan(request, of: root)
    #expect(plan.entries.map(\.path).contains("/var"))
    #expect(plan.entries.map(\.path).contains("/var/log"))
  }
}

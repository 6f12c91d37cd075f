import Planning
import Roots
import RootsTesting
import SchemaTesting
import Testing

@Suite struct PlanSchemaTests {
  @Test func `JSON is valid by its schema, whatever the names and kinds`() throws {
    let root = MemoryRoot("/a\\xff 4755 : x\n/link -> \\xfe\n/dev/null c 1:3 666\n/new : y")
    var entries: [PlannedEntry] = []
    try root.walk { (path, _) throws(RootError) in
      guard let entry = try root.entry(at: path) else { return .past }
      var planned = PlannedEntry(
        path: path, entry: entry,
        linkTarget: entry.isSymlink ? try root.linkTarget(at: path) : nil,
        reasons: [
          Reason(.keep, .required), Reason(.needed, .likely, from: path, detail: [0xff, 0x0a]),
        ])
      if path == "/new" { planned.origin = .written([0, 255]) }
      entries.append(planned)
      return .into
    }
    let plan = Plan(
      entries: entries,
      missing: [
        Missing(
          name: [0xff], from: "/a", rule: .needed,
          considered: [.init(place: "default", outcome: "no such file")]),
        Missing(name: [0x61], from: nil, rule: .interpreter),
      ],
      notes: [Note(kind: "left-out", path: "/a", text: "\u{1}"), Note(kind: "x", text: "y")])
    let schema = try JSONSchema("pith.plan-1")
    #expect(try schema.errors(in: plan.json()) == [])
    #expect(try schema.errors(in: Plan().json()) == [])
  }
}

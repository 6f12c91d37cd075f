import Planning
import Roots
import RootsTesting
import Testing

@Suite struct PlanReadingTests {
  private func entry(_ kind: Entry.Kind, _ mode: UInt16, size: UInt64 = 0) -> Entry {
    Entry(
      kind: kind, mode: mode, uid: 7, gid: 8, size: size,
      identity: Entry.Identity(volume: 0, number: 0))
  }

  private var sample: Plan {
    var cache = entry(.regular, 0o644, size: 3)
    cache.modified = Entry.Timestamp(seconds: 5, nanoseconds: 40)
    let node = Reason(.commandLine, .required, detail: Array("node".utf8))
    return Plan(
      entries: [
        PlannedEntry(path: "/", entry: entry(.directory, 0o755), reasons: [node]),
        PlannedEntry(
          path: RootPath([0x2f, 0xff, 0x22]), entry: entry(.regular, 0o4755, size: 9),
          reasons: [node, Reason(.needed, .likely, from: "/a", detail: [0xfe])]),
        PlannedEntry(
          path: "/cache", entry: cache, origin: .written([1, 2, 255]), reasons: [node]),
        PlannedEntry(
          path: "/link", entry: entry(.symlink, 0o777, size: 1), linkTarget: Array("x".utf8),
          reasons: [node]),
      ].sorted { $0.path < $1.path },
      missing: [
        Missing(
          name: Array("libx.so".utf8), from: "/bin/a", rule: .needed,
          considered: [Missing.Considered(place: "default", outcome: "/lib/libx.so: no such file")])
      ],
      notes: [Note(kind: "missing-command", path: "/bin/a", text: "a \"quoted\"\nline")])
  }

  @Test func `a plan that is written and read back writes the same text`() throws {
    let text = sample.json()
    #expect(try Plan(json: text).json() == text)
  }

  @Test func `a plan that is read back has the names' exact bytes`() throws {
    let plan = try Plan(json: sample.json())
    #expect(plan.entries.map(\.path) == sample.entries.map(\.path))
    #expect(plan.entries.map(\.reasons) == sample.entries.map(\.reasons))
    #expect(plan.entries.map(\.origin) == sample.entries.map(\.origin))
    #expect(plan.missing == sample.missing && plan.notes == sample.notes)
  }

  @Test(arguments: [
    ("nonsense", "the document"),
    ("{\"schema\":\"pith.plan/2\",\"entries\":[],\"missing\":[],\"notes\":[]}", "pith.plan/2"),
    ("{\"schema\":\"pith.plan/1\",\"entries\":[],\"missing\":[]}", "it has no 'notes'"),
    (document(path: "a"), "'a' is no absolute path"),
    (document(path: "/a/../b"), "is not written plainly"),
    (document(path: "/a\\u0000b"), "is no absolute path"),
    (document(kind: "door"), "there is no kind 'door'"),
    (document(mode: "99"), "'99' is no mode"),
    (document(size: "-1"), "the document"),
    (document(size: "18446744073709551616"), "the document"),
  ])
  func `a plan that cannot be read is an error that says what is wrong`(
    text: String, part: String
  ) throws {
    let error = try #require(throws: PlanningError.self) { try Plan(json: Array(text.utf8)) }
    #expect("\(error)".contains(part), "\(error)")
  }

  private static func document(
    path: String = "/a", kind: String = "regular", mode: String = "0644", size: String = "1"
  ) -> String {
    """
    {"schema":"pith.plan/1","entries":[{"path":"\(path)","kind":"\(kind)","size":\(size),"mode":"\(mode)",\
    "uid":0,"gid":0,"reasons":[]}],"missing":[],"notes":[]}
    """
  }

  private func taken(_ path: RootPath, _ entry: Entry, from lines: String) throws -> PlannedEntry {
    let plan = Plan(entries: [PlannedEntry(path: path, entry: entry, reasons: [])])
    return try #require(try plan.taken(from: MemoryRoot(lines)).entries.first)
  }

  @Test func `mode and owner are the plan's, size and links the root's`() throws {
    let found = try taken("/b", entry(.regular, 0o600, size: 2), from: "/a : xy\n/b == /a").entry
    #expect(found.mode == 0o600 && found.uid == 7 && found.gid == 8)
    #expect(found.linkCount == 2)
  }

  @Test(arguments: [
    ("", "it is not there"), ("/a/", "it is a directory and was a regular"),
    ("/a : x", "it has 1 bytes and had 2"),
  ])
  func `a root that is not what the plan says is an error`(lines: String, part: String) throws {
    let error = try #require(throws: PlanningError.self) {
      try taken("/a", entry(.regular, 0o644, size: 2), from: lines)
    }
    #expect("\(error)".contains("'/a'") && "\(error)".contains(part), "\(error)")
  }
}

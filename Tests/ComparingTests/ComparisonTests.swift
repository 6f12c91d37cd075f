import Comparing
import Planning
import Roots
import RootsTesting
import SchemaTesting
import Terminal
import Testing

@Suite struct ComparisonTests {
  /// `+ path`, `- path`, `~ path aspect...`.
  private func differences(_ old: MemoryRoot, _ new: MemoryRoot) throws -> [String] {
    try Comparison(of: Snapshot(of: old), with: Snapshot(of: new)).differences.map { difference in
      switch difference.change {
      case .added: "+ \(difference.path)"
      case .removed: "- \(difference.path)"
      case .changed:
        "~ \(difference.path) " + difference.aspects.map(\.rawValue).joined(separator: " ")
      }
    }
  }

  @Test func `a root is the same as itself`() throws {
    let text = """
      /a/ 1777
      /a/b 755 1:2 : text
      /a/c -> b
      /dev/null c 1:3 666
      """
    #expect(try differences(MemoryRoot(text), MemoryRoot(text)) == [])
  }

  @Test func `content of the same size, mode, owner, target and kind are told apart`() throws {
    let old = MemoryRoot(
      """
      /content : old
      /kind : a
      /link -> a
      /mode 755
      /owner 644 1:1
      /dev/null c 1:3 666
      """)
    let new = MemoryRoot(
      """
      /content : new
      /kind -> a
      /link -> b
      /mode 4755
      /owner 644 1:2
      /dev/null c 1:5 666
      """)
    #expect(
      try differences(old, new) == [
        "~ /content content", "~ /dev/null device", "~ /kind kind", "~ /link target",
        "~ /mode mode", "~ /owner owner",
      ])
  }

  @Test func `extended attributes count, times do not`() throws {
    let old = MemoryRoot("/a : x")
    let new = MemoryRoot("/a : x")
    new.modify("/a") { $0.modified = .init(seconds: 5) }
    #expect(try differences(old, new) == [])
    new.addFile(
      "/a", Array("x".utf8),
      attributes: [ExtendedAttribute(name: Array("security.capability".utf8), value: [1])])
    #expect(try differences(old, new) == ["~ /a attributes"])
  }

  @Test func `paths are matched whatever sorts between them`() throws {
    let old = MemoryRoot("/a/b : x\n/a-b : y")
    let new = MemoryRoot("/a/b : x\n/a-b : y\n/a.c : z")
    #expect(try differences(old, new) == ["+ /a.c"])
  }

  @Test func `what the kernel makes is left out`() throws {
    let old = MemoryRoot("/proc/")
    #expect(try differences(old, MemoryRoot("/proc/1/maps : x\n/sys/x : y")) == ["+ /sys"])
  }

  @Test func `a plan without its root is compared by size, and by what pith writes`() throws {
    let root = MemoryRoot("/a : one\n/b : two\n/c : three")
    func entry(_ path: RootPath, written: [UInt8]? = nil) throws -> PlannedEntry {
      var entry = PlannedEntry(
        path: path, entry: try #require(try root.entry(at: path)), reasons: [])
      if let written { entry.origin = .written(written) }
      return entry
    }
    let plan = Plan(entries: [
      try entry("/"), try entry("/a"), try entry("/b"),
      try entry("/c", written: Array("3".utf8)),
    ])
    let other = MemoryRoot("/a : uno\n/b : two2\n/c : 3")
    let comparison = try Comparison(
      of: Snapshot(of: plan, label: "plan"), with: Snapshot(of: other))
    #expect(comparison.differences.map(\.path) == ["/b"])
    let with = try Comparison(
      of: Snapshot(of: plan, label: "plan", root: root), with: Snapshot(of: other))
    #expect(with.differences.map(\.path) == ["/a", "/b"])
  }

  @Test func `unreadable content is an error, not a difference`() throws {
    let old = MemoryRoot("/a : one")
    old.unreadable = ["/a"]
    #expect(throws: RootError.self) { try differences(old, MemoryRoot("/a : two")) }
    #expect(try differences(old, MemoryRoot("/a : three")) == ["~ /a content"])
  }
}

@Suite struct ComparisonTextTests {
  /// Two packages, one of which goes with its directory.
  private let old = MemoryRoot(
    """
    /var/lib/dpkg/status : Package: web\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 1.0\\n\\nPackage: doc\\nStatus: install ok installed\\nArchitecture: all\\nVersion: 2\\n
    /var/lib/dpkg/info/web.list : /usr\\n/usr/bin\\n/usr/bin/web\\n
    /var/lib/dpkg/info/doc.list : /usr\\n/usr/share\\n/usr/share/manual\\n/usr/share/manual/a\\n/usr/share/manual/b\\n
    /usr/bin/web 755 : program
    /usr/share/manual/a : aaaa
    /usr/share/manual/b : bb
    """, label: "fat")

  private var new: MemoryRoot {
    MemoryRoot(
      """
      /var/lib/dpkg/status : Package: web\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 1.1\\n
      /var/lib/dpkg/info/web.list : /usr\\n/usr/bin\\n/usr/bin/web\\n
      /usr/bin/web 4755 : programs
      /app/own : x
      """, label: "slim")
  }

  private func text(
    by key: DifferenceGroup.Key? = nil, all: Bool = false, style: TextStyle = .plain
  ) throws -> String {
    try Comparison(of: Snapshot(of: old), with: Snapshot(of: new))
      .text(by: key, all: all, style: style)
  }

  @Test func `text is told by package, and a directory that is gone stands for its content`() throws
  {
    let text = try text()
    #expect(
      text == """
        --- fat  6 files, 261 B
        +++ slim  4 files, 111 B

        web 1.0 -> 1.1: 1 changed +1 B
          ~ /usr/bin/web  content, 7 -> 8 bytes, mode 0755 -> 4755

        doc 2: 4 removed -6 B
          - /usr/share/  2 files, 6 B

        no package: 2 added +1 B, 1 removed -74 B, 1 changed -72 B
          + /app/  1 file, 1 B
          - /var/lib/dpkg/info/doc.list  74 B
          ~ /var/lib/dpkg/status  content, 147 -> 75 bytes

        added    2 paths, 1 B
        removed  5 paths, 80 B
        changed  2 paths, 154 B -> 83 B

        """)
  }

  @Test func `text by directory names the directories`() throws {
    let lines = try text(by: .directory).split(separator: "\n")
    #expect(lines.contains("/usr: 4 removed -6 B"))
    #expect(lines.contains("  - /usr/share/  2 files, 6 B"))
    #expect(try text(by: .directory, all: true).contains("  - /usr/share/manual/a  4 B\n"))
  }

  @Test func `nothing is said of the same`() throws {
    let root = MemoryRoot("/a : x")
    let same = try Comparison(of: Snapshot(of: root), with: Snapshot(of: root))
    #expect(same.text(style: .plain) == "")
  }

  @Test func `hard links count once`() throws {
    let links = MemoryRoot("/a : xxxx\n/b == /a")
    let comparison = try Comparison(
      of: Snapshot(of: MemoryRoot("/")), with: Snapshot(of: links))
    #expect(comparison.sums.added == Amount(files: 1, bytes: 4))
    #expect(comparison.sums.paths == [.added: 2])
  }

  @Test func `JSON is valid by its schema, whatever the names and kinds`() throws {
    let odd = MemoryRoot(
      "/a\\xff\\n\"/b 4755 0:42 : x\n/link -> \\xfe\n/dev/null c 1:3 666\n/fifo p 600\n/same : x")
    odd.addFile(
      "/raw", [1],
      attributes: [ExtendedAttribute(name: Array("security.capability".utf8), value: [0, 255])])
    let schema = try JSONSchema("pith.diff-1")
    let empty = MemoryRoot("/same 600 : x")
    for (left, right) in [(odd, empty), (empty, odd), (old, new), (odd, odd)] {
      let json = try Comparison(of: Snapshot(of: left), with: Snapshot(of: right)).json()
      #expect(try schema.errors(in: json) == [])
    }
    #expect(try JSONSchema("pith.lock-1").errors(in: Snapshot(of: odd).lock()) == [])
    #expect(try JSONSchema("pith.lock-1").errors(in: Snapshot(of: old).lock()) == [])
  }

  @Test func `a document that is not as the schema says is found out`() throws {
    let schema = try JSONSchema("pith.lock-1")
    let wrong =
      #"{"schema":"pith.lock/2","entries":[{"path":"a","kind":"door"}],"packages":[],"x":1}"#
    let errors = try schema.errors(in: Array(wrong.utf8))
    #expect(errors.count == 7, "\(errors)")
  }

  @Test func `JSON is pith.diff/1`() throws {
    let old = MemoryRoot("/a 755 : x\n/b -> a", label: "A")
    let new = MemoryRoot("/a : x\n/b -> c", label: "B")
    let json = try Comparison(of: Snapshot(of: old), with: Snapshot(of: new)).json()
    #expect(
      String(decoding: json, as: UTF8.self) == """
        {"schema":"pith.diff/1","old":{"label":"A","files":1,"bytes":1},\
        "new":{"label":"B","files":1,"bytes":1},"differences":[
        {"path":"/a","change":"changed","aspects":["mode"],"package":null,\
        "old":{"kind":"regular","size":1,"mode":"0755","uid":0,"gid":0},\
        "new":{"kind":"regular","size":1,"mode":"0644","uid":0,"gid":0}},
        {"path":"/b","change":"changed","aspects":["target"],"package":null,\
        "old":{"kind":"symlink","size":1,"mode":"0777","uid":0,"gid":0,"target":"a"},\
        "new":{"kind":"symlink","size":1,"mode":"0777","uid":0,"gid":0,"target":"c"}}
        ],"directories":[
        {"path":"/","sums":{"added":{"paths":0,"bytes":0},"removed":{"paths":0,"bytes":0},\
        "changed":{"paths":2,"oldBytes":0,"newBytes":0}}}
        ],"packages":[
        {"name":null,"sums":{"added":{"paths":0,"bytes":0},"removed":{"paths":0,"bytes":0},\
        "changed":{"paths":2,"oldBytes":0,"newBytes":0}}}
        ],"sums":{"added":{"paths":0,"bytes":0},"removed":{"paths":0,"bytes":0},\
        "changed":{"paths":2,"oldBytes":0,"newBytes":0}}}

        """)
  }
}

internal import Auditing
internal import Roots
internal import SchemaTesting
internal import SystemPackage
internal import Testing

@Suite struct ReportTests {
  private var report: AuditReport {
    AuditReport(findings: [
      Finding(
        .missingLibrary, .error, at: "/bin/a b", subject: Array("libx.so".utf8),
        detail: "cannot find 'libx.so'",
        considered: [
          .init(place: "DT_RUNPATH", outcome: "/opt: no such directory"),
          .init(place: "default", outcome: "/lib/libx.so: not there"),
        ], hint: "install it"),
      Finding(.insecureRpath, .warning, at: "/bin/a b", detail: "is \"odd\""),
      Finding(.setUserID, .note, at: "/bin/su", detail: "runs as user 0 (setuid)"),
    ])
  }

  @Test func `text groups by file and counts`() {
    #expect(
      report.text(notes: false) == """
        /bin/a b
          error: cannot find 'libx.so' [missing-library]
            DT_RUNPATH  /opt: no such directory
            default     /lib/libx.so: not there
            hint: install it
          warning: is "odd" [insecure-rpath]

        1 error, 1 warning, 1 note in 2 files (--notes shows the notes)
          1  missing-library
          1  insecure-rpath
          1  setuid

        """)
    #expect(
      AuditReport(findings: []).text(notes: false) == "0 errors, 0 warnings, 0 notes in 0 files\n")
  }

  @Test func `JSON is pith.audit/1`() {
    #expect(
      String(decoding: report.json(), as: UTF8.self) == """
        {"schema":"pith.audit/1","findings":[
        {"kind":"missing-library","severity":"error","path":"/bin/a b","subject":"libx.so",\
        "detail":"cannot find 'libx.so'","considered":[\
        {"place":"DT_RUNPATH","outcome":"/opt: no such directory"},\
        {"place":"default","outcome":"/lib/libx.so: not there"}],"hint":"install it"},
        {"kind":"insecure-rpath","severity":"warning","path":"/bin/a b","detail":"is \\"odd\\""},
        {"kind":"setuid","severity":"note","path":"/bin/su","detail":"runs as user 0 (setuid)"}
        ]}

        """)
  }

  @Test func `JSON is valid by its schema`() throws {
    var report = report
    report.findings.append(
      Finding(.brokenSymlink, .warning, at: RootPath([0x2f, 0xff]), subject: [0xfe], detail: "\n"))
    report.findings[0].symbols = [Array("x@V".utf8)]
    let schema = try JSONSchema("pith.audit-1")
    #expect(try schema.errors(in: report.json()) == [])
    #expect(try schema.errors(in: AuditReport(findings: []).json()) == [])
  }

  @Test func `SARIF has a rule per kind and paths as URIs`() {
    let text = String(decoding: report.sarif(), as: UTF8.self)
    #expect(text.contains("\"version\":\"2.1.0\""))
    #expect(text.contains("\"ruleId\":\"insecure-rpath\",\"ruleIndex\":1,\"level\":\"warning\""))
    #expect(text.contains("{\"uri\":\"bin/a%20b\",\"uriBaseId\":\"ROOT\"}"))
  }

  @Test func `a baseline takes away what it has, and nothing else`() {
    var report = report
    let text = Baseline.text(of: report.findings)
    #expect(
      text.split(separator: "\n").dropFirst() == [
        "insecure-rpath /bin/a%20b", "missing-library /bin/a%20b libx.so", "setuid /bin/su",
      ])
    report.findings.append(
      Finding(.missingLibrary, .error, at: "/bin/a b", subject: Array("liby.so".utf8), detail: ""))
    report.drop(Baseline(text: text))
    #expect(report.findings.map(\.subject) == [Array("liby.so".utf8)])
    #expect(report.text(notes: false).contains("; 3 known"))
  }

  @Test func `severities and kinds choose`() {
    var report = report
    #expect(report.has(.error) && report.has(.note))
    report.keep(only: [.setUserID])
    #expect(!report.has(.warning) && report.has(.note))
  }

  @Test func `every kind is listed once, and stands in docs/audit.md in that order`() throws {
    let kinds = Finding.Kind.all.map(\.kind.rawValue)
    #expect(Set(kinds).count == kinds.count)
    let top = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try FileDescriptor.open(FilePath("/\(top)/docs/audit.md"), .readOnly)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = try file.closeAfter {
      try unsafe bytes.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
    }
    let documented = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("| `") }
      .map { String($0.dropFirst(3).prefix { $0 != "`" }) }
    #expect(documented == kinds, "add the kind to docs/audit.md, or remove it there")
  }
}

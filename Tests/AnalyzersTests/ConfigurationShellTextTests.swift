import RootsTesting
import Testing

@testable import Analyzers

struct ConfigurationShellTextTests {
  private func texts(_ text: String) -> [String] {
    unsafe ConfigurationShellText.texts(in: Array(text.utf8).span.bytes).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("command = /bin/sh -c \"while a; do b; done\"\n", ["while a; do b; done"]),
    ("ExecStart=/bin/bash -ec 'a && b'", ["a && b"]),
    ("run: [\"sh\", \"-e\", \"-c\", \"a \\\"b\\\"\"]\n", ["a \"b\""]),
    ("job bash -c exec a b\nnext", ["exec a b"]),
    ("a = sh -c 'x'\nb = sh -c 'y'", ["x", "y"]),
    ("flush -c x\nrun.sh -c x\nsh script -c x\nssh -c x", []),
    ("sh -c \"open", ["open"]),
    ("sh -c", []),
  ])
  func `shell text stands behind the option of a shell`(text: String, expected: [String]) {
    #expect(texts(text) == expected)
  }

  @Test func `programs of shell text in the application's configuration are kept`() throws {
    let root = MemoryRoot(
      """
      /app/run 755 : #!/bin/sh
      /app/jobs.conf : command = /bin/sh -c "sleep 1; date -u"
      /bin/sh 755 : x
      /usr/bin/date 755 : x
      /usr/bin/sleep 755 : x
      /usr/bin/other 755 : x
      """)
    let planned = try PlannedRoot(
      root, command: "/app/run /app/jobs.conf",
      environment: ["PATH=/usr/bin:/bin"])
    #expect(planned.keeps("/usr/bin/date", "/usr/bin/sleep"))
    #expect(!planned.keeps("/usr/bin/other"))
  }
}

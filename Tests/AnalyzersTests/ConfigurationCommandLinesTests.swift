import RootsTesting
import Testing

@testable import Analyzers

/// Which words of configuration are programs that are run.
struct ConfigurationCommandLinesTests {
  private func texts(_ text: String) -> [String] {
    let programs = ["find", "sort", "seq", "wc", "test", "date", "ps"]
    return ConfigurationCommandLines.texts(in: Array(text.utf8)) { word in
      programs.contains { $0.utf8.elementsEqual(word) }
    }.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    ("Parameter=sum[*],seq $1 | wc -l", ["seq $1 | wc -l"]),
    ("* * * * * root find /srv -delete", ["find /srv -delete"]),
    ("*/5 0-3 * jan,feb mon sort x; date", ["sort x; date"]),
    ("@daily nobody /opt/job", ["/opt/job"]),
    ("1 2 3 4 5", []),
    ("10.0.0.1 2 3 4 5 a b", []),
    ("clean: find -L /srv", ["find -L /srv"]),
    ("job = \"date -u\" daily", ["date -u"]),
    ("run = find /srv -delete\nnext = ps", ["find /srv -delete"]),
    ("a = seq 5 | sort\n# b = seq 5 | sort", ["seq 5 | sort"]),
    ("expression = find|sort", []),
    ("a test of the date", []),
    ("find - it", []),
  ])
  func `a program is one by what stands around it`(text: String, expected: [String]) {
    #expect(texts(text) == expected)
  }

  @Test func `what a line of the application's configuration runs is kept`() throws {
    let root = MemoryRoot(
      """
      /app/run 755 : #!/bin/sh
      /app/jobs.conf : Parameter=lines[*],sort -u $1 | uniq -c | tail -1
      /bin/sh 755 : x
      /usr/bin/sort 755 : x
      /usr/bin/uniq 755 : x
      /usr/bin/tail 755 : x
      /usr/bin/head 755 : x
      """)
    let planned = try PlannedRoot(
      root, command: "/app/run /app/jobs.conf", environment: ["PATH=/usr/bin:/bin"])
    #expect(planned.keeps("/usr/bin/sort", "/usr/bin/uniq", "/usr/bin/tail"))
    #expect(!planned.keeps("/usr/bin/head"))
  }
}

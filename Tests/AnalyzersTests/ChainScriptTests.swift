import RootsTesting
import Testing

@testable import Analyzers

struct ChainScriptTests {
  @Test func `words that may name a program are neither quoted, computed nor options`() {
    let text =
      "#!/bin/execlineb -P\n# nice\nfdmove -c 2 1 s6-setuidgid web # su\n{ $x \"a\" /opt/serve }\n"
    #expect(
      ChainScript.words(of: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        == ["fdmove", "2", "1", "s6-setuidgid", "web", "/opt/serve"])
  }

  @Test func `each word of a chain that names a program starts it`() throws {
    let root = MemoryRoot(
      """
      /usr/bin/execlineb 755 : execlineb
      /usr/bin/fdmove 755 : fdmove
      /usr/bin/s6-setuidgid 755 : setuidgid
      /usr/bin/serve 755 : serve
      /usr/bin/other 755 : other
      /opt/serve/run 755 : #!/usr/bin/execlineb -P\\nfdmove -c 2 1 s6-setuidgid web serve "other"\\n
      /var/lib/dpkg/status : Package: base\\nStatus: install ok installed\\nVersion: 1\\nArchitecture: all\\n
      /var/lib/dpkg/info/base.list : /usr/bin/execlineb\\n/usr/bin/fdmove\\n/usr/bin/s6-setuidgid\\n/usr/bin/serve\\n/usr/bin/other\\n
      """)
    let plan = try PlannedRoot(root, command: "/opt/serve/run")
    #expect(plan.keeps("/usr/bin/fdmove", "/usr/bin/s6-setuidgid", "/usr/bin/serve"))
    #expect(!plan.keeps("/usr/bin/other"))
  }
}

import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Perl inside another program.
@Suite struct PerlEmbeddedTests {
  private let base = "/usr/lib/x86_64-linux-gnu/perl-base/"
  private let core = "/usr/share/perl/5.36/"

  /// A server with the library inside, which does not search the directory that the program `perl` searches first, and a script for that program.
  private func planned(_ text: String, script: String = "use POSIX;") throws -> PlannedRoot {
    let root = MemoryRoot(
      PerlTests.base.replacing("/usr/share/perl/5.36 -> 5.36.0\n", with: "")
        .replacing("5.36.0", with: "5.36") + """

          /usr/share/perl/5.36/strict.pm
          /usr/share/perl/5.36/auto/POSIX/POSIX.so
          /etc/server/setup.sql : \(text)
          /app/main.pl : \(script)
          /usr/sbin/start 755 : #!/bin/sh\\nperl /app/main.pl\\nserver /etc/server/setup.sql\\n
          /bin/sh 755 : sh
          """)
    root.addFile(
      "/usr/sbin/server",
      ObjectBuilder.library("server") { $0.needed = ["libperl.so.5.36"] }, mode: 0o755)
    root.addFile(
      "/lib64/libperl.so.5.36",
      ObjectBuilder.library("libperl.so.5.36") {
        $0.readOnlyData = Array("\0/etc/perl\0/usr/share/perl/5.36\0/usr/share/perl5\0".utf8)
      }, mode: 0o755)
    return try PlannedRoot(root, command: "/usr/sbin/start")
  }

  @Test func `two interpreters each find a module where they search`() throws {
    let plan = try planned("select 1;")
    #expect(plan.keeps(base + "strict.pm", core + "strict.pm"))
    #expect(plan.keeps(base + "POSIX.pm", core + "POSIX.pm"))
    #expect(plan.keeps(base + "auto/POSIX/POSIX.so", core + "auto/POSIX/POSIX.so"))
  }

  @Test func `a text of another kind says what code in it loads`() throws {
    let plan = try planned("create function f() as $$ use Memoize; return 1 $$ language plperlu;")
    #expect(plan.keeps(core + "Memoize.pm"))
    #expect(!(try planned("people may use Memoize here").keeps(core + "Memoize.pm")))
  }

  @Test func `names behind use and require are modules where a statement ends`() {
    func modules(_ text: String) -> [String] {
      PerlText.modules(in: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(
      modules("$$use A::B; use Encode qw(encode); require POSIX;\nuse JSON 2.0;")
        == ["A::B", "Encode", "JSON", "POSIX"])
    #expect(modules("reuse Paper;\nuse Paper for it\nuse Wisely, please").isEmpty)
  }
}

import Shell
import Testing

/// What cannot be read is passed over and said; nothing fails, takes forever, or exhausts the stack.
@Suite struct RecoveryTests {
  private func facts(_ script: String) -> ScriptFacts { ScriptFacts(script: Array(script.utf8)) }

  private func names(_ facts: ScriptFacts) -> [String] {
    facts.commands.map { String(decoding: $0.name, as: UTF8.self) }
  }

  @Test(arguments: [
    Snippet("a stray word", "ls\nfi\nid", ["ls", "id"]),
    Snippet("a stray parenthesis", "ls )\nid", ["ls", "id"]),
    Snippet("an open quote", "ls 'x\nid\nwho", ["id", "who"]),
    Snippet("an open block", "if x; then\nls\nid", ["ls", "id"]),
    Snippet("a missing target", "ls >\nid", ["id"]),
    Snippet("two semicolons", "ls;; who\nid", ["ls", "id"]),
  ])
  func `reading goes on behind`(_ snippet: Snippet) {
    let facts = facts(snippet.script)
    #expect(names(facts) == snippet.expected)
    #expect(!facts.problems.isEmpty)
  }

  @Test func `a problem has its line`() {
    #expect(facts("ls\n\nx | | y\nid").problems.map(\.line) == [3])
  }

  @Test(arguments: [
    "(", "$(", "`", "\"$(", "{ ", "((", "$((", "${a:-", "if ", "[[ ", "case x in a) ", "<(",
    "a=(", "! ", "\"${a:-", "eval '", "f() ",
  ])
  func `deep nesting ends`(_ opening: String) {
    let facts = facts(String(repeating: opening, count: 3000) + "\nls")
    #expect(facts.problems.count <= 51)
  }

  @Test(arguments: [
    "$(x\n", "((x)\n", "'\n", "cat <<E $(\n", "x <<E\n$(\n", "a[", "$x$x$x$x ", "X=$X$X$X;",
    "{a,b}{c,d}", "f() { f; g; }; g() { f; }; f; g\n", "\\\n", "case ", "for x in ", "${x#*",
    "eval \"$x $y\";", "sh -c 'sh -c '", "\u{0}",
  ])
  func `repetition takes linear time`(_ text: String) {
    let script = String(repeating: text, count: 10_000 / text.utf8.count)
    let time = ContinuousClock().measure { _ = facts(script) }
    #expect(time < .seconds(10), "a debug build needs about a second")
  }

  @Test func `doubling values are cut off`() {
    let script = "X=abcdefgh\n" + String(repeating: "X=\"$X$X\"\n", count: 200) + "$X; ls"
    #expect(names(facts(script)).last == "ls")
  }

  @Test func `functions that call each other end`() {
    var script = "f0() { ls; }\n"
    for index in 1..<60 { script += "f\(index)() { f\(index - 1); f\(index - 1); }\n" }
    #expect(names(facts(script + "f59")) == ["ls"])
  }
}

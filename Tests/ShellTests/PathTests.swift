import Shell
import Testing

/// The paths of a snippet: `*` before patterns, `?` before those with computed parts, the role where it is not a word.
private func paths(_ script: String) -> [String] {
  ScriptFacts(script: Array(script.utf8)).paths.map { mention in
    let mark =
      switch mention.exactness {
      case .literal: ""
      case .glob: "*"
      case .partial: "?"
      }
    return (mention.role == .word ? "" : "\(mention.role) ") + mark
      + String(decoding: mention.path, as: UTF8.self)
  }
}

@Suite struct PathTests {
  @Test(arguments: [
    Snippet("an argument", "cat /etc/passwd 'x y' /a/b", ["/etc/passwd", "/a/b"]),
    Snippet("a quoted path with a blank is two words", "cat \"/a b/c\"", ["/a"]),
    Snippet("a pattern", "ls /etc/*.conf '/x/*' /a/[bc]?", ["*/etc/*.conf", "/x/*", "*/a/[bc]?"]),
    Snippet("bytes that mean themselves are escaped", "ls /a\\*/*", ["*/a\\*/*"]),
    Snippet(
      "a variable before", "D=/etc/x; cat $D/conf \"$D\"/y.*",
      ["/etc/x", "/etc/x/conf", "*/etc/x/y.*"]),
    Snippet("a computed part", "cat /usr/lib/$V/x \"/a/${b}c/d\"", ["?/usr/lib/*/x", "?/a/*c/d"]),
    Snippet("a computed first directory says nothing", "cat /$x/y $z/w \"$d\"", []),
    Snippet("in an option", "x --file=/a/b -I/c/d PATH=/e:/f", ["/a/b", "/c/d", "/e", "/f"]),
    Snippet("an address has no path", "curl http://host/path", []),
    Snippet(
      "redirections", "x </a >/b 2>>/c &>/d <>/e",
      ["read /a", "written /b", "written /c", "written /d", "read /e"]),
    Snippet(
      "the working directory", "cd /app; cat <conf/x; cat ./y",
      ["/app", "directory /app", "read /app/conf/x"]),
    Snippet("an assignment", "A=/a/b; export B=/c C=/d", ["/a/b", "/c", "/d"]),
    Snippet("an array", "A=(/a '/b')", ["/a", "/b"]),
    Snippet("a here-document", "cat <<E\nx=/a/b\n$D/c /d\nE", ["/a/b", "/d"]),
    Snippet("a loop over a pattern", "for f in /d/*.sh; do [ -x \"$f\" ]; done", ["*/d/*.sh"]),
    Snippet("a test", "[[ -f /a/b ]]", ["/a/b"]),
    Snippet("a default", ": \"${X:=/a/b}\"", ["/a/b"]),
  ])
  func `paths are found in`(_ snippet: Snippet) {
    var found: [String] = []
    for path in paths(snippet.script) where !found.contains(path) { found.append(path) }
    #expect(found == snippet.expected)
  }

  @Test(arguments: [
    Snippet("a dot", ". /a/b", ["same /a/b literal"]),
    Snippet("source with a variable", "D=/a; source \"$D/b\"", ["same /a/b literal"]),
    Snippet("a pattern", "for f in /d/*.sh; do . \"$f\"; done", ["same /d/*.sh glob"]),
    Snippet(
      "a pattern and a case", "for f in /d/*; do case $f in *.sh) . $f;; *.x) sh $f;; esac; done",
      ["same /d/*.sh glob", "new /d/*.x glob"]),
    Snippet("a computed part", ". /d/$x.sh", ["same /d/*.sh partial"]),
    Snippet(
      "beside an unknown script", ". ./lib.sh; . lib",
      ["same ./lib.sh literal", "same lib literal"]),
    Snippet("beside a known one", "cd /a; . ./lib.sh", ["same /a/lib.sh literal"]),
    Snippet("given to a shell", "bash -e /a/b x; sh c", ["new /a/b literal", "new c literal"]),
  ])
  func `sourced scripts are`(_ snippet: Snippet) {
    let found = ScriptFacts(script: Array(snippet.script.utf8)).sourced.map { script in
      "\(script.isInSameShell ? "same" : "new") \(String(decoding: script.path, as: UTF8.self)) "
        + "\(script.exactness)"
    }
    #expect(found == snippet.expected)
  }

  @Test func `each has its line`() {
    let facts = ScriptFacts(
      script: Array("#!/bin/sh\n\ncat /a\nif x; then\n  y \\\n    /b\nfi <<E\n/c\nE\nz".utf8))
    #expect(facts.paths.map(\.line).sorted() == [3, 6, 8])
    #expect(facts.commands.map(\.line) == [3, 4, 5, 10])
  }
}

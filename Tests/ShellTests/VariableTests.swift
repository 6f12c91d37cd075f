import Shell
import Testing

/// What a snippet runs, as `CommandTests` writes it.
private func commands(_ script: String, _ surroundings: ScriptFacts.Surroundings = .init())
  -> [String]
{
  ScriptFacts(script: Array(script.utf8), surroundings: surroundings).commands.map { use in
    (use.place == .somewhere ? "~" : "") + String(decoding: use.name, as: UTF8.self)
      + (use.isCertain ? "" : "?")
  }
}

@Suite struct VariableTests {
  @Test(arguments: [
    Snippet("a value", "BIN=/usr/sbin/x; $BIN -f", ["/usr/sbin/x"]),
    Snippet("a value with blanks is split", "C='gosu x'; $C ls", ["gosu", "ls"]),
    Snippet("quoted, it is not", "C='a b'; \"$C\"", []),
    Snippet("joined", "D=/opt; N=a; \"$D/bin/${N}b\"", ["/opt/bin/ab"]),
    Snippet("an unknown directory", "\"$D/tool\" -x; ${E}/bin/other", ["~tool", "~other"]),
    Snippet("a default", "${CMD:-ls} -l; \"${X-/bin/id}\"", ["ls", "/bin/id"]),
    Snippet("a default that is set", ": \"${X:=ls}\"; $X", ["ls"]),
    Snippet("a default that is not taken", "X=id; ${X:-ls}", ["id"]),
    Snippet("an alternative", "X=1; ${X:+ls} -a; ${Y:+id} z", ["ls", "id", "z"]),
    Snippet("each branch adds", "X=a; if t; then X=b; fi; $X", ["t", "a", "b"]),
    Snippet("each branch of case adds", "case $1 in x) R=ls;; *) R=id;; esac; $R", ["ls", "id"]),
    Snippet(
      "in a branch of case, the pattern holds",
      "for x in ls id; do case $x in l*) $x;; i*) command $x -u;; esac; done", ["ls", "id"]),
    Snippet("what follows replaces", "X=a; X=b; $X", ["b"]),
    Snippet("a subshell keeps its values", "X=a; (X=b); $X", ["a"]),
    Snippet("export and local", "export X=ls; f() { local Y=$1; $X; $Y; }; f id", ["ls", "id"]),
    Snippet("a loop", "for c in ls id; do command $c; done", ["ls", "id"]),
    Snippet("an array", "A=(nice -n 5); A+=(ls); \"${A[@]}\" x", ["nice", "ls"]),
    Snippet("an element", "A[0]=ls; \"${A[0]}\"", ["ls"]),
    Snippet("appended text", "X=/usr; X+=/bin/ls; $X", ["/usr/bin/ls"]),
    Snippet(
      "an unknown word before a command", "$SUDO rm x; $OPTS -v; $S /bin/a", ["rm?", "/bin/a?"]),
    Snippet("a quoted unknown command", "\"$1\" ls", []),
    Snippet("the arguments", "set -- ls \"$@\"; exec \"$@\"", ["ls"]),
    Snippet(
      "arguments in a branch", "[ \"${1#-}\" != \"$1\" ] && set -- ls \"$@\"\nexec \"$@\"", ["ls"]),
    Snippet("options of set are no arguments", "set -euo pipefail; set -o posix; \"$1\"", []),
    Snippet("shift", "set -- a b c; shift 2; \"$1\"", ["c"]),
    Snippet("unset", "X=ls; unset X; $X id", ["id"]),
    Snippet("read makes unknown", "X=ls; read X; \"$X\"", []),
    Snippet(
      "a prefix is removed", "P=/a/b/ls; \"${P##*/}\"; \"${P#/a}\"; \"${P%/*}/id\"",
      ["ls", "/b/ls", "/a/b/id"]),
    Snippet("a replacement", "P=lx; ${P/x/s}; Q=a.a; ${Q//./b}", ["ls", "aba"]),
    Snippet("an indirect name", "N=X; X=ls; ${!N}", ["ls"]),
    Snippet(
      "dirname and basename", "D=$(dirname /a/b/c); \"$D/ls\"; $(basename /x/id.sh .sh)",
      ["dirname", "/a/b/ls", "basename", "id"]),
    Snippet(
      "the path of a command", "B=$(command -v ls || echo /bin/id); $B", ["ls", "ls", "/bin/id"]),
    Snippet("the working directory", "cd /app && ./run; cd bin; ../x/y", ["/app/run", "/app/x/y"]),
    Snippet("braces", "for x in /{,usr/}bin/a; do $x; done", ["/bin/a", "/usr/bin/a"]),
    Snippet("escapes in a string", "$'l\\x73' -l", ["ls"]),
    Snippet("home", "~/bin/x", ["~x"]),
  ])
  func `variables are followed`(_ snippet: Snippet) {
    #expect(commands(snippet.script) == snippet.expected)
  }

  @Test func `the directory of the script is known by its names`() {
    var surroundings = ScriptFacts.Surroundings()
    surroundings.names = [Array("/usr/bin/tool".utf8), Array("/opt/tool/bin/tool".utf8)]
    let script = """
      HERE=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
      exec "$HERE/../lib/main" "$@"
      """
    #expect(commands(script, surroundings) == ["readlink", "dirname", "/opt/tool/bin/../lib/main"])
  }

  @Test func `arguments and environment are taken from outside`() {
    var surroundings = ScriptFacts.Surroundings()
    surroundings.arguments = [Array("serve".utf8), Array("-x".utf8)]
    surroundings.variables = [Array("HOME_DIR".utf8): [Array("/opt/a".utf8)]]
    surroundings.workingDirectory = Array("/app".utf8)
    let script = "\"$HOME_DIR/bin/$1\"; ./x; exec \"$@\""
    #expect(commands(script, surroundings) == ["/opt/a/bin/serve", "/app/x", "serve"])
  }

  @Test func `values at the end are told`() {
    let facts = ScriptFacts(script: Array("A=1; B=$x; if t; then A=2; fi".utf8))
    #expect(facts.variables == [Array("A".utf8): [Array("1".utf8), Array("2".utf8)]])
  }
}

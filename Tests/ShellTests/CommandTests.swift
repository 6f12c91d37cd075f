import Shell
import Testing

/// What a snippet runs: each command with its kind, `?` behind those that are not certain, `~` before those of which only the last
/// component is known.
private func commands(_ script: String) -> [String] {
  ScriptFacts(script: Array(script.utf8)).commands.map { use in
    let name = String(decoding: use.name, as: UTF8.self)
    return (use.kind == .run ? "" : "\(use.kind) ") + (use.place == .somewhere ? "~" : "") + name
      + (use.isCertain ? "" : "?")
  }
}

struct Snippet: CustomTestStringConvertible, Sendable {
  var rule: String
  var script: String
  var expected: [String]

  init(_ rule: String, _ script: String, _ expected: [String]) {
    self.rule = rule
    self.script = script
    self.expected = expected
  }

  var testDescription: String { rule }
}

@Suite struct CommandTests {
  @Test(arguments: [
    Snippet("a simple command", "ls -l /tmp", ["ls"]),
    Snippet("a list", "ls; date\nid & who", ["ls", "date", "id", "who"]),
    Snippet("a pipeline", "cat x | sort | uniq -c", ["cat", "sort", "uniq"]),
    Snippet("stderr in a pipe", "make |& tee log", ["make", "tee"]),
    Snippet("and, or", "mkdir a && touch b || rm c", ["mkdir", "touch", "rm"]),
    Snippet("a negation", "! grep -q x y", ["grep"]),
    Snippet("time is a word of the shell", "time -p sleep 1; time", ["sleep"]),
    Snippet("a subshell", "(cd /x && tar c .)", ["tar"]),
    Snippet("a group", "{ ls; id; } > out", ["ls", "id"]),
    Snippet("comments", "ls # id\n# who\n date#x", ["ls", "date#x"]),
    Snippet("a joined line", "ls \\\n -l; da\\\nte", ["ls", "date"]),
    Snippet("carriage returns", "if true\r\nthen\r\n ls\r\nfi\r\n", ["ls"]),
    Snippet("assignments before", "A=1 B='x y' env", ["env"]),
    Snippet("redirections anywhere", "<in >out ls 2>&1 >|x &>y 3<&-", ["ls"]),
    Snippet("a descriptor in a variable", "{log}>file ls", ["ls"]),
    Snippet("quoted names", "'l's; \"d\"ate; i\\d", ["ls", "date", "id"]),
    Snippet("a here-document", "cat <<EOF\nls\nEOF\nid", ["cat", "id"]),
    Snippet(
      "two on one line", "cat <<A <<'B'; id\n$(ls)\nA\n$(who)\nB\ndate",
      ["ls", "cat", "id", "date"]),
    Snippet("tabs before the delimiter", "cat <<-X\n\t$(ls)\n\tX\nid", ["ls", "cat", "id"]),
    Snippet("a document without its end", "cat <<EOF\nls", ["cat"]),
    Snippet("a here-string", "wc <<< \"$(ls)\"", ["ls", "wc"]),
    Snippet("a document for a shell", "sh <<EOF\nls\nEOF", ["sh", "ls"]),
  ])
  func `commands are found in`(_ snippet: Snippet) {
    #expect(commands(snippet.script) == snippet.expected)
  }

  @Test(arguments: [
    Snippet("in a word", "echo $(date)x$(id)", ["date", "id"]),
    Snippet(
      "nested", "echo $(basename $(dirname $(which ls)))",
      ["which", "tested ls", "dirname", "basename"]),
    Snippet("in double quotes", "echo \"a $(date \"+%s\") b\"", ["date"]),
    Snippet("not in single quotes", "echo '$(date)' '`id`'", []),
    Snippet("backticks", "x=`date`; echo \"`id -u`\"", ["date", "id"]),
    Snippet("nested backticks", "x=`basename \\`pwd -P; ls\\``", ["ls", "basename"]),
    Snippet("a case in a substitution", "x=$(case $y in a) ls;; (b) id;; esac)", ["ls", "id"]),
    Snippet("process substitution", "diff <(sort a) >(tee b)", ["sort", "tee", "diff"]),
    Snippet("arithmetic", "x=$((1 + $(nproc))); (( y = $(wc -l) ))", ["nproc", "wc"]),
    Snippet(
      "two subshells are no arithmetic", "((ls); (id)); x=$((date); (who))",
      ["ls", "id", "date", "who"]),
    Snippet("in a default", ": ${x:-$(hostname)} \"${y:=`uname`}\"", ["hostname", "uname"]),
    Snippet("in a subscript", "echo ${a[$(nproc)]}", ["nproc"]),
    Snippet("in an array", "a=(x $(ls) 'y z')", ["ls"]),
    Snippet("in a document", "cat <<EOF\n$(ls) `id` \\$(no)\nEOF", ["ls", "id", "cat"]),
  ])
  func `substitutions run commands`(_ snippet: Snippet) {
    #expect(commands(snippet.script) == snippet.expected)
  }

  @Test(arguments: [
    Snippet(
      "if", "if test -e x; then ls; elif id; then who; else date; fi", ["ls", "id", "who", "date"]),
    Snippet("if without separators", "if (ls) then id; fi", ["ls", "id"]),
    Snippet(
      "while and until", "while read x; do ls; done < f; until id; do date; done",
      ["ls", "id", "date"]),
    Snippet("for", "for x in a b; do ls $x; done\nfor y\ndo id; done", ["ls", "id"]),
    Snippet("an arithmetic for", "for ((i=0; i<3; i++)); do ls; done", ["ls"]),
    Snippet("select", "select x in a b; do ls; break; done", ["ls"]),
    Snippet(
      "case", "case $1 in a|b) ls;; (*.c) id;& ?) who;;& *) date; esac",
      ["ls", "id", "who", "date"]),
    Snippet("words of the shell as arguments", "echo if then fi; ls done esac", ["ls"]),
    Snippet("a test", "[[ -f x && ( $y == *.@(a|b) || $z =~ ^(a|b)[[:space:]] ) ]] && ls", ["ls"]),
    Snippet("extended patterns", "case x in !(a|b)) ls;; @(c)*) id;; esac", ["ls", "id"]),
    Snippet("a coprocess", "coproc ls; coproc P { id; }", ["ls", "id"]),
    Snippet(
      "a reserved word behind a compound", "for x in a; do if ls; then id; fi done", ["ls", "id"]),
  ])
  func `compound commands hold commands`(_ snippet: Snippet) {
    #expect(commands(snippet.script) == snippet.expected)
  }

  @Test(arguments: [
    Snippet("a function is no command", "f() { ls; }\nf; g", ["ls", "g"]),
    Snippet(
      "all ways to define",
      "function f { ls; }; function g() ( id ); h () if x; then who; fi\nf;g;h",
      ["ls", "id", "x", "who"]),
    Snippet("a function that is not called", "f() { ls; }", ["ls"]),
    Snippet("arguments are followed", "run() { echo \"+ $*\"; \"$@\"; }\nrun tar c x", ["tar"]),
    Snippet(
      "a numbered argument", "have() { command -v \"$1\" >/dev/null; }\nhave curl", ["tested curl"]),
    Snippet("shift in a function", "f() { shift; \"$@\"; }\nf x ls -l", ["ls"]),
    Snippet("recursion ends", "f() { ls; f; g; }; g() { f; }; f", ["ls"]),
    Snippet(
      "builtins are no commands", "echo; printf x; read y; set -e; [ a ]; test b; cd; true; :", []),
    Snippet("command passes functions by", "ls() { command ls --color; }; ls", ["ls"]),
    Snippet(
      "defined in a branch, it may be a command", "if x; then f() { ls; }; fi; f",
      ["x", "ls", "f?"]),
  ])
  func `functions and builtins are told apart`(_ snippet: Snippet) {
    #expect(commands(snippet.script) == snippet.expected)
  }

  @Test(arguments: [
    Snippet("exec", "exec ls -l; date", ["exec ls"]),
    Snippet("exec with options", "exec -a name -c -- ls", ["exec ls"]),
    Snippet("exec that redirects", "exec >log 2>&1; ls", ["ls"]),
    Snippet("exec in a branch", "[ x ] && exec ls; id", ["exec ls", "id"]),
    Snippet(
      "command -v", "command -v curl; command -pv wget x",
      ["tested curl", "tested wget", "tested x"]),
    Snippet("type and hash", "type curl; hash wget; type echo", ["tested curl", "tested wget"]),
    Snippet("which", "which curl", ["which", "tested curl"]),
    Snippet(
      "test -x", "[ -x /usr/bin/a ] && test ! -x \"$b/c\"; [[ -x /d ]]",
      ["tested /usr/bin/a", "tested ~c", "tested /d"]),
    Snippet("eval", "eval 'ls; id'; eval \"date $x\"", ["ls", "id", "date"]),
    Snippet("trap", "trap 'rm -f x' EXIT; trap - INT; trap '' HUP; trap", ["rm"]),
    Snippet("what exit is behind never runs", "ls; exit 0\n(binary '", ["ls"]),
    Snippet(
      "an exec for another language", "#!/bin/sh\nexec wish \"$0\" ${1+\"$@\"}\nproc x {} { (",
      ["exec wish"]),
  ])
  func `the shell's own commands are followed`(_ snippet: Snippet) {
    #expect(commands(snippet.script) == snippet.expected)
  }

  @Test(arguments: [
    Snippet("env", "env -i A=1 B=2 -u C ls", ["env", "ls"]),
    Snippet("env -S", "env -S 'A=1 ls -l'", ["env", "ls"]),
    Snippet("sh -c", "sh -c 'ls; id'; bash -euc \"date\" x", ["sh", "ls", "id", "bash", "date"]),
    Snippet("sh -c with arguments", "bash -c '\"$@\"' x ls -l", ["bash", "ls"]),
    Snippet("su", "su - postgres -c 'psql -l'\nsu -s /bin/sh x", ["su", "psql", "su", "/bin/sh"]),
    Snippet("gosu", "exec gosu postgres ls", ["exec gosu", "exec ls"]),
    Snippet(
      "su-exec with an unknown user", "exec su-exec \"$U:$G\" ls \"$@\"",
      ["exec su-exec", "exec ls"]),
    Snippet("setpriv", "setpriv --reuid=x --regid y --clear-groups -- ls", ["setpriv", "ls"]),
    Snippet(
      "runuser", "runuser -u x -- ls\nrunuser -l y -c 'id'", ["runuser", "ls", "runuser", "id"]),
    Snippet(
      "nice, ionice, nohup, setsid", "nice -n 5 ionice -c3 nohup setsid ls",
      ["nice", "ionice", "nohup", "setsid", "ls"]),
    Snippet("timeout", "timeout -s KILL 5 ls", ["timeout", "ls"]),
    Snippet("stdbuf", "stdbuf -oL ls\nstdbuf -o L id", ["stdbuf", "ls", "stdbuf", "id"]),
    Snippet("chroot", "chroot /x ls", ["chroot", "ls"]),
    Snippet("sudo", "sudo -u x A=1 ls", ["sudo", "ls"]),
    Snippet("flock", "flock -n /l ls\nflock /l -c 'id'", ["flock", "ls", "flock", "id"]),
    Snippet("chpst", "exec chpst -u x -o 5 ls", ["exec chpst", "exec ls"]),
    Snippet("xargs", "xargs -0 -n 1 rm -f\nxargs echo", ["xargs", "rm", "xargs", "echo"]),
    Snippet(
      "find", "find . -name '*.c' -exec grep x {} \\; -execdir ls {} +", ["find", "grep", "ls"]),
    Snippet(
      "find with a shell", "find . -exec sh -c 'cat \"$1\"' x {} \\;", ["find", "sh", "cat"]),
    Snippet("init wrappers", "exec tini -g -- ls", ["exec tini", "exec ls"]),
    Snippet(
      "start-stop-daemon", "start-stop-daemon --start --exec /usr/sbin/x -- -f",
      ["start-stop-daemon", "/usr/sbin/x"]),
    Snippet(
      "in a wrapper, builtins are commands", "env printf x; exec test",
      ["env", "printf", "exec test"]),
  ])
  func `wrappers run what they are given`(_ snippet: Snippet) {
    #expect(commands(snippet.script) == snippet.expected)
  }

  @Test func `commands are noted with what they are given`() {
    let facts = ScriptFacts(
      script: Array("x=1\nexec perl -e \"print $x; $y\" \"$@\" <<'E'\nA\nE\nls".utf8))
    #expect(
      facts.calls.map { $0.words.map { String(decoding: $0, as: UTF8.self) } } == [
        ["perl", "-e", "print 1;  "]
      ])
    #expect(facts.calls.first?.input == Array("A\n".utf8))
  }
}

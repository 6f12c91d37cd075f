import Shell
import Testing

/// What a script that runs its arguments may be asked for.
@Suite struct RequestTests {
  private func commands(_ script: String, given arguments: [String]? = nil) -> [String] {
    var surroundings = ScriptFacts.Surroundings()
    surroundings.arguments = arguments?.map { Array($0.utf8) }
    let facts = ScriptFacts(script: Array(script.utf8), surroundings: surroundings)
    return facts.commands.map { String(decoding: $0.name, as: UTF8.self) }
  }

  @Test(arguments: [
    "case $1 in certbot|yt-dlp) exec \"$@\" ;; esac",
    "case \"${1:-}\" in certbot|yt-dlp) set -x; exec \"$@\" ;; -*) exec nginx \"$@\" ;; esac",
    "if [ \"$1\" = certbot ] || [ \"$1\" = 'yt-dlp' ]; then exec \"$@\"; fi",
    "if [[ $1 == certbot || $1 == yt-dlp ]]; then exec \"$@\"; fi",
    "if test \"$1\" = certbot; then :; elif test \"$1\" = yt-dlp; then :; fi\nexec \"$@\"",
    "name=$1\ncase $name in certbot|yt-dlp) exec \"$@\" ;; esac",
    "main() { case $1 in certbot|yt-dlp) exec \"$@\" ;; esac; }\nmain \"$@\"",
  ])
  func `names that an argument is compared with may be asked for`(_ script: String) {
    let found = commands(script, given: ["cron", "-f"])
    #expect(found.contains("certbot"))
    #expect(found.contains("yt-dlp"))
  }

  @Test func `what the command line says stays what runs`() {
    let script = "if [ \"$1\" = certbot ]; then date; fi\nexec \"$@\""
    #expect(commands(script, given: ["cron", "-f"]) == ["date", "cron", "certbot"])
  }

  @Test func `other arguments than those of a branch do not run in it`() {
    let script = "case $1 in a*) exec \"$@\" ;; b*) exec env \"$@\" ;; esac"
    #expect(commands(script, given: ["abc"]) == ["abc", "env"])
  }

  @Test func `what a function is given is not asked for from outside`() {
    let script = "f() { case $1 in certbot) \"$@\" ;; esac; }\nf date"
    #expect(commands(script, given: ["cron"]) == ["date"])
  }

  @Test func `that one is missing means nothing`() {
    let script = Array("case $1 in certbot) exec \"$@\" ;; esac".utf8)
    let facts = ScriptFacts(script: script)
    #expect(facts.commands.allSatisfy { $0.isAlternative })
  }
}

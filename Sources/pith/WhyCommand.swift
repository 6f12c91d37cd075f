import ArgumentParser
import Images
import Planning
import Reporting
import Roots

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why a file is kept, or what is known of it if it is not.",
    discussion: """
      EXAMPLES:
        pith why --root ROOT /usr/lib/x86_64-linux-gnu/libssl.so.3 node /app/server.js
        pith why --root ROOT --config config.json --all /etc/ssl
      """)

  @OptionGroup var root: RootOptions
  @OptionGroup var options: RequestOptions

  @Flag(help: "Show every reason, not only the shortest chain.")
  var all = false

  @Argument(help: "The file, as a path in the root.")
  var file: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The application's command line.", valueName: "word"))
  var words: [String] = []

  mutating func validate() throws { try checkWords(&words, of: Self.self) }

  func run() throws {
    let opened = try root.openSource()
    let source = opened.root
    let request = try options.request(words: words, image: opened.image?.configuration)
    let run = try options.planner().run(request, of: source)
    let text = try WhyText(run: run, showsAll: all).text(for: RootPath(file))
    try output(Array(text.utf8))
  }
}

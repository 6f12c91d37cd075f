import ArgumentParser
import Images
import Planning
import Reporting
import Roots
import Terminal

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why a file is kept, or what is known of it if it is not.",
    discussion: """
      SUBJECT is a path in the root; without a slash, the name of a package, else that of files. For a directory and a package \
      the sums are shown, too. For what is not kept: what leaves it out, which kept files mention it, and which --evidence or \
      --profile would keep it; each of these was tried.

      EXAMPLES:
        pith why --root ROOT /usr/lib/x86_64-linux-gnu/libssl.so.3 node /app/server.js
        pith why --root ROOT --config config.json --all libc6
        pith why --root ROOT --config config.json /usr/share
        pith why --root ROOT perl node /app/server.js
      """)

  @OptionGroup var root: RootOptions
  @OptionGroup var options: RequestOptions

  @Flag(
    help: "Show every reason, not only the shortest chain; of a package, also what is not kept.")
  var all = false

  @Argument(
    help: ArgumentHelp(
      "A path in the root, or the name of a package or file.", valueName: "subject"))
  var subject: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The application's command line.", valueName: "word"))
  var words: [String] = []

  mutating func validate() throws { try checkWords(&words, of: Self.self) }

  func run() throws {
    let opened = try root.openSource()
    let source = opened.root
    var request = try options.request(words: words, image: opened.image?.configuration)
    request.leaveOutPith(of: source)
    var planner = options.planner()
    if all { planner.reasonLimit = .max }
    let why = Why(
      run: try planner.run(request, of: source), showsAll: all, style: .standardOutput()
    ) { request throws(PlanningError) in
      try options.planner().run(request, of: source)
    }
    try output(try why.text(about: subject))
  }
}

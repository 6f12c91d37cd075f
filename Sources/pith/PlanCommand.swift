import ArgumentParser
import Images
import Planning
import Roots
import Terminal

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what shrink would keep and why; write nothing.",
    discussion: """
      EXAMPLES:
        pith plan --root ROOT node /app/server.js
        pith plan --root ROOT --config config.json --format json > plan.json
        pith plan --root docker-archive:app.tar --evidence required
        pith plan --root ROOT --config config.json --lock pith.lock > /dev/null
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var root: RootOptions
  @OptionGroup var options: RequestOptions
  @OptionGroup var contract: ContractOptions

  @Option(help: "text or json (pith.plan/1).")
  var format: Format = .text

  @Flag(help: "Say every note.")
  var verbose = false

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
    let planner = options.planner()
    let run = try planner.run(request, of: source)
    let plan = run.plan()
    keepUntilExit((planner, run, plan))
    switch format {
    case .json: try plan.writeJSON { try output($0) }
    case .text:
      let style = TextStyle.standardOutput()
      var text = ""
      for item in plan.entries {
        text += "\(item.path)\(item.linkTarget.map { " -> " + printable($0) } ?? "")"
        if let reason = item.reasons.first { text += style.faint("  {\(reason)}") }
        text += "\n"
        // A plan may have a hundred thousand lines.
        if text.utf8.count > 1 << 20 {
          try output(text)
          text = ""
        }
      }
      try output(Array(text.utf8))
    }
    if verbose { for note in plan.notes { report("pith: note: \(note.text)") } }
    try MissingReport(plan: plan, allowed: false).check()
    try contract.check(plan, of: source)
    try contract.record(plan, of: source)
  }
}

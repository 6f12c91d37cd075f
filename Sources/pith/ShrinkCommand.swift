import ArgumentParser
import Glibc
import Images
import Planning
import Roots
import SystemPackage
import Writing

struct ShrinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shrink",
    abstract: "Write a root with only what the application needs.",
    discussion: """
      EXAMPLES:
        pith shrink --root ROOT -o OUT node /app/server.js
        pith shrink --root ROOT --config config.json -o OUT
        pith shrink --profile node -o OUT
      """)

  @OptionGroup var root: RootOptions
  @OptionGroup var options: RequestOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes.", valueName: "output"))
  var output: String

  @Flag(help: "Replace an output that exists.")
  var force = false

  @Flag(help: "Write the result though something required is missing.")
  var allowMissing = false

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Say every note.")
  var verbose = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The application's command line.", valueName: "word"))
  var words: [String] = []

  func run() throws {
    let opened = try root.openSource()
    let source = opened.root
    let request = try options.request(words: words, image: opened.image?.configuration)
    let writer = DirectoryWriter(root: source, output: FilePath(outputPath), force: force)
    try writer.checkPlace()
    let run = try options.planner().run(request, of: source)
    let plan = run.plan()
    try MissingReport(plan: plan, allowed: allowMissing).check()
    let written = try endingBySignal { () throws(WritingError) in try writer.write(plan) }
    if verbose { for note in plan.notes { report("pith: note: \(note.text)") } }
    for note in written.notes { report("pith: note: \(note.text)") }
    if !quiet { report(try ShrinkSummary(run: run, plan: plan, written: written).text()) }
  }

  /// The directory that `-o` names.
  private var outputPath: String {
    output.hasPrefix("dir:") ? String(output.dropFirst(4)) : output
  }

  /// A writer holds signals back to leave nothing behind; then they do what they would have done.
  private func endingBySignal<Result>(
    _ body: () throws(WritingError) -> Result
  ) throws(WritingError) -> Result {
    do throws(WritingError) {
      return try body()
    } catch {
      if let number = error.signal { raise(number) }
      throw error
    }
  }
}

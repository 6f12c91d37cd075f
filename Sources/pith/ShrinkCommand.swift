import ArgumentParser
import Glibc
import Images
import Packages
import Planning
import Roots
import Writing

struct ShrinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shrink",
    abstract: "Write a root with only what the application needs.",
    discussion: """
      The result is a directory, an archive, or an image; it is there whole or not at all. SOURCE_DATE_EPOCH makes later times that time.

      EXAMPLES:
        pith shrink --root ROOT -o OUT node /app/server.js
        pith shrink --root ROOT --config config.json -o OUT
        pith shrink --profile node -o OUT
        pith shrink --root oci:fat -o oci:thin:v1 --layers runtime,application
        pith shrink --root ROOT -o docker-archive:thin.tar:app:thin --user web node /app/server.js
        pith shrink --root docker://registry.example/app:1 -o docker-daemon:app:thin
        docker save app | pith shrink -o - --root - | docker load
        pith shrink --root ROOT --config config.json --budget 40MB --check-lock pith.lock -o OUT
        pith plan --root ROOT --format json node /app/server.js > plan.json
        pith shrink --root ROOT --plan plan.json -o OUT
      """)

  @OptionGroup var root: RootOptions
  @OptionGroup var options: RequestOptions
  @OptionGroup var contract: ContractOptions

  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Write what this plan (pith.plan/1) says, in place of planning; - is standard input.",
      valueName: "file"))
  var plan: String?

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

  mutating func validate() throws {
    try checkWords(&words, of: Self.self)
    guard plan != nil else { return }
    // An image's configuration is no part of a plan.
    let isImage = output.name.kind != .directory && output.name.kind != .tar
    if let option = options.givenForPlan ?? (isImage ? nil : options.givenForConfiguration) {
      throw ValidationError("--plan says all that is kept: '\(option)' belongs to 'pith plan'")
    }
    if let word = words.first, !isImage {
      throw ValidationError("--plan says all that is kept: '\(word)' belongs to 'pith plan'")
    }
  }

  func run() throws {
    if quiet { ProgressLine.shared.end() }
    // Planning and writing go on while digests are computed. A root that is not what it must be is why anything else fails.
    let opened = try root.openUnconfirmed()
    do {
      try shrink(opened)
    } catch {
      try opened.confirm()
      throw error
    }
  }

  private func shrink(_ opened: OpenedRoot) throws {
    let source = opened.root
    let time = try ReproducibleTime.fromEnvironment()
    let name = output.name
    var directory = DirectoryWriter(root: source, output: name.path, force: output.force)
    directory.checks = opened.checks
    var image = ImageWriter(root: source, output: name, compression: output.compression)
    image.force = output.force
    image.skopeoOptions = root.images.skopeoOption
    image.checks = opened.checks
    image.sourceName = opened.image?.name
    if name.kind == .directory { try directory.checkPlace() } else { try image.checkPlace() }
    var (plan, index, packages) = try decide(opened)
    if !plan.missing.isEmpty || contract.hasConditions { try opened.confirm() }
    try MissingReport(plan: plan, allowed: allowMissing).check()
    try contract.check(plan, of: source)
    time?.clamp(&plan)
    ProgressLine.shared.begin("writing '\(output.output)'")
    let written: WrittenSummary
    if name.kind == .directory {
      written = try endingBySignal { () throws(WritingError) in
        try directory.write(plan) {
          ProgressLine.shared.advance(to: $0.entries, of: $0.allEntries)
        }
      }
    } else {
      image.configuration = try ResultConfiguration(
        options: options, words: words, opened: opened, plan: plan, time: time,
        platform: root.images.platform)
      if output.layers == .runtimeAndApplication {
        image.split = .runtimeAndApplication(
          runtime: plan.runtimePaths(in: source, packages: packages))
      }
      written = try endingBySignal { () throws(WritingError) in try image.write(plan) }
    }
    try contract.record(plan, of: source)
    if verbose { for note in plan.notes { report("pith: note: \(note.text)") } }
    for note in written.notes { report("pith: note: \(note.text)") }
    if !quiet { report(try ShrinkSummary(index: index, plan: plan, written: written).text()) }
  }

  /// The plan, read or made, and what was learnt of the root on the way.
  private func decide(_ opened: OpenedRoot) throws -> (Plan, RootIndex, PackageDatabase) {
    if let plan {
      return (
        try readPlan(file: plan).taken(from: opened.root), RootIndex(root: opened.root),
        PackageDatabase(root: opened.root)
      )
    }
    var request = try options.request(words: words, image: opened.image?.configuration)
    request.leaveOutPith(of: opened.root)
    let run = try options.planner().run(request, of: opened.root)
    return (run.plan(), run.index, run.packages)
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

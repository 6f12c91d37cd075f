import ArgumentParser
import Comparing
import Images
import Roots
import Terminal

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two roots or images: what was added, removed and changed.",
    discussion: """
      Compared are content, kind, mode, owner, link targets and extended attributes; times are not. What lies in /proc and /sys is \
      left out.

      Exit status: 0 where both are the same, 1 where they differ, 2 where one cannot be read.

      EXAMPLES:
        pith diff ROOT OUT
        pith diff --by directory --all ROOT OUT
        pith diff oci:before:latest oci:after:latest
        pith diff --format json ROOT OUT | jq .sums
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var images: ImageOptions

  @Option(help: "text or json (pith.diff/1).")
  var format: Format = .text

  @Option(
    help: ArgumentHelp(
      "In which parts text is told: package or directory; packages where any are known."))
  var by: DifferenceGroup.Key?

  @Flag(help: "Every path by itself, and all of them.")
  var all = false

  @Argument(help: ArgumentHelp("Before.", valueName: "A"))
  var old: String

  @Argument(help: ArgumentHelp("After.", valueName: "B"))
  var new: String

  func run() throws {
    let comparison = try Comparison(of: snapshot(old), with: snapshot(new))
    switch format {
    case .text:
      try output(comparison.text(by: by, all: all, style: .standardOutput()))
    case .json: try output(comparison.json())
    }
    if !comparison.differences.isEmpty { throw ExitCode.findings }
  }

  private func snapshot(_ source: String) throws -> Snapshot {
    try Snapshot(of: images.open(source).root)
  }
}

import ArgumentParser
import Comparing
import Glibc
import Images
import Roots
import SystemPackage
import Terminal

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two roots, images, plans or locks: what was added, removed and changed.",
    discussion: """
      Compared are content, kind, mode, owner, link targets and extended attributes; times are not. What lies in /proc and /sys is \
      left out. A plan (pith.plan/1) does not say content and attributes; then sizes decide.

      Exit status: 0 where both are the same, 1 where they differ, 2 where one cannot be read.

      EXAMPLES:
        pith diff ROOT OUT
        pith diff --by directory --all ROOT OUT
        pith diff oci:before:latest oci:after:latest
        pith diff yesterday.plan.json today.plan.json
        pith diff pith.lock OUT
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
    if let schema = documentSchema(of: source) {
      switch schema {
      case "pith.plan/1": return try Snapshot(of: readPlan(file: source), label: source)
      case "pith.lock/1": return try readLock(file: source)
      default:
        throw CommandError(
          "cannot compare '\(source)': it is \(schema); a root, an image, a plan or a lock is wanted"
        )
      }
    }
    return try Snapshot(of: images.open(source).root)
  }

  /// The schema of a file that pith wrote as JSON; nil for all else. No archive begins like one.
  private func documentSchema(of source: String) -> String? {
    var status = stat()
    guard unsafe source.withCString({ unsafe stat($0, &status) }) == 0,
      status.st_mode & S_IFMT == S_IFREG,
      let file = try? FileDescriptor.open(FilePath(source), .readOnly, options: .closeOnExec)
    else { return nil }
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = try? file.closeAfter {
      try unsafe buffer.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
    }
    let start = String(decoding: buffer[..<(count ?? 0)], as: UTF8.self)
    guard let match = try? #/^\s*\{\s*"schema"\s*:\s*"([^"]+)"/#.firstMatch(in: start) else {
      return nil
    }
    return String(match.1)
  }
}

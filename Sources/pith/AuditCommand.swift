import ArgumentParser
import Auditing
import Loading
import Roots
import Terminal

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Find what is broken or missing: libraries, versions, symbols, interpreters, links.",
    discussion: """
      Nothing is executed. Without PATH the whole root is looked at. Notes (missing hardening, set-id programs) are counted, and \
      shown with --notes.

      Exit status: 0 nothing found, 1 findings as grave as --fail-on says, 2 an input cannot be read.

      EXAMPLES:
        pith audit --root ROOT
        pith audit --root ROOT /usr/bin/node /opt
        pith audit --root ROOT --only missing-library --format json
        pith audit --root ROOT --write-baseline known.txt
        pith audit --root ROOT --baseline known.txt
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

  @OptionGroup var root: RootOptions

  @Option(help: "text, json (pith.audit/1) or sarif (2.1.0).")
  var format: Format = .text

  @Option(
    help: ArgumentHelp("Only findings of this kind; repeatable.", valueName: "kind"))
  var only: [String] = []

  @Option(help: "The least severity that makes the exit status 1: error, warning or note.")
  var failOn: Finding.Severity = .warning

  @Flag(help: "Show notes in text too; the other formats always have them.")
  var notes = false

  @Option(
    help: ArgumentHelp("Leave out the findings that are in this file.", valueName: "file"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Write all findings to this file, for --baseline, and end with status 0.", valueName: "file"))
  var writeBaseline: String?

  @Option(
    name: .customLong("env"),
    help: ArgumentHelp(
      "What the programs will find in their environment: PATH, LD_LIBRARY_PATH, LD_PRELOAD; repeatable.",
      valueName: "NAME=value"))
  var environment: [String] = []

  @Argument(help: ArgumentHelp("Files and directories of the root.", valueName: "path"))
  var paths: [String] = []

  func validate() throws {
    let known = Finding.Kind.all.map(\.kind.rawValue)
    for kind in only where !known.contains(kind) {
      throw ValidationError(
        "there is no kind '\(kind)'; the kinds are \(known.joined(separator: ", "))")
    }
  }

  func run() throws {
    let source = try root.open()
    var starts: [RootPath] = []
    for path in paths {
      let resolution = try source.resolve(RootPath(path))
      guard resolution.entry != nil else {
        throw CommandError("cannot audit '\(path)': it is not in \(source.label)")
      }
      starts.append(resolution.path)
    }
    let auditor = Auditor(
      root: source,
      environment: LoaderEnvironment(
        libraryPath: value(of: "LD_LIBRARY_PATH").map { Array($0.utf8) },
        preload: value(of: "LD_PRELOAD").map { Array($0.utf8) }),
      path: value(of: "PATH") ?? Auditor.usualPath,
      kinds: only.isEmpty ? nil : Set(only.map(Finding.Kind.init(rawValue:))))
    ProgressLine.shared.begin("looking at every file")
    var report = AuditReport(findings: try auditor.findings(at: starts))
    if let baseline {
      let known = try readFile(baseline, as: "the baseline")
      report.drop(Baseline(text: String(decoding: known, as: UTF8.self)))
    }
    switch format {
    case .text: try output(report.text(notes: notes, style: .standardOutput()))
    case .json: try output(report.json())
    case .sarif: try output(report.sarif())
    }
    if let writeBaseline {
      try writeFile(
        Array(Baseline.text(of: report.findings).utf8), to: writeBaseline, as: "the baseline")
    } else if report.has(failOn) {
      throw ExitCode.findings
    }
  }

  /// The last setting counts, as in a shell.
  private func value(of name: String) -> String? {
    environment.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }
}

import ArgumentParser
import Comparing
import Contracts
import Planning
import Roots
import SystemPackage
import Terminal

/// What a result must keep to: the options for CI that `shrink` and `plan` share.
struct ContractOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most that the result may hold: bytes, or with kB, MB, GB (of 1000), K, M, G (of 1024).",
      valueName: "size"))
  var budget: ByteCount?

  @Option(
    help: ArgumentHelp(
      "Write down what is kept: paths, digests, packages (pith.lock/1).", valueName: "file"))
  var lock: String?

  @Option(
    help: ArgumentHelp(
      "Compare what is kept with what --lock wrote down, and say what drifted.", valueName: "file"))
  var checkLock: String?

  @Option(
    help: ArgumentHelp(
      "Keep no shared library but those that match a line of this file: names, sonames or paths, as globs.",
      valueName: "file"))
  var allowLibraries: String?

  @Option(
    help: ArgumentHelp(
      "Write the paths of the root that are not kept, one a line.", valueName: "file"))
  var listRemoved: String?

  /// Whether `check` may find something to tell.
  var hasConditions: Bool { budget != nil || allowLibraries != nil || checkLock != nil }

  /// Says all that is wrong with the plan.
  ///
  /// - Throws: `ExitCode.findings` where anything is; then nothing is to be written.
  func check(_ plan: Plan, of root: any Root) throws {
    var isKept = true
    func tell(_ text: String) {
      report("pith: " + text)
      isKept = false
    }
    if let budget, let excess = Budget(bytes: budget.bytes).excess(of: plan, root: root) {
      tell(excess)
    }
    if let allowLibraries, let text = try strangers(allowLibraries, plan, root) { tell(text) }
    if let checkLock {
      let drift = try Drift(
        of: Snapshot(of: plan, label: "now", root: root), from: readLock(file: checkLock))
      if !drift.isEmpty {
        tell(
          "what is kept is not what '\(checkLock)' says\n" + drift.text(style: .plain)
            + "  hint: if that is meant, write the lock anew with --lock")
      }
    }
    if !isKept { throw ExitCode.findings }
  }

  /// Writes the files that these options name.
  func record(_ plan: Plan, of root: any Root) throws {
    if let lock {
      let bytes = try Snapshot(of: plan, label: "now", root: root).lock()
      try writeFile(bytes, to: lock, as: "the lock")
    }
    if let listRemoved {
      try writeFile(
        RemovedList(plan: plan).text(of: root), to: listRemoved, as: "the list of removed files")
    }
  }

  private func strangers(_ file: String, _ plan: Plan, _ root: any Root) throws -> String? {
    let text = try readFile(file, as: "the list of libraries")
    let allowed: AllowedLibraries
    do {
      allowed = try AllowedLibraries(text: text)
    } catch {
      throw CommandError("cannot use the list of libraries '\(file)': \(error)")
    }
    let strangers = try allowed.strangers(in: plan, root: root)
    if strangers.isEmpty { return nil }
    var result =
      "\(countText(strangers.count, "shared library", "shared libraries")) that '\(file)' does not allow"
    for stranger in strangers {
      result += "\n  \(stranger.path)"
      if let soname = stranger.soname { result += " (\(printable(soname)))" }
      if let reason = stranger.reason { result += "  {\(reason)}" }
    }
    return result
      + "\n  hint: 'pith why' says what brings a file; add what is welcome to the list"
  }
}

/// Reads a lock file.
///
/// - Throws: `CommandError`, naming the file and what is wrong in it.
func readLock(file: String) throws -> Snapshot {
  let bytes = try readFile(file, as: "the lock")
  do {
    return try Snapshot(lock: bytes, label: file)
  } catch {
    throw CommandError("cannot read the lock '\(file)': \(error)")
  }
}

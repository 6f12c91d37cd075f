import Planning
import Roots
import RootsTesting
import SystemPackage
import Testing
import Writing

/// All tests that write, one after the other: signals and file systems are the process's.
@Suite(.serialized) struct WritingTests {}

/// A plan that keeps all of a root.
func everything(of root: any Root) throws -> Plan {
  var plan = Plan()
  try root.walk { (path, _) throws(RootError) in
    if let entry = try root.entry(at: path) {
      plan.entries.append(
        PlannedEntry(
          path: path, entry: entry,
          linkTarget: entry.isSymlink ? try root.linkTarget(at: path) : nil,
          reasons: [Reason(.keep, .required)]))
    }
    return .into
  }
  plan.entries.sort { $0.path < $1.path }
  return plan
}

/// The names in a directory of this machine.
func names(in directory: TemporaryDirectory) throws -> [String] {
  let root = try DirectoryRoot(path: directory.path)
  return try (root.children(of: .root) ?? []).map { printable($0.name) }
}

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

/// One line for each entry of a tree: all that is to survive, hard links as the first path of the same file.
func listing(of root: any Root) throws -> [String] {
  var first: [Entry.Identity: RootPath] = [:]
  var lines: [String] = []
  try root.walk { (path, _) throws(RootError) in
    guard let entry = try root.entry(at: path) else { return .past }
    var line = "\(path) \(entry.kind) \(String(entry.mode, radix: 8)) \(entry.uid):\(entry.gid)"
    line += " \(entry.modified.seconds).\(entry.modified.nanoseconds)"
    if entry.isSymlink { line += " -> \(printable(try root.linkTarget(at: path)))" }
    if entry.isRegular { line += " \(entry.size) \(try root.bytes(of: path).hashValue)" }
    if let device = entry.device { line += " \(device.major):\(device.minor)" }
    if entry.linkCount > 1, !entry.isDirectory {
      line += " = \(first[entry.identity] ?? path)"
      if first[entry.identity] == nil { first[entry.identity] = path }
    }
    for attribute in try root.extendedAttributes(at: path) {
      line += " \(printable(attribute.name))=\(attribute.value)"
    }
    lines.append(line)
    return .into
  }
  return lines.sorted()
}

/// The names in a directory of this machine.
func names(in directory: TemporaryDirectory) throws -> [String] {
  let root = try DirectoryRoot(path: directory.path)
  return try (root.children(of: .root) ?? []).map { printable($0.name) }
}

public import Roots

/// One line for each entry of a tree: all that is to survive, hard links as the first path of the same file.
///
/// - Parameter newest: times from this second on are written as `new`: a program that was run left them.
public func listing(of root: any Root, newest: Int64 = .max) throws -> [String] {
  var first: [Entry.Identity: RootPath] = [:]
  var lines: [String] = []
  try root.walk { (path, _) throws(RootError) in
    guard let entry = try root.entry(at: path) else { return .past }
    var line = "\(path) \(entry.kind) \(String(entry.mode, radix: 8)) \(entry.uid):\(entry.gid)"
    line +=
      entry.modified.seconds >= newest
      ? " new" : " \(entry.modified.seconds).\(entry.modified.nanoseconds)"
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

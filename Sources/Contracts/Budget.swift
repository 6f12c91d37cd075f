internal import Packages
public import Planning
public import Roots
internal import Terminal

/// The most that a plan may hold: the bytes of its regular files, hard links to one file counted once.
public struct Budget: Sendable {
  public var bytes: UInt64

  public init(bytes: UInt64) { self.bytes = bytes }

  /// What is wrong with a plan that holds more: how much, and what is largest in it, by package and by file. nil where it keeps within.
  ///
  /// - Parameter root: what the plan was made from, asked for the packages.
  public func excess(of plan: Plan, root: any Root) -> String? {
    let files = Self.files(of: plan)
    let total = Self.sum(files)
    guard total > bytes else { return nil }
    var text =
      "the result would have \(sizeText(total)) (\(total) bytes), \(sizeText(total - bytes)) over the "
      + "budget of \(sizeText(bytes))\n  largest packages"
    for (name, size) in Self.packages(files, PackageDatabase(root: root)).prefix(Self.shown) {
      text += "\n    \(padded(size))  \(name)"
    }
    text += "\n  largest files"
    for file in files.prefix(Self.shown) {
      text += "\n    \(padded(file.entry.size))  \(file.path)"
      if let reason = file.reasons.first { text += "  {\(reason)}" }
    }
    return text + "\n  hint: 'pith why' says what brings a file; --drop leaves files out"
  }

  private static let shown = 10

  /// The largest first; of hard links to one file, the first by path.
  private static func files(of plan: Plan) -> [PlannedEntry] {
    var seen: Set<Entry.Identity> = []
    let files = plan.entries.filter { item in
      guard item.entry.isRegular else { return false }
      return item.entry.linkCount <= 1 || item.origin != .root
        || seen.insert(item.entry.identity).inserted
    }
    return files.sorted { left, right in
      left.entry.size == right.entry.size
        ? left.path < right.path : left.entry.size > right.entry.size
    }
  }

  private static func packages(
    _ files: [PlannedEntry], _ database: PackageDatabase
  ) -> [(name: String, bytes: UInt64)] {
    var parts: [String: [PlannedEntry]] = [:]
    for file in files {
      let name = database.owner(of: file.path).map { printable($0.name) } ?? "(no package)"
      parts[name, default: []].append(file)
    }
    return parts.map { ($0.key, sum($0.value)) }.sorted { left, right in
      left.1 == right.1
        ? left.0.utf8.lexicographicallyPrecedes(right.0.utf8) : left.1 > right.1
    }
  }

  private static func sum(_ files: [PlannedEntry]) -> UInt64 {
    files.reduce(0) { total, file in
      let (sum, isTooMuch) = total.addingReportingOverflow(file.entry.size)
      return isTooMuch ? .max : sum
    }
  }

  private func padded(_ size: UInt64) -> String {
    let text = sizeText(size)
    return String(repeating: " ", count: max(0, 9 - text.utf8.count)) + text
  }
}

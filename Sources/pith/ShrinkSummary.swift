import Planning
import Roots
import Writing

/// What `shrink` says when it is done: files and bytes before and after, the largest kept, what was missing.
struct ShrinkSummary {
  var index: RootIndex
  var plan: Plan
  var written: WrittenSummary

  func text() throws -> String {
    let before = try index.regularFiles()
    var lines = [
      "before  \(count(before.files))  \(size(before.bytes))",
      "after   \(count(written.files))  \(size(written.bytes))\(factor(before.bytes))",
    ]
    let metadata = plan.metadata
    if metadata.files > 0 {
      lines.append(
        "of it   \(count(metadata.files))  \(size(metadata.bytes))  package metadata and licences")
    }
    let largest = plan.entries.filter { $0.entry.isRegular }
      .sorted { ($0.entry.size, $1.path) > ($1.entry.size, $0.path) }.prefix(5)
    lines.append("largest")
    for item in largest {
      lines.append(
        "  \(size(item.entry.size))  \(item.path)\(item.reasons.first.map { "  {\($0)}" } ?? "")")
    }
    for item in plan.missing { lines.append("missing '\(printable(item.name))'") }
    return lines.joined(separator: "\n")
  }

  private func count(_ files: Int) -> String { padded("\(files) files", 12) }

  private func factor(_ before: UInt64) -> String {
    guard written.bytes > 0 else { return "" }
    let tenths = (before * 10 + written.bytes / 2) / written.bytes
    return "  (\(tenths / 10).\(tenths % 10) times smaller)"
  }

  /// In units of 1,000,000 bytes, as container tools show sizes.
  private func size(_ bytes: UInt64) -> String {
    let (unit, name): (UInt64, String) =
      bytes >= 1_000_000 ? (1_000_000, "MB") : bytes >= 1000 ? (1000, "kB") : (1, "B ")
    if unit == 1 { return padded("\(bytes) \(name)", 9) }
    let tenths = (bytes * 10 + unit / 2) / unit
    return padded("\(tenths / 10).\(tenths % 10) \(name)", 9)
  }

  private func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

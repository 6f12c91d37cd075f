internal import Roots
public import Terminal

/// Findings, to be shown in one of several forms.
public struct AuditReport: Sendable {
  public var findings: [Finding]
  /// How many findings a baseline took away.
  public var known = 0

  public init(findings: [Finding]) { self.findings = findings }

  /// Leaves only findings of `kinds`.
  public mutating func keep(only kinds: Set<Finding.Kind>) {
    findings.removeAll { !kinds.contains($0.kind) }
  }

  /// Takes away what the baseline has.
  public mutating func drop(_ baseline: Baseline) {
    let before = findings.count
    findings.removeAll { baseline.contains($0) }
    known += before - findings.count
  }

  /// Whether anything is as grave as `severity`, or graver.
  public func has(_ severity: Finding.Severity) -> Bool {
    findings.contains { $0.severity <= severity }
  }

  /// Of one file and kind, text shows this many: a library of the wrong version lacks hundreds of symbols.
  private static let shownAlike = 5

  /// For people: by file, and at the end how many of what. Notes are only counted, unless `notes` is true.
  public func text(notes: Bool, style: TextStyle = .plain) -> String {
    let shown = notes ? findings : findings.filter { $0.severity < .note }
    var text = ""
    for (index, finding) in shown.enumerated() {
      let before = index > 0 ? shown[index - 1] : nil
      if finding.path != before?.path {
        text += (index > 0 ? "\n" : "") + style.bold("\(finding.path)") + "\n"
      }
      if let before, Self.areAlike(finding, before) { continue }
      let alike = shown[index...].prefix { Self.areAlike(finding, $0) }
      for one in alike.prefix(Self.shownAlike) { text += lines(one, style) }
      if alike.count > Self.shownAlike {
        text += "  \(severity(finding, style)): and \(alike.count - Self.shownAlike) more"
        text += " [\(finding.kind.rawValue)]\n"
      }
      if let hint = finding.hint { text += "    hint: \(hint)\n" }
    }
    return text + (shown.isEmpty ? "" : "\n") + summary(notes: notes)
  }

  private static func areAlike(_ left: Finding, _ right: Finding) -> Bool {
    left.path == right.path && left.kind == right.kind && left.severity == right.severity
      && left.hint == right.hint
  }

  private func severity(_ finding: Finding, _ style: TextStyle) -> String {
    let word = finding.severity.rawValue
    return switch finding.severity {
    case .error: style.red(word)
    case .warning: style.yellow(word)
    case .note: word
    }
  }

  private func lines(_ finding: Finding, _ style: TextStyle) -> String {
    var text =
      "  \(severity(finding, style)): \(finding.detail)"
      + style.faint(" [\(finding.kind.rawValue)]")
      + "\n"
    let width = finding.considered.map(\.place.count).max() ?? 0
    for considered in finding.considered {
      let space = String(repeating: " ", count: width - considered.place.count)
      text += style.faint("    \(considered.place)\(space)  \(considered.outcome)") + "\n"
    }
    return text
  }

  private func summary(notes: Bool) -> String {
    var counts: [Finding.Severity: Int] = [:]
    var kinds: [Finding.Kind: Int] = [:]
    for finding in findings {
      counts[finding.severity, default: 0] += 1
      kinds[finding.kind, default: 0] += 1
    }
    var text = Finding.Severity.allCases
      .map { "\(counts[$0] ?? 0) \($0.rawValue)\(counts[$0] == 1 ? "" : "s")" }
      .joined(separator: ", ")
    let files = Set(findings.map(\.path)).count
    text += " in \(files) file\(files == 1 ? "" : "s")"
    if known > 0 { text += "; \(known) known" }
    if !notes, counts[.note] != nil { text += " (--notes shows the notes)" }
    text += "\n"
    let width = kinds.values.map { String($0).count }.max() ?? 0
    for (kind, _) in Finding.Kind.all {
      guard let count = kinds[kind] else { continue }
      let digits = String(count)
      text +=
        "  \(String(repeating: " ", count: width - digits.count))\(digits)  \(kind.rawValue)\n"
    }
    return text
  }
}

internal import Roots

/// Findings that are known and accepted, one a line: kind, path and subject, separated by a space. Lines that begin with `#` and empty
/// ones say nothing.
///
/// Severity and wording are not part of it, so that a new pith still knows them.
public struct Baseline: Sendable {
  private var lines: Set<String>

  /// Lines that are no finding match none.
  public init(text: String) {
    lines = Set(
      text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map(String.init))
  }

  public func contains(_ finding: Finding) -> Bool { lines.contains(Self.line(for: finding)) }

  /// The file that accepts all of `findings`.
  public static func text(of findings: [Finding]) -> String {
    let lines = Set(findings.map { line(for: $0) }).sorted { left, right in
      left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return "# Known findings of pith audit: kind, path, subject. Written by --write-baseline.\n"
      + lines.map { $0 + "\n" }.joined()
  }

  static func line(for finding: Finding) -> String {
    let keep = "/+:=@$,(){}[]'!*&"
    var line = "\(finding.kind.rawValue) \(percentEncoded(finding.path.bytes, keep: keep))"
    if !finding.subject.isEmpty { line += " \(percentEncoded(finding.subject, keep: keep))" }
    return line
  }
}

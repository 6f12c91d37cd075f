internal import Planning
internal import Roots

extension AuditReport {
  /// pith.audit/1, one finding a line; docs/formats.md describes it.
  public func json() -> [UInt8] {
    var out = JSONText()
    out.raw("{\"schema\":\"pith.audit/1\",\"findings\":[")
    for (index, finding) in findings.enumerated() {
      out.raw(index == 0 ? "\n{" : ",\n{")
      out.raw(
        "\"kind\":\"\(finding.kind.rawValue)\",\"severity\":\"\(finding.severity.rawValue)\",")
      out.path("path", finding.path.bytes)
      if !finding.subject.isEmpty {
        out.raw(",")
        out.path("subject", finding.subject)
      }
      out.raw(",\"detail\":")
      out.string(finding.detail)
      if !finding.considered.isEmpty {
        out.raw(",\"considered\":[")
        for (index, considered) in finding.considered.enumerated() {
          out.raw(index == 0 ? "{\"place\":" : ",{\"place\":")
          out.string(considered.place)
          out.raw(",\"outcome\":")
          out.string(considered.outcome)
          out.raw("}")
        }
        out.raw("]")
      }
      if !finding.symbols.isEmpty {
        out.raw(",\"symbols\":[")
        for (index, symbol) in finding.symbols.enumerated() {
          if index > 0 { out.raw(",") }
          out.string(printable(symbol))
        }
        out.raw("]")
      }
      if let hint = finding.hint {
        out.raw(",\"hint\":")
        out.string(hint)
      }
      out.raw("}")
    }
    out.raw("\n]}\n")
    return out.bytes
  }
}

internal import Planning
internal import Roots

extension AuditReport {
  /// SARIF 2.1.0 (OASIS), for code scanning services: one run, one rule per kind, paths relative to the root.
  public func sarif() -> [UInt8] {
    let kinds = Finding.Kind.all.filter { entry in findings.contains { $0.kind == entry.kind } }
    var out = JSONText()
    out.raw("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",")
    out.raw("\"runs\":[{\"tool\":{\"driver\":{\"name\":\"pith\",\"rules\":[")
    for (index, entry) in kinds.enumerated() {
      out.raw(index == 0 ? "\n{" : ",\n{")
      out.raw("\"id\":\"\(entry.kind.rawValue)\",\"shortDescription\":{\"text\":")
      out.string(entry.summary)
      out.raw("}}")
    }
    out.raw("]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    let indices = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1.kind, $0) })
    for (index, finding) in findings.enumerated() {
      out.raw(index == 0 ? "\n{" : ",\n{")
      out.raw("\"ruleId\":\"\(finding.kind.rawValue)\",")
      if let rule = indices[finding.kind] { out.raw("\"ruleIndex\":\(rule),") }
      out.raw("\"level\":\"\(finding.severity.rawValue)\",\"message\":{\"text\":")
      out.string(message(finding))
      out.raw("},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
      out.string(percentEncoded(finding.path.bytes.dropFirst(), keep: "/"))
      out.raw(",\"uriBaseId\":\"ROOT\"}}}],\"partialFingerprints\":{\"pith/1\":")
      out.string(Baseline.line(for: finding))
      out.raw("}}")
    }
    out.raw("\n]}]}\n")
    return out.bytes
  }

  private func message(_ finding: Finding) -> String {
    var text = "\(finding.path): \(finding.detail)"
    for considered in finding.considered { text += "\n\(considered.place): \(considered.outcome)" }
    if let hint = finding.hint { text += "\nhint: \(hint)" }
    return text
  }
}

/// RFC 3986: all but unreserved characters, and those in `keep`, as `%XX`.
func percentEncoded(_ bytes: some Sequence<UInt8>, keep: String) -> String {
  var result = ""
  for byte in bytes {
    let scalar = Unicode.Scalar(byte)
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": result.unicodeScalars.append(scalar)
    default:
      if scalar.isASCII, keep.unicodeScalars.contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
      }
    }
  }
  return result
}

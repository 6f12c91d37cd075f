internal import Roots

extension Run {
  /// The plan as it stands: every kept path in order, with its reasons, the strongest first.
  public func plan() -> Plan {
    var entries: [PlannedEntry] = []
    entries.reserveCapacity(records.count)
    // Paths alone are put in order: entries are large.
    for path in keptInOrder {
      guard let record = records[path] else { continue }
      // Stable: equally strong reasons stay in the order in which they were found.
      var reasons = record.reasons
      if reasons.contains(where: { $0.evidence != reasons[0].evidence }) {
        reasons = Evidence.allCases.flatMap { level in
          record.reasons.filter { $0.evidence == level }
        }
      }
      entries.append(
        PlannedEntry(
          path: path, entry: record.entry, linkTarget: record.linkTarget, origin: record.origin,
          reasons: reasons))
    }
    return Plan(entries: entries, missing: missing, notes: notes)
  }
}

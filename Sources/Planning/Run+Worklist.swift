internal import Profiles
public import Roots

/// What is to be analyzed next.
extension Run {
  /// The next file to analyze; nil where the worklist is empty.
  package func next() -> KeptFile? {
    while let path = worklist.next() {
      guard let record = records[path], Self.isAnalyzed(record) else { continue }
      // What the command line names is what runs, wherever it lies.
      if profiles.has(path, in: .passive),
        !record.reasons.contains(where: { $0.rule == .commandLine })
      {
        continue
      }
      if let analyzed = record.analyzed, analyzed >= record.standing,
        record.analyzedNames == record.names.count
      {
        continue
      }
      record.analyzed = record.standing
      record.analyzedNames = record.names.count
      return keptFile(at: path)
    }
    return nil
  }

  package var hasWork: Bool { !worklist.isEmpty }

  /// Files that `next` will likely answer soon; each is answered once.
  package func upcoming() -> [RootPath] {
    worklist.upcoming { records[$0].map(Self.isAnalyzed) == true }
  }

  /// Whether files of that kind and standing are analyzed at all.
  private static func isAnalyzed(_ record: Record) -> Bool {
    record.standing > .passive && record.entry.isRegular
  }

  /// Has every kept file at whose path `condition` holds analyzed again: what it says means more now.
  public func revisit(where condition: (RootPath) -> Bool) {
    revisit(keptInOrder.filter(condition))
  }

  /// The same of those of the given paths that are kept.
  public func revisit(_ paths: some Sequence<RootPath>) {
    for path in paths.sorted() {
      guard let record = records[path], record.analyzed != nil else { continue }
      record.analyzed = nil
      worklist.add(path)
    }
  }
}

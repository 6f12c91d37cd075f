public import Roots

extension Run {
  /// What is known of one kept path.
  /// Shared, not a value, so that the table of all of them stays small when it grows.
  package final class Record {
    package let entry: Entry
    package var linkTarget: [UInt8]?
    package var origin: PlannedEntry.Origin = .root
    package var reasons: [Reason]
    package var names: [RootPath] = []
    package var standing = KeptFile.Standing.passive
    /// The standing at which it was last analyzed; nil before the first time.
    package var analyzed: KeptFile.Standing?
    /// How many names were known then: a further name is a further directory for relative names.
    package var analyzedNames = 0

    init(entry: Entry, linkTarget: [UInt8]? = nil, reasons: [Reason]) {
      self.entry = entry
      self.linkTarget = linkTarget
      self.reasons = reasons
    }
  }

  /// What `keep` came to.
  public enum Outcome: Hashable, Sendable {
    /// It is kept; the real path.
    case kept(RootPath)
    /// It is there, and neither the evidence asked for nor `--drop` lets it in.
    case declined(RootPath)
    /// It is not there.
    case absent(RootPath)

    public var path: RootPath? {
      if case .kept(let path) = self { path } else { nil }
    }
  }
}

public import Roots

/// What is kept of a root and why, and what was required and is not there: a value, ordered by path.
public struct Plan: Sendable {
  public var entries: [PlannedEntry]
  public var missing: [Missing]
  /// What people should know though nothing is wrong, in the order in which it was seen.
  public var notes: [Note]

  public init(entries: [PlannedEntry] = [], missing: [Missing] = [], notes: [Note] = []) {
    self.entries = entries
    self.missing = missing
    self.notes = notes
  }

  /// The regular files that are there for scanners and lawyers only, hard links to one file counted once.
  public var metadata: (files: Int, bytes: UInt64) {
    var seen: Set<Entry.Identity> = []
    var result: (files: Int, bytes: UInt64) = (0, 0)
    for item in entries where item.entry.isRegular && item.isMetadata {
      if item.origin == .root, item.entry.linkCount > 1,
        !seen.insert(item.entry.identity).inserted
      {
        continue
      }
      result.files += 1
      result.bytes += item.entry.size
    }
    return result
  }
}

/// One file, directory or link that is kept.
public struct PlannedEntry: Sendable {
  /// Where the content comes from.
  public enum Origin: Hashable, Sendable {
    /// The same path of the root.
    case root
    /// Written by pith, because what the root has would be wrong in the result (a cache that lists dropped files).
    case written([UInt8])
  }

  public var path: RootPath
  /// Owner, mode, times: those of the root, or pith's own for what it adds.
  public var entry: Entry
  /// For symbolic links, the target as it is written.
  public var linkTarget: [UInt8]?
  public var origin: Origin
  /// At least one, the strongest first, then in the order in which they were found.
  public var reasons: [Reason]

  public init(
    path: RootPath, entry: Entry, linkTarget: [UInt8]? = nil, origin: Origin = .root,
    reasons: [Reason]
  ) {
    self.path = path
    self.entry = entry
    self.linkTarget = linkTarget
    self.origin = origin
    self.reasons = reasons
  }

  /// Whether nothing but `--metadata` keeps it.
  public var isMetadata: Bool { !reasons.isEmpty && reasons.allSatisfy(\.isMetadata) }
}

/// Something required that the root does not have.
public struct Missing: Hashable, Sendable {
  /// A path, or a library's name.
  public var name: [UInt8]
  public var from: RootPath?
  public var rule: Reason.Rule
  /// Every place considered, in order, for a library.
  public var considered: [Considered]

  public struct Considered: Hashable, Sendable {
    public var place: String
    public var outcome: String

    public init(place: String, outcome: String) {
      self.place = place
      self.outcome = outcome
    }
  }

  public init(
    name: [UInt8], from: RootPath?, rule: Reason.Rule, considered: [Considered] = []
  ) {
    self.name = name
    self.from = from
    self.rule = rule
    self.considered = considered
  }
}

/// A remark: an optional file that is missing, a secret that was left out.
public struct Note: Hashable, Sendable {
  /// A stable word: `missing-command`, `left-out-secret`.
  public var kind: String
  public var path: RootPath?
  public var text: String

  public init(kind: String, path: RootPath? = nil, text: String) {
    self.kind = kind
    self.path = path
    self.text = text
  }
}

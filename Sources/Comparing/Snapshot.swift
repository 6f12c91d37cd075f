internal import Images
public import Roots

/// What one side of a comparison has, by path: a root as it is, or what a plan says of one.
///
/// Content is not read before it has to be: of two files of different sizes it never is.
public struct Snapshot {
  /// How people call this side.
  public var label: String
  /// Ordered by path.
  public internal(set) var items: [Item]
  /// The packages of the root; nil where the side has none to ask.
  let owners: PackageOwners?

  /// One file, directory or link.
  public struct Item {
    public var path: RootPath
    public var entry: Entry
    /// For symbolic links, the target as it is written; nil where the side does not say.
    public var linkTarget: [UInt8]?
    /// nil where the side does not say.
    public var attributes: [ExtendedAttribute]?
    var content = Content.unknown
  }

  /// Where the content of a regular file is.
  enum Content {
    /// Not said: then a file is known by its size alone.
    case unknown
    case root(any Root)
    case bytes([UInt8])
    case digest(Digest)
  }

  /// Regular files, hard links to one file counted once, and their bytes.
  public var total: Amount {
    var tally = Tally()
    for item in items { tally.add(item.entry) }
    return tally.amount
  }
}

/// A number of files and their bytes.
public struct Amount: Hashable, Sendable {
  public var files = 0
  public var bytes: UInt64 = 0

  public init(files: Int = 0, bytes: UInt64 = 0) {
    self.files = files
    self.bytes = bytes
  }
}

/// Counts regular files of one side, hard links to one file once.
struct Tally {
  private var seen: Set<Entry.Identity> = []
  private(set) var amount = Amount()

  mutating func add(_ entry: Entry) {
    guard entry.isRegular else { return }
    if entry.linkCount > 1, !seen.insert(entry.identity).inserted { return }
    amount.files += 1
    let (sum, isTooMuch) = amount.bytes.addingReportingOverflow(entry.size)
    amount.bytes = isTooMuch ? .max : sum
  }
}

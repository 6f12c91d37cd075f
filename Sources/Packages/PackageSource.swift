public import Roots

/// One database of one package manager, as it lies in a root.
protocol PackageSource: AnyObject {
  /// In the order of the database. Read once, on first use.
  var packages: [Package] { get }

  /// What was wrong in what has been read so far.
  var problems: [PackageProblem] { get }

  /// The paths of the package with this index, as the database writes them: absolute, one a line.
  func pathList(of index: Int) -> [UInt8]

  /// The paths (as written) that are configuration files, with the digest of what the package brought.
  func configurationFiles(of index: Int) -> [(path: [UInt8], digest: [UInt8]?)]

  /// The MD5 digests of the files as the package brought them, by path as written; empty where the database has none.
  func digests(of index: Int) -> [(path: [UInt8], digest: [UInt8])]

  /// Every path of the package with what is recorded of it; directories too where the database has them.
  func recordedFiles(of index: Int) -> [WrittenFile]

  /// Where files really are that a package's list places elsewhere.
  var diversions: [Diversion] { get }

  /// The paths (as written) of the files that hold a package's licence, whether or not they are there.
  func licenseFiles(of index: Int) -> [[UInt8]]

  /// The database with only these packages in it, and of their files only those that `filter` has.
  func cut(keeping kept: Set<Int>, _ filter: KeptFilter) -> CutDatabase
}

/// Which files stay, asked by the path that a database writes.
struct KeptFilter {
  /// For the list of the package with that index; nil for paths that are nobody's.
  var isKept: (_ written: [UInt8], _ index: Int?) -> Bool
}

extension PackageSource {
  var diversions: [Diversion] { [] }
  func digests(of index: Int) -> [(path: [UInt8], digest: [UInt8])] { [] }
}

/// A package database cut to some packages: what scanners need in order to see them.
public struct CutDatabase: Sendable {
  public struct File: Sendable {
    public var path: RootPath
    public var bytes: [UInt8]
  }

  /// Files whose content changes, ordered by path.
  public var written: [File] = []
  /// Files that stay as they are, ordered by path.
  public var kept: [RootPath] = []
  /// Directories by the names that the lists use for those of kept files, where these lead through links (`/sbin` for `/usr/sbin`):
  /// without the links, the files would seem to be missing.
  public var aliases: [RootPath] = []

  /// Adds a file as the root has it, or with its new content where that is another.
  mutating func add(_ path: RootPath, _ bytes: [UInt8], was: [UInt8]) {
    if bytes == was { kept.append(path) } else { written.append(File(path: path, bytes: bytes)) }
  }
}

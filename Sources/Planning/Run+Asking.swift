internal import Packages
public import Roots

extension Run {
  /// The reasons of a kept path, the strongest first; nil where it is not kept.
  public func reasons(for path: RootPath) -> [Reason]? {
    records[path].map { record in
      Evidence.allCases.flatMap { level in record.reasons.filter { $0.evidence == level } }
    }
  }

  /// What spoke for a path that is not kept.
  public func declinedReasons(for path: RootPath) -> [Reason] { declined[path] ?? [] }

  public func notes(about path: RootPath) -> [Note] { notes.filter { $0.path == path } }

  public func packageName(of path: RootPath) -> String? {
    packages.owner(of: path).map { printable($0.name) }
  }

  /// The regular files kept below a directory.
  public func keptBelow(_ directory: RootPath) -> (files: Int, bytes: UInt64) {
    var files = 0
    var bytes: UInt64 = 0
    for (path, record) in records
    where record.entry.isRegular && path != directory && path.isWithin(directory) {
      files += 1
      bytes += record.entry.size
    }
    return (files, bytes)
  }
}

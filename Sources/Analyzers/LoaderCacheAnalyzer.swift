internal import Loading
internal import Planning
internal import Roots

/// /etc/ld.so.cache, cut to what is kept.
///
/// The loader asks the cache before its default directories and does not fall back where an entry of a glibc-hwcaps directory is stale; libraries in directories that
/// only ld.so.conf names are found through nothing else.
struct LoaderCacheAnalyzer: Analyzer {
  let name = "loader-cache"

  func finish(_ run: Run) throws(PlanningError) {
    let path: RootPath = "/etc/ld.so.cache"
    let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
    guard let entry, entry.isRegular else { return }
    let bytes = try reading { () throws(RootError) in try run.root.bytes(of: path) }
    let cache: LdCache
    do { cache = try LdCache(bytes) } catch {
      run.note(
        Note(kind: "malformed-cache", path: path, text: "cannot read '\(path)': \(error); left out")
      )
      return
    }
    let cut = try reading { () throws(RootError) in
      try cache.cut(keeping: Set(run.keptPaths), in: run.root)
    }
    guard !cut.entries.isEmpty else { return }
    let content = cut.encoded()
    var written = entry
    written.size = UInt64(content.count)
    try run.write(
      path, entry: written, content: content, because: Reason(.loaderCache, .required))
  }
}

extension Reason.Rule {
  /// Where the loader looks first.
  static let loaderCache = Reason.Rule(rawValue: "ld.so.cache")
}

internal import Loading
package import Roots

extension Run {
  /// What keeping objects would add, in bytes: their own and those of all that the loader maps for them, each once, but for what is kept.
  package func bytesAdded(by objects: [RootPath]) throws(PlanningError) -> UInt64 {
    var closures: [Closure] = []
    var others: Set<RootPath> = []
    for path in objects {
      if try loading({ () throws(LoadingError) in try loader.object(at: path) }) == nil {
        others.insert(path)
      } else {
        closures.append(
          try loading { () throws(LoadingError) in try loader.closure(of: path) })
      }
    }
    return try bytesAdded(by: Set(closures.flatMap { $0.objects.map(\.path) }))
      + bytesAdded(by: others)
  }

  /// The bytes of those that are not kept yet.
  func bytesAdded(by paths: Set<RootPath>) throws(PlanningError) -> UInt64 {
    var result: UInt64 = 0
    for path in paths where !isKept(path) {
      guard let entry = try reading({ () throws(RootError) in try root.entry(at: path) }),
        entry.linkCount < 2 || !keptWithOtherNames.contains(entry.identity)
      else { continue }
      result += entry.size
    }
    return result
  }
}

internal import Roots

/// Kept files that are to be analyzed, what came last first; a path may be there several times.
struct Worklist {
  private var paths: [RootPath] = []
  /// The answers of `upcoming`.
  private var foreseen: Set<RootPath> = []

  var isEmpty: Bool { paths.isEmpty }

  mutating func add(_ path: RootPath) { paths.append(path) }

  mutating func next() -> RootPath? { paths.popLast() }

  /// Those of the paths that `next` will likely answer soon for which `condition` holds; each is answered once.
  mutating func upcoming(where condition: (RootPath) -> Bool) -> [RootPath] {
    var result: [RootPath] = []
    for path in paths.suffix(Self.foresight).reversed()
    where condition(path) && foreseen.insert(path).inserted {
      result.append(path)
    }
    return result
  }

  private static let foresight = 8
}

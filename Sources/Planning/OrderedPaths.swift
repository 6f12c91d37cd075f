internal import Roots

/// Paths that are put in order when somebody asks for them so: what was in order once is merged with the rest, not sorted again.
struct OrderedPaths {
  private var ordered: [RootPath] = []
  private var added: [RootPath] = []

  /// The path must be new.
  mutating func add(_ path: RootPath) { added.append(path) }

  mutating func inOrder() -> [RootPath] {
    if !added.isEmpty {
      ordered += added.sorted()
      added = []
      // Two runs in order.
      ordered.sort()
    }
    return ordered
  }
}

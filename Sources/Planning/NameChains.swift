internal import Roots

/// Which of many paths end in a name: two numbers for each path, where a dictionary by name would take as much as the paths themselves.
struct NameChains {
  /// By a name's hash: the first path, counted from one.
  private var first: [UInt32]
  /// The next path with the same hash.
  private var next: [UInt32]

  init(_ paths: [RootPath]) {
    var slots = 16
    while slots < paths.count { slots *= 2 }
    first = Array(repeating: 0, count: slots)
    next = Array(repeating: 0, count: paths.count)
    // From the last to the first, so that chains come in the order of the paths.
    for index in paths.indices.reversed() {
      let slot = slot(of: paths[index].name)
      next[index] = first[slot]
      first[slot] = UInt32(index + 1)
    }
  }

  /// The first of those that end in `name`, in their order; `paths` are what this was made of.
  func paths(
    named name: ArraySlice<UInt8>, in paths: [RootPath], limit: Int
  ) -> [RootPath] {
    var result: [RootPath] = []
    var number = first[slot(of: name)]
    while number > 0, result.count < limit {
      let path = paths[Int(number) - 1]
      if BytesKey.areEqual(path.name, name) { result.append(path) }
      number = next[Int(number) - 1]
    }
    return result
  }

  private func slot(of name: ArraySlice<UInt8>) -> Int {
    BytesKey.hash(name) & (first.count - 1)
  }
}

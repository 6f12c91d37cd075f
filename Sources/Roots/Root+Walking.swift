/// What a walk does after it has shown a directory.
public enum Descent: Sendable {
  case into
  case past
}

extension Root {
  /// Shows everything at and below `start`: each directory before its content, names in one directory by bytes; links are shown and
  /// not followed. Nothing where `start` is not there.
  ///
  /// - Parameters:
  ///   - unreadable: told of a directory that cannot be listed; by default that ends the walk.
  ///   - visit: says for a directory whether the walk goes into it; for other kinds its answer means nothing.
  public func walk(
    from start: RootPath = .root,
    unreadable: (RootError) throws(RootError) -> Void = { (error) throws(RootError) in throw error
    },
    _ visit: (RootPath, Entry.Kind) throws(RootError) -> Descent
  ) throws(RootError) {
    guard let entry = try entry(at: start) else { return }
    guard try visit(start, entry.kind) == .into, entry.isDirectory else { return }
    // An explicit stack: a hostile tree is deeper than the machine's.
    var stack: [(directory: RootPath, rest: ArraySlice<Child>)] = []
    func push(_ directory: RootPath) throws(RootError) {
      do throws(RootError) {
        if let children = try children(of: directory) { stack.append((directory, children[...])) }
      } catch {
        try unreadable(error)
      }
    }
    try push(start)
    while let last = stack.indices.last {
      guard let child = stack[last].rest.popFirst() else {
        stack.removeLast()
        continue
      }
      let path = stack[last].directory.appending(child.name)
      let descent = try visit(path, child.kind)
      if child.kind == .directory, descent == .into { try push(path) }
    }
  }
}

/// What a pattern stands for in a root.
public struct Expansion: Hashable, Sendable {
  /// Real paths: no parent is a link (the last name may be one). Sorted, each once.
  public var paths: [RootPath]
  /// Every link that was followed on the way to one of them. Sorted, each once.
  public var links: [RootPath]
}

extension Root {
  /// Every path that the pattern stands for, real and sorted; see `expand(_:)`.
  public func glob(_ glob: Glob) throws(RootError) -> [RootPath] { try expand(glob).paths }

  /// Every path that the pattern stands for. Only directories that can match are looked into.
  ///
  /// Links are followed where a name matches them with more names to come, as a shell does it; never by `**`, and never in the last
  /// place. Links that lead nowhere, or round in a circle, match nothing there.
  public func expand(_ glob: Glob) throws(RootError) -> Expansion {
    var search = GlobSearch(glob)
    while let (directory, states) = search.next() {
      try advance(&search, in: directory, states)
    }
    return search.expansion
  }

  private func advance(
    _ search: inout GlobSearch, in directory: RootPath, _ states: [Int]
  ) throws(RootError) {
    // Without a pattern among the next names there is no need to know what else is in the directory.
    if let names = search.literalNames(states) {
      for name in names {
        let path = directory.appending(name)
        if let entry = try entry(at: path) {
          try advance(&search, to: path, entry.kind, name[...], states)
        }
      }
      return
    }
    for child in try children(of: directory) ?? [] {
      try advance(
        &search, to: directory.appending(child.name), child.kind, child.name[...], states)
    }
  }

  private func advance(
    _ search: inout GlobSearch, to path: RootPath, _ kind: Entry.Kind, _ name: ArraySlice<UInt8>,
    _ states: [Int]
  ) throws(RootError) {
    let step = search.step(states, over: name)
    if step.isMatch { search.found(path) }
    if kind == .directory {
      search.enter(path, step.byName + step.byDepth, from: path.parent)
    } else if kind == .symlink, !step.byName.isEmpty {
      let target: Resolution
      do throws(RootError) {
        target = try resolve(path)
      } catch {
        if error.code == .symlinkLoop { return }
        throw error
      }
      guard target.entry?.isDirectory == true else { return }
      search.enter(target.path, step.byName, from: path.parent, through: target.links)
    }
  }
}

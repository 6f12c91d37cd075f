/// Where a pattern stands in which directories: a worklist in which each pair is seen once, however many links lead to it.
struct GlobSearch {
  /// One name of a pattern.
  private enum Name {
    case literal([UInt8])
    case pattern(Glob.Alternative)
    case anyDirectories
    /// Behind the last name of an alternative.
    case end
  }

  /// What matching one name leads to.
  struct Step {
    var isMatch = false
    /// States in which the name was matched by one of the pattern's names.
    var byName: [Int] = []
    /// States in which `**` swallowed it.
    var byDepth: [Int] = []
  }

  /// The names of all alternatives, one after the other; a state is an index: the name that is matched next.
  private var names: [Name] = []
  private var seen: [RootPath: Set<Int>] = [:]
  private var pending: [(RootPath, [Int])] = []
  private var paths: Set<RootPath> = []
  /// From where each directory was entered, and through which links.
  private var origins: [RootPath: Set<Origin>] = [:]

  private struct Origin: Hashable {
    var directory: RootPath
    var links: [RootPath]
  }

  init(_ glob: Glob) {
    var starts: [Int] = []
    for alternative in glob.alternatives {
      starts.append(names.count)
      append(alternative)
    }
    if starts.contains(where: { isEnd($0) }) { paths.insert(.root) }
    enter(.root, starts)
  }

  private mutating func append(_ alternative: Glob.Alternative) {
    var tokens: [Glob.Token] = []
    func name() -> Name {
      let literal: [UInt8] = tokens.compactMap {
        if case .byte(let byte) = $0 { byte } else { nil }
      }
      if literal.count == tokens.count { return .literal(literal) }
      return .pattern(Glob.Alternative(tokens: tokens, sets: alternative.sets))
    }
    for token in alternative.tokens.dropFirst() {
      switch token {
      case .byte(RootPath.slash):
        names.append(name())
        tokens = []
      case .anyDirectories: names.append(.anyDirectories)
      default: tokens.append(token)
      }
    }
    if !tokens.isEmpty { names.append(name()) }
    names.append(.end)
  }

  private func isEnd(_ state: Int) -> Bool {
    if case .end = names[state] { true } else { false }
  }

  /// The next directory to look into, with states that it has not been looked into with.
  mutating func next() -> (RootPath, [Int])? { pending.popLast() }

  mutating func found(_ path: RootPath) { paths.insert(path) }

  /// Puts a directory on the list.
  mutating func enter(
    _ directory: RootPath, _ states: [Int], from origin: RootPath? = nil,
    through links: [RootPath] = []
  ) {
    if let origin, !states.isEmpty {
      origins[directory, default: []].insert(Origin(directory: origin, links: links))
    }
    var new: [Int] = []
    for start in states {
      var state = start
      while !isEnd(state), seen[directory, default: []].insert(state).inserted {
        new.append(state)
        // `**` also stands for no directory at all.
        guard case .anyDirectories = names[state] else { break }
        state += 1
      }
    }
    if !new.isEmpty { pending.append((directory, new)) }
  }

  /// The only names that can be matched in these states; nil where a pattern may match any.
  func literalNames(_ states: [Int]) -> Set<[UInt8]>? {
    var literals: Set<[UInt8]> = []
    for state in states {
      guard case .literal(let name) = names[state] else { return nil }
      literals.insert(name)
    }
    return literals
  }

  func step(_ states: [Int], over name: ArraySlice<UInt8>) -> Step {
    var step = Step()
    for state in states {
      let matches: Bool
      switch names[state] {
      case .literal(let literal): matches = name.elementsEqual(literal)
      case .pattern(let pattern): matches = pattern.matches(name.span, pattern.tokens.span)
      case .anyDirectories:
        step.byDepth.append(state)
        continue
      case .end: continue
      }
      guard matches else { continue }
      if isEnd(state + 1) { step.isMatch = true } else { step.byName.append(state + 1) }
    }
    return step
  }

  /// What was found, with the links on the ways to it.
  var expansion: Expansion {
    var links: Set<RootPath> = []
    var done: Set<RootPath> = []
    var waiting = Set(paths.map(\.parent))
    while let directory = waiting.popFirst() {
      guard done.insert(directory).inserted else { continue }
      for origin in origins[directory] ?? [] {
        links.formUnion(origin.links)
        waiting.insert(origin.directory)
      }
    }
    return Expansion(paths: paths.sorted(), links: links.sorted())
  }
}

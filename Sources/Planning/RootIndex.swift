public import Roots

/// Where things are in a root, by the last component of their paths: one walk serves every question.
public final class RootIndex {
  private let root: any Root
  private var built = false
  private var linkedDirectories: [RootPath: [RootPath]]?
  private var names: NameChains?
  /// Everything in the order of the walk.
  private var walked: [RootPath] = []
  private var all: [(path: RootPath, kind: Entry.Kind)] = []

  public init(root: any Root) { self.root = root }

  /// What the kernel provides is no part of a root.
  private static let skipped: Set<RootPath> = ["/proc", "/sys", "/dev"]

  /// Everything whose last component is `name`, in the order of the walk: a directory before what is in it, of directories beside one another the
  /// last first.
  ///
  /// - Parameter limit: how many are wanted at most.
  public func paths(
    named name: some Collection<UInt8>, limit: Int = .max
  ) throws(PlanningError) -> [RootPath] {
    try build()
    let names = self.names ?? NameChains(walked)
    self.names = names
    return names.paths(named: Array(name)[...], in: walked, limit: limit)
  }

  /// Everything there is, depth first in path order, the root itself and what the kernel provides left out.
  public func everything() throws(PlanningError) -> [(path: RootPath, kind: Entry.Kind)] {
    try build()
    return all
  }

  /// The other names of a real path: those that lead to it through a link to one of the directories above it.
  public func aliases(of path: RootPath) throws(PlanningError) -> [RootPath] {
    if linkedDirectories == nil { try findLinkedDirectories() }
    guard let linked = linkedDirectories, !linked.isEmpty else { return [] }
    var result: [RootPath] = []
    var directory = path.parent
    while !directory.isRoot {
      for link in linked[directory] ?? [] {
        result.append(RootPath(link.bytes + path.bytes[directory.bytes.count...]))
      }
      directory = directory.parent
    }
    return result
  }

  private func findLinkedDirectories() throws(PlanningError) {
    try build()
    var linked: [RootPath: [RootPath]] = [:]
    for (path, kind) in all where kind == .symlink {
      if let target = try simpleTarget(of: path) {
        if target.kind == .directory { linked[target.path, default: []].append(path) }
        if target.kind != .symlink { continue }
      }
      // A link that leads nowhere, or round in circles, is nobody's other name.
      guard let resolution = try? root.resolve(path), resolution.entry?.isDirectory == true,
        !resolution.path.isRoot
      else { continue }
      linked[resolution.path, default: []].append(path)
    }
    linkedDirectories = linked
  }

  /// Where a link leads whose target's directory is a real one, and what is there by the listing of that: most links are of this kind, and need not be
  /// followed step by step. Nil for others.
  private func simpleTarget(
    of link: RootPath
  ) throws(PlanningError) -> (path: RootPath, kind: Entry.Kind?)? {
    let target = try reading { () throws(RootError) in try root.linkTarget(at: link) }
    let names = target.split(separator: UInt8(ascii: "/"))
    // `..` behind a name may lead elsewhere than to the directory above: the name may be a link.
    let isPlain = names.drop { $0.elementsEqual("..".utf8) }
      .allSatisfy { !$0.elementsEqual("..".utf8) }
    guard isPlain, let last = names.last, !last.elementsEqual("..".utf8),
      !last.elementsEqual(".".utf8)
    else { return nil }
    let path =
      target.first == UInt8(ascii: "/")
      ? RootPath(target) : RootPath(link.parent.bytes + [UInt8(ascii: "/")] + target)
    let siblings = try reading { () throws(RootError) in try root.children(of: path.parent) }
    guard let siblings, !path.isRoot else { return nil }
    return (path, siblings.kind(of: path.name))
  }

  /// How many regular files there are and what they hold, hard links to one file counted once.
  public func regularFiles() throws(PlanningError) -> (files: Int, bytes: UInt64) {
    try build()
    var seen: Set<Entry.Identity> = []
    var files = 0
    var bytes: UInt64 = 0
    for (path, kind) in all where kind == .regular {
      let entry = try reading { () throws(RootError) in try root.entry(at: path) }
      guard let entry else { continue }
      if entry.linkCount > 1, !seen.insert(entry.identity).inserted { continue }
      files += 1
      bytes += entry.size
    }
    return (files, bytes)
  }

  private func build() throws(PlanningError) {
    if built { return }
    built = true
    var kinds: [Entry.Kind] = []
    // Of each directory, where in `walked` its children are.
    var insides: [Range<Int>] = []
    var pending = [(path: RootPath.root, number: -1)]
    var top = 0..<0
    while let directory = pending.popLast() {
      let children = try reading { () throws(RootError) in
        try root.children(of: directory.path) ?? []
      }
      let start = walked.count
      for child in children {
        let path = directory.path.appending(child.name)
        if directory.path.isRoot, Self.skipped.contains(path) { continue }
        if child.kind == .directory {
          pending.append((path, walked.count))
          root.expect(childrenOf: path)
        }
        walked.append(path)
        kinds.append(child.kind)
        insides.append(0..<0)
      }
      let inside = start..<walked.count
      if directory.number < 0 { top = inside } else { insides[directory.number] = inside }
    }
    all.reserveCapacity(walked.count)
    // The steps of each directory that is gone through, the last one first.
    var steps = [Step]()
    steps += self.steps(through: top, kinds)
    while let step = steps.popLast() {
      if step.goesInside {
        steps += self.steps(through: insides[step.number], kinds)
      } else {
        all.append((walked[step.number], kinds[step.number]))
      }
    }
  }

  /// One of `walked`: itself, or what is in it.
  private struct Step {
    var number: Int
    var goesInside: Bool
  }

  /// The children of one directory and what is in them in path order, the last first. What is in `a` comes behind `a-b`, since a slash comes behind a
  /// dash.
  private func steps(through children: Range<Int>, _ kinds: [Entry.Kind]) -> [Step] {
    var steps: [Step] = []
    var waiting: [Int] = []
    for number in children {
      let name = walked[number].name
      while let last = waiting.last, Self.isInside(of: walked[last].name, before: name) {
        steps.append(Step(number: last, goesInside: true))
        waiting.removeLast()
      }
      steps.append(Step(number: number, goesInside: false))
      if kinds[number] == .directory { waiting.append(number) }
    }
    while let last = waiting.popLast() { steps.append(Step(number: last, goesInside: true)) }
    steps.reverse()
    return steps
  }

  /// Whether what is in `directory` comes before a name that itself comes behind it.
  private static func isInside(
    of directory: ArraySlice<UInt8>, before name: ArraySlice<UInt8>
  ) -> Bool {
    guard name.starts(with: directory), name.count > directory.count else { return true }
    return name[name.startIndex + directory.count] > UInt8(ascii: "/")
  }
}

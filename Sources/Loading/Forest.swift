public import ELF
public import Roots

/// The closures of several programs seen as one: each file once, with all that any of the programs made of its needs.
public struct Forest: Sendable {
  /// The programs and what they map, in the order in which they were met.
  public var files: [File] = []
  /// What could not be found by any of the programs, each once per requester and name.
  public var missing: [Miss] = []

  public init() {}

  /// A file that at least one of the programs maps.
  public struct File: Sendable {
    /// The real path.
    public let path: RootPath
    /// What each of its needs came to; a need has several answers where programs differ in their search paths.
    public var needed: [Edge]
    /// Needs that nothing answered in at least one program.
    public var missing: [(name: [UInt8], kind: Need.Kind)]
    /// What better CPUs load in its place.
    public var variants: [Variant]
    let file: SharedObject

    public var object: Object { file.object }
  }

  /// A need and what answered it: an index in `files`.
  public struct Edge: Sendable {
    public var name: [UInt8]
    public var kind: Need.Kind
    public var target: Int
    public var via: Via
  }
}

extension Loader {
  /// The closures of all of `paths` (real paths), each as `closure(of:openedBy:dlopen:)` gives it but for versions.
  public func forest(
    of paths: [RootPath], dlopen: Bool = false
  ) throws(LoadingError) -> Forest {
    var planting = Planting(self)
    for path in paths {
      let walk = try Walk(self, of: path, openedBy: nil)
      if dlopen { try walk.followNotes() }
      try planting.add(walk)
      for auditor in try walk.auditors() { try planting.add(auditor) }
    }
    return planting.forest()
  }
}

/// Merges walks, by numbers alone.
private struct Planting {
  private let loader: Loader
  private var files: [Planted] = []
  /// By the number of the path; -1 for none.
  private var fileOf: [Int32] = []
  private var misses: [Miss] = []
  private var known: Set<Reported> = []

  private struct Planted {
    let file: LocatedFile
    var better: [Search.Better]
    var answers: [Link] = []
  }

  private struct Link: Equatable {
    var name: NameTable.ID
    var kind: Need.Kind
    /// The number of a path; -1 where it is missing.
    var target: Int32
    var via: Via
  }

  private struct Reported: Hashable {
    var path: Int32
    var name: NameTable.ID
    var kind: Need.Kind
  }

  init(_ loader: Loader) { self.loader = loader }

  mutating func add(_ walk: Walk) throws(LoadingError) {
    for instance in walk.instances where instance.standsFor == nil {
      let place = place(of: instance)
      var next = 0
      for answer in walk.answers[instance.answers] {
        add(answer, walk, to: place, expecting: next)
        next += 1
      }
    }
    for (requester, answer) in walk.later {
      add(answer, walk, to: place(of: walk.instances[Int(requester)]), expecting: Int.max)
    }
    for miss in walk.misses {
      let file = walk.instances[Int(miss.requester)].file
      let key = Reported(path: file.pathID, name: miss.name, kind: miss.kind)
      guard known.insert(key).inserted else { continue }
      misses.append(
        Miss(
          name: loader.catalogue.names[miss.name], kind: miss.kind, requester: file.path,
          considered: try walk.explain(miss)))
    }
  }

  private mutating func place(of instance: Walk.Instance) -> Int {
    let id = Int(instance.file.pathID)
    while id >= fileOf.count { fileOf.append(contentsOf: repeatElement(-1, count: 1024)) }
    if fileOf[id] >= 0 { return Int(fileOf[id]) }
    fileOf[id] = Int32(files.count)
    files.append(Planted(file: instance.file, better: instance.better))
    return files.count - 1
  }

  /// Most objects get the same answers in every program: then the link is where it is expected.
  private mutating func add(
    _ answer: Walk.Answer, _ walk: Walk, to place: Int, expecting next: Int
  ) {
    let target = answer.instance < 0 ? -1 : walk.instances[Int(answer.instance)].file.pathID
    if next < files[place].answers.count {
      let link = files[place].answers[next]
      if link.name == answer.name, link.target == target, link.kind == answer.kind { return }
    }
    let isKnown = files[place].answers.contains {
      $0.name == answer.name && $0.target == target && $0.kind == answer.kind
    }
    if !isKnown {
      files[place].answers.append(
        Link(name: answer.name, kind: answer.kind, target: target, via: answer.via))
    }
  }

  func forest() -> Forest {
    var forest = Forest()
    let names = loader.catalogue.names
    forest.missing = misses
    forest.files = files.map { planted in
      var file = Forest.File(
        path: planted.file.path, needed: [], missing: [],
        variants: planted.better.map(Variant.init),
        file: planted.file.binary.file ?? Assembly.nothing)
      for link in planted.answers {
        if link.target < 0 {
          file.missing.append((names[link.name], link.kind))
        } else {
          file.needed.append(
            Forest.Edge(
              name: names[link.name], kind: link.kind, target: Int(fileOf[Int(link.target)]),
              via: link.via))
        }
      }
      return file
    }
    return forest
  }
}

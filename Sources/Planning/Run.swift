public import Loading
public import Packages
public import Profiles
public import Roots

/// One planning run: what is kept so far and why, and the worklist.
///
/// Analyzers call `keep` and `offer`; `Planner` drives them to the fixed point. Nothing here writes, looks at the clock, or reads anything but the
/// root and the request.
public final class Run {
  public let root: any Root
  public let loader: Loader
  public let request: Request
  /// Where things are in the root; walked when it is first asked.
  public let index: RootIndex
  /// Which package owns what; read when it is first asked.
  public let packages: PackageDatabase
  /// Knowledge that is data, as far as it applies.
  public let profiles: ActiveProfiles

  package private(set) var records: [RootPath: Record] = [:]
  /// The paths of `records`.
  private var paths = OrderedPaths()
  /// The files of several names of which one is kept: the others cost nothing.
  package private(set) var keptWithOtherNames: Set<Entry.Identity> = []
  package private(set) var missing: [Missing] = []
  package private(set) var notes: [Note] = []
  /// What some rule would have kept, had the evidence been asked for, or no `--drop` forbidden it.
  package internal(set) var declined: [RootPath: [Reason]] = [:]
  package internal(set) var offers = Offers()
  /// The words of the configuration that is kept: a plug-in that one of them names is wanted.
  public var configurationWords = ConfigurationWords()
  /// Those that stand in something else than a script or code: only these can be a list of what is used.
  public var listedWords: Set<[UInt8]> = []
  /// The files that those words come from.
  public var configurationFiles: Set<RootPath> = []
  /// See `passOver(_:)`.
  package internal(set) var passedOver: Set<RootPath> = []
  /// See `claim(_:)`.
  package var claims: Set<RootPath> = []
  /// See `readHooks(in:)`.
  package var readHooks: Set<RootPath> = []
  /// The answers of `hasSameContent`.
  package var sameContents: [Set<Entry.Identity>: Bool] = [:]
  /// The answer of `people`.
  package var knownPeople: [Person]?
  /// The answers of `program(named:)`.
  package var programs: [BytesKey: RootPath?] = [:]
  /// The programs that packages have, for who asks for them again; as of what said which of their files count.
  public var packagePrograms: (revision: Int, lists: [Package: [RootPath]]) = (0, [:])
  /// See `head(of:)`.
  package var heads: [RootPath: [UInt8]] = [:]
  /// The answer of `leadingSources`, until another program leads.
  private var knownSources: Set<[UInt8]>?
  /// Of what was offered and refused, the reasons that did not raise it.
  var judged: [RootPath: [Reason]] = [:]
  var worklist = Worklist()
  private var noted: Set<Note> = []
  private var missed: Set<Missing> = []
  private let dropped: [Glob]
  private let reasonLimit: Int

  package init(
    root: any Root, loader: Loader, request: Request, dropped: [Glob], profiles: ActiveProfiles,
    reasonLimit: Int
  ) {
    self.reasonLimit = reasonLimit
    self.root = root
    self.loader = loader
    self.request = request
    self.dropped = dropped
    self.profiles = profiles
    index = RootIndex(root: root)
    packages = PackageDatabase(root: root)
  }

  // MARK: Asking

  public func isKept(_ path: RootPath) -> Bool { records[path] != nil }

  public func standing(of path: RootPath) -> KeptFile.Standing? { records[path]?.standing }

  public var keptPaths: some Collection<RootPath> { records.keys }

  /// The same in order. What was put in order once is not put in order again.
  public var keptInOrder: [RootPath] { paths.inOrder() }

  public func keptFile(at path: RootPath) -> KeptFile? {
    records[path].map {
      KeptFile(
        path: path, entry: $0.entry, names: $0.names, reasons: $0.reasons, standing: $0.standing)
    }
  }

  /// The source packages of the programs that the application starts, essential ones left out.
  public func leadingSources() -> Set<[UInt8]> {
    if let knownSources { return knownSources }
    var result: Set<[UInt8]> = []
    for (path, record) in records
    where record.standing == .leading && record.entry.isExecutable {
      if let owner = packages.owner(of: path), !owner.isEssential { result.insert(owner.source) }
    }
    knownSources = result
    return result
  }

  // MARK: Keeping

  /// Keeps what `name` leads to (relative to `directory`), the links on the way and the directories above, all for `reason`.
  ///
  /// A directory is kept as an empty one; `keepTree` brings its content. What is not there is the caller's to judge.
  @discardableResult
  public func keep(
    _ name: some Collection<UInt8>, from directory: RootPath = .root, because reason: Reason,
    standing: KeptFile.Standing = .supporting
  ) throws(PlanningError) -> Outcome {
    try keep(because: reason, standing: standing) { () throws(RootError) in
      let asked =
        name.first == UInt8(ascii: "/")
        ? RootPath(name) : RootPath(directory.bytes + [UInt8(ascii: "/")] + name)
      return (asked, try root.resolve(name, from: directory))
    }
  }

  @discardableResult
  public func keep(
    _ path: RootPath, because reason: Reason, standing: KeptFile.Standing = .supporting
  ) throws(PlanningError) -> Outcome {
    try keep(because: reason, standing: standing) { () throws(RootError) in
      (path, try root.resolve(path))
    }
  }

  /// - Parameter resolve: answers the path that was asked for and where it leads.
  private func keep(
    because reason: Reason, standing: KeptFile.Standing,
    _ resolve: () throws(RootError) -> (asked: RootPath, resolution: Resolution)
  ) throws(PlanningError) -> Outcome {
    let asked: RootPath
    let resolution: Resolution
    do {
      (asked, resolution) = try resolve()
    } catch  where error.code == .symlinkLoop {
      note(Note(kind: "symlink-loop", path: error.path, text: error.description))
      return .absent(error.path)
    } catch {
      throw .root(error)
    }
    guard let entry = resolution.entry else { return .absent(resolution.path) }
    guard allows(reason, path: resolution.path, asked: asked) else {
      declined[resolution.path, default: []].append(reason)
      return .declined(resolution.path)
    }
    for link in resolution.links {
      try enter(link, because: Reason(.link, reason.evidence, from: resolution.path))
    }
    try enter(resolution.path, entry: entry, because: reason)
    believe(resolution.path, name: asked, links: resolution.links, standing: standing)
    return .kept(resolution.path)
  }

  /// Keeps a link itself, wherever it leads.
  public func keepLink(_ path: RootPath, because reason: Reason) throws(PlanningError) {
    guard allows(reason, path: path, asked: path) else {
      declined[path, default: []].append(reason)
      return
    }
    try enter(path, because: reason)
  }

  /// Directories that the root does not have either, above something that is written.
  private func makeParents(of path: RootPath, because reason: Reason) {
    for parent in path.ancestors where records[parent] == nil {
      let entry = Entry(
        kind: .directory, mode: 0o755, identity: Entry.Identity(volume: .max, number: 0))
      let record = Record(entry: entry, reasons: [reason])
      record.origin = .written([])
      record.analyzed = .leading
      put(record, at: parent)
    }
  }

  /// Adds something that the root does not have as it must be in the result, unless `--drop` forbids it.
  public func write(
    _ path: RootPath, entry: Entry, content: [UInt8], linkTarget: [UInt8]? = nil,
    because reason: Reason
  ) throws(PlanningError) {
    guard allows(reason, path: path, asked: path) else {
      declined[path, default: []].append(reason)
      return
    }
    try enter(path.parent, because: Reason(.parent, reason.evidence, from: path))
    makeParents(of: path, because: Reason(.parent, reason.evidence, from: path))
    let reasons = (records[path]?.reasons ?? []) + [reason]
    let record = Record(entry: entry, linkTarget: linkTarget, reasons: reasons)
    record.origin = .written(content)
    record.analyzed = .leading
    put(record, at: path)
    knownSources = nil
  }

  /// Says that something required is not there.
  public func miss(_ item: Missing) {
    if missed.insert(item).inserted { missing.append(item) }
  }

  public func note(_ note: Note) {
    if noted.insert(note).inserted { notes.append(note) }
  }

  /// Whether a profile says that nobody needs `path`: then neither a package nor a mentioned directory nor a profile brings it.
  public func isLeftOut(_ path: RootPath) -> Bool {
    profiles.verdict(on: path)?.isDropped == true
  }

  // MARK: Inside

  func allows(_ reason: Reason, path: RootPath, asked: RootPath) -> Bool {
    if reason.evidence > request.evidence && reason.rule != .keep { return false }
    if dropped.isEmpty || reason.isUndroppable { return true }
    return !dropped.contains { glob in
      // A pattern that matches a directory stands for all that is in it.
      ([path, asked] + path.ancestors).contains { glob.matches($0) }
    }
  }

  func enter(_ path: RootPath, because reason: Reason) throws(PlanningError) {
    guard let entry = try reading({ () throws(RootError) in try root.entry(at: path) }) else {
      return
    }
    try enter(path, entry: entry, because: reason)
  }

  private func enter(
    _ path: RootPath, entry: Entry, because reason: Reason
  ) throws(PlanningError) {
    if let record = records[path] {
      add(reason, to: record)
      return
    }
    let record = Record(entry: entry, reasons: [reason])
    if entry.isSymlink {
      record.linkTarget = try reading { () throws(RootError) in try root.linkTarget(at: path) }
    }
    put(record, at: path)
    if entry.isRegular, entry.linkCount > 1 { keptWithOtherNames.insert(entry.identity) }
    // The directories above, until one is known already.
    var child = path
    while !child.isRoot {
      let parent = child.parent
      if records[parent] != nil { break }
      guard let entry = try reading({ () throws(RootError) in try root.entry(at: parent) }) else {
        break
      }
      put(
        Record(entry: entry, reasons: [Reason(.parent, reason.evidence, from: path)]), at: parent)
      child = parent
    }
  }

  private func put(_ record: Record, at path: RootPath) {
    if records.updateValue(record, forKey: path) == nil { paths.add(path) }
  }

  private func add(_ reason: Reason, to record: Record) {
    if reason.rule == .parent || reason.rule == .link, !record.reasons.isEmpty { return }
    if record.reasons.count < reasonLimit, !record.reasons.contains(reason) {
      record.reasons.append(reason)
    } else if reason.evidence < (record.reasons.map(\.evidence).min() ?? .possible) {
      record.reasons[record.reasons.count - 1] = reason
    }
  }

  /// Raises the standing of a kept file and remembers the names it was asked by; queues it where that changes something.
  private func believe(
    _ path: RootPath, name: RootPath, links: [RootPath], standing: KeptFile.Standing
  ) {
    guard let record = records[path] else { return }
    var changed = false
    for name in [name] + links where !record.names.contains(name) && record.names.count < 8 {
      record.names.append(name)
      changed = true
    }
    if standing > record.standing {
      record.standing = standing
      changed = true
      if standing == .leading { knownSources = nil }
    }
    if changed, record.standing > .passive, record.entry.isRegular { worklist.add(path) }
  }
}

extension Reason {
  /// What no `--drop` may remove: without it the program does not start.
  package var isUndroppable: Bool {
    rule == .needed || rule == .interpreter || rule == .commandLine
  }
}

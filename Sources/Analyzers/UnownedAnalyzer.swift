internal import Packages
internal import Planning
internal import Roots

/// What no package owns: somebody put it there on purpose.
///
/// Outside the places of the distribution (/usr but /usr/local, /var but a few) an unowned file is the author's: the application, its
/// configuration, its certificates, its web pages. What maintainer scripts, package managers and tools generate is told apart by place
/// (`distribution-places`, `author-places` and `generated` in Profiles/conventions.yaml).
final class UnownedAnalyzer: Analyzer {
  let name = "unowned"
  private var done = false
  /// Configuration of packages of which nothing runs so far, by its directory in /etc.
  private var waiting: [RootPath: [RootPath]] = [:]
  /// What looks like a secret, which only who names it gets, or whose state it is part of.
  private var secrets: [RootPath] = []
  private let foreign = ForeignState()
  /// What the author left for programs that nothing shows to run so far, and how it was when these were last looked at.
  private var hooks: [(path: RootPath, kind: Entry.Kind)] = []
  private var hooksRevision = 0
  /// The sources of the packages that have something in a directory of /etc.
  private var configured: [RootPath: Set<[UInt8]>] = [:]

  /// After the first round: by then the profiles of what runs have said what nobody needs.
  func settle(_ run: Run) throws(PlanningError) {
    // Known once for all of these: what they keep is for the next round.
    var known: Set<[UInt8]>?
    func present() -> Set<[UInt8]> {
      let sources = known ?? sourcesThatRun(run)
      known = sources
      return sources
    }
    if !waiting.isEmpty { try release(present(), run) }
    if !foreign.isEmpty { try releaseState(present, run) }
    try releaseSecrets(present, run)
    if done { return try releaseHooks(present, run) }
    done = true
    var knownRunning: ForeignState.Present?
    func running() -> ForeignState.Present {
      let running = knownRunning ?? ForeignState.Present(run)
      knownRunning = running
      return running
    }
    // The directories that are litter, or in one: the paths above a path come before it.
    var litter: Set<RootPath> = []
    for (path, kind) in try run.index.everything() {
      guard kind == .regular || kind == .symlink || kind == .directory else { continue }
      if kind == .directory, run.isLitter(path, .directory) || litter.contains(path.parent) {
        litter.insert(path)
      }
      // The cheap questions first: this is asked of every file of the root.
      let isOwned = kind == .symlink ? run.packages.isOwned(path) : run.packages.isListed(path)
      guard !isOwned, run.isAuthors(path) || run.isReadHook(path), !run.isClaimed(path) else {
        continue
      }
      if run.isDocumentation(path) {
        if run.isUnreadHook(path) { hooks.append((path, kind)) }
        continue
      }
      guard !run.isLeftOut(path), !litter.contains(path.parent),
        !run.isLitter(path, .directory), !run.isLitter(path, .regular)
      else { continue }
      if try foreign.holds(path, kind, besides: running, run) { continue }
      try keep(path, kind, present, run)
    }
    hooksRevision = run.conventionsRevision
    try releaseSecrets(present, run)
  }

  private func keep(
    _ path: RootPath, _ kind: Entry.Kind, _ present: () -> Set<[UInt8]>, _ run: Run
  ) throws(PlanningError) {
    let reason = Reason(.unowned, .likely)
    switch kind {
    case .directory: try run.keep(path, because: reason, standing: .passive)
    case .symlink: try run.keepLink(path, because: reason)
    default:
      if try Secrets.isSecret(path, run) {
        secrets.append(path)
        return
      }
      // What lies in /var/lib is data that somebody left for the program.
      if path.isWithin("/var/lib") {
        if path.parent != "/var/lib" { try run.keep(path, because: reason, standing: .passive) }
        return
      }
      // `pre-push.sample`, `local.conf.example` are there to be copied: nothing runs or reads them.
      let isSample =
        path.name.suffix(7).elementsEqual(".sample".utf8)
        || path.name.suffix(8).elementsEqual(".example".utf8)
      let isSkeleton = try Self.isSkeleton(path, run)
      if isSample || isSkeleton || run.isSwitchedOff(path) {
        try run.keep(path, because: reason, standing: .passive)
      } else if let directory = Self.ownDirectory(of: path, run),
        try isOfNothing(in: present(), directory, run)
      {
        try run.keep(path, because: reason, standing: .passive)
        waiting[directory, default: []].append(path)
      } else {
        try run.keep(path, because: reason, standing: .leading)
      }
    }
  }

  /// Keeps what the author left for a program that has come to run meanwhile.
  private func releaseHooks(
    _ present: () -> Set<[UInt8]>, _ run: Run
  ) throws(PlanningError) {
    guard hooksRevision != run.conventionsRevision else { return }
    hooksRevision = run.conventionsRevision
    let waiting = hooks
    hooks = []
    for (path, kind) in waiting {
      if run.isUnreadHook(path) {
        hooks.append((path, kind))
      } else if !run.isDocumentation(path), !run.isLeftOut(path), !run.isLitter(path, kind) {
        try keep(path, kind, present, run)
      }
    }
  }

  /// Says which secrets nothing came to name.
  func finish(_ run: Run) throws(PlanningError) {
    for path in secrets where !run.isKept(path) {
      run.note(
        Note(
          kind: "left-out-secret", path: path,
          text: "left out '\(path)': it looks like a secret and nothing names it (--keep keeps it)")
      )
    }
  }

  /// Keeps the secrets in the state directory of a package of what runs: they are its own, whatever names it makes of hosts and people.
  private func releaseSecrets(
    _ present: () -> Set<[UInt8]>, _ run: Run
  ) throws(PlanningError) {
    guard secrets.contains(where: { $0.isWithin("/var/lib") }) else { return }
    let present = present()
    for path in secrets where path.isWithin("/var/lib") && path.components.count > 3 {
      let directory = RootPath("/var/lib").appending(path.components[2])
      guard let owner = run.packages.owner(of: directory), present.contains(owner.source) else {
        continue
      }
      try run.keep(path, because: Reason(.unowned, .likely), standing: .passive)
    }
    secrets.removeAll { run.isKept($0) }
  }

  /// Keeps the state of a service that came to run.
  private func releaseState(
    _ present: () -> Set<[UInt8]>, _ run: Run
  ) throws(PlanningError) {
    for (path, kind) in try foreign.released(run) {
      try keep(path, kind, present, run)
    }
  }

  // MARK: Configuration of what does not run

  /// The directory of /etc that a file is in, where that is of one thing.
  private static func ownDirectory(of path: RootPath, _ run: Run) -> RootPath? {
    let components = path.components
    guard components.count > 2, path.isWithin("/etc") else { return nil }
    let directory = RootPath("/etc").appending(components[1])
    return run.isPrivate(directory) ? directory : nil
  }

  /// Whether packages have something in a directory, and none of them is of the sources given.
  private func isOfNothing(
    in present: Set<[UInt8]>, _ directory: RootPath, _ run: Run
  ) throws(PlanningError) -> Bool {
    let sources: Set<[UInt8]>
    if let known = configured[directory] {
      sources = known
    } else {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      sources = Set(
        ([directory] + children.map { directory.appending($0.name) })
          .compactMap { run.packages.owner(of: $0)?.source })
      configured[directory] = sources
    }
    return !sources.isEmpty && sources.isDisjoint(with: present)
  }

  /// The sources of the packages that kept files come from, and of those that these packages rely on.
  private func sourcesThatRun(_ run: Run) -> Set<[UInt8]> {
    var result: Set<[UInt8]> = []
    for package in run.keptPackages(where: \.entry.isRegular) {
      result.insert(package.source)
      for other in run.packages.dependencies(of: package) { result.insert(other.source) }
    }
    return result
  }

  /// Has the configuration read that is of packages which came to run.
  private func release(_ present: Set<[UInt8]>, _ run: Run) throws(PlanningError) {
    for directory in waiting.keys.sorted()
    where try !isOfNothing(in: present, directory, run) {
      for path in waiting.removeValue(forKey: directory) ?? [] {
        try run.keep(path, because: Reason(.unowned, .likely), standing: .leading)
      }
    }
  }

  /// Whether a file came into somebody's home directory with it: as useradd(8) copies it from /etc/skel. It is there for people who log in.
  private static func isSkeleton(_ path: RootPath, _ run: Run) throws(PlanningError) -> Bool {
    guard path.name.first == UInt8(ascii: ".") else { return false }
    let original = RootPath("/etc/skel").appending(path.name)
    return try reading { () throws(RootError) -> Bool in
      guard let copied = try run.root.entry(at: original), copied.isRegular,
        let entry = try run.root.entry(at: path), entry.size == copied.size, entry.size < 1 << 20
      else { return false }
      return try run.root.bytes(of: path) == run.root.bytes(of: original)
    }
  }
}

extension Reason.Rule {
  /// No package owns it.
  static let unowned = Reason.Rule(rawValue: "unowned")
}

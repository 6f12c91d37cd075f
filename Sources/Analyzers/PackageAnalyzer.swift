internal import Loading
internal import Packages
internal import Planning
internal import Profiles
internal import Roots
internal import Scanning

/// Package ownership: the package of a program that the application starts brings its runtime files.
///
/// Whoever packaged it listed what it needs to run: plug-ins, data under /usr/share/NAME, default configuration under /etc, state directories under
/// /var. Packages that it depends on and that are built from the same source count as the same. Documentation, manuals, headers, translations, hooks for
/// init systems, other programs on PATH and modules of languages do not come this way; objects and scripts are offered, not kept. Programs come where
/// their texts name them (`PackagePrograms`). Code of a package that the application's configuration names (the pages of a web server) brings its
/// package likewise. Of languages whose imports nothing follows, the modules of all packages come that it depends on.
final class PackageAnalyzer: Analyzer {
  let name = "package"
  private var done: Set<Package> = []
  /// Names of plug-ins in what is available and not enabled; those that are enabled come by what enables them.
  private var switchedOff: Set<[UInt8]> = []
  private let requested: RequestedPrograms
  private let texts: ObjectTexts
  /// Large data, which stays where a program of its package says its name.
  private var large: [RootPath] = []
  private var dependencies: DependencyPrograms?

  init(requested: RequestedPrograms, texts: ObjectTexts) {
    self.requested = requested
    self.texts = texts
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    let isServed = Self.isServed(file, run)
    guard isServed || (file.standing == .leading && file.entry.isExecutable),
      let owner = run.packages.owner(of: file.path), !owner.isEssential, !done.contains(owner)
    else { return }
    let family = run.packages.kin(of: owner)
    for package in family where !done.contains(package) {
      try collectSwitchedOff(by: package, run)
    }
    let isHeard = RequestedPrograms.areHeard(from: file)
    var programs = PackagePrograms(
      own: Self.programs(of: family, run),
      requested: isHeard ? try requested.programs(besides: owner, run) : [:],
      related: isHeard ? relatedPrograms(run).programs(forOwnerOf: file.path) : [:])
    for package in family where done.insert(package).inserted {
      try keepFiles(
        of: package, because: Reason(.package, .likely, from: file.path, detail: package.name),
        naming: &programs, followsLinks: isServed, run)
    }
    try keepAdditions(to: family, becauseOf: file.path, run)
    if !isServed { try ServerTools.offer(besides: file, of: owner, run) }
    try keepModules(
      of: isServed ? family : family.filter { !modules(of: $0, run).isEmpty },
      neededBy: file.path, run)
  }

  /// What other packages bring for these.
  private func keepAdditions(
    to family: [Package], becauseOf file: RootPath, _ run: Run
  ) throws(PlanningError) {
    let additions =
      try PackageExtensions.files(extending: family, run)
      + PackageExtensions.files(supplementing: family, run)
    for (package, path) in additions {
      let reason = Reason(.package, .likely, from: file, detail: package.name)
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard let entry, !Self.isLeftOut(path, run) else { continue }
      if entry.isSymlink {
        try run.keepLink(path, because: reason)
      } else if entry.isRegular, try run.isCode(path) {
        try run.offer(path, because: reason)
      } else if entry.isRegular {
        try run.keep(path, because: reason, standing: .passive)
        // Its other name, where several versions of a package have a file of that kind.
        for link in run.packages.alternativeLinks(to: path) {
          try run.keep(link, because: reason, standing: .passive)
        }
      }
    }
  }

  private static func programs(of family: [Package], _ run: Run) -> [BytesKey: RootPath] {
    var result: [BytesKey: RootPath] = [:]
    for package in family {
      for path in run.packages.files(of: package) where path.parent.holdsPrograms {
        result[BytesKey(Array(path.name))] = path
      }
    }
    return result
  }

  private func relatedPrograms(_ run: Run) -> DependencyPrograms {
    let known = dependencies ?? DependencyPrograms(run: run)
    dependencies = known
    return known
  }

  /// Whether the application's configuration names code of a package in a directory of its own, as a web server's does whose pages a package brought.
  private static func isServed(_ file: KeptFile, _ run: Run) -> Bool {
    ProgramText.isCode(file.path) && !file.path.isWithin("/etc")
      && file.reasons.contains { reason in
        guard reason.rule == .configurationFile, let from = reason.from else { return false }
        // Code says what it runs in other ways.
        return run.standing(of: from) == .leading && !ProgramText.isCode(from)
          && run.keptFile(at: from)?.entry.isExecutable == false
      }
      && run.isPrivate(file.path.parent) && !run.isClaimed(file.path) && !run.isModule(file.path)
  }

  /// Modules of a language whose imports are not followed: those of all packages that these depend on, step by step.
  private func keepModules(
    of family: [Package], neededBy path: RootPath, _ run: Run
  ) throws(PlanningError) {
    var pending = family
    var seen = Set(family)
    while let package = pending.popLast() {
      for other in run.packages.dependencies(of: package)
      where !other.isEssential && seen.insert(other).inserted {
        let files = modules(of: other, run)
        if files.isEmpty { continue }
        pending.append(other)
        for file in files where !run.isLeftOut(file) && !run.isDocumentation(file) {
          let entry = try reading { () throws(RootError) in try run.root.entry(at: file) }
          guard entry?.isRegular == true || entry?.isSymlink == true else { continue }
          try run.keep(
            file, because: Reason(.package, .likely, from: path, detail: other.name),
            standing: .passive)
        }
      }
    }
  }

  private func modules(of package: Package, _ run: Run) -> [RootPath] {
    run.packages.files(of: package).filter { run.profiles.has($0, in: .dependedModules) }
  }

  /// The plug-ins that a package's configuration would load if somebody switched that on.
  private func collectSwitchedOff(by package: Package, _ run: Run) throws(PlanningError) {
    for path in run.packages.files(of: package)
    where path.isWithin("/etc") && run.isSwitchedOff(path) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard let entry, entry.isRegular, entry.size <= 65536 else { continue }
      try reading { () throws(RootError) in
        try run.root.withContent(of: path) { (text) throws(RootError) in
          TextTokens.forEach(in: text) { word, _ in
            let name = RootPath(word).name
            if name.suffix(3).elementsEqual(".so".utf8) { switchedOff.insert(Array(name)) }
          }
        }
      }
    }
  }

  private func keepFiles(
    of package: Package, because reason: Reason, naming programs: inout PackagePrograms,
    followsLinks: Bool, _ run: Run
  ) throws(PlanningError) {
    for path in run.packages.files(of: package) where !Self.isLeftOut(path, run) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard let entry else { continue }
      switch entry.kind {
      case .directory:
        if !path.isWithin("/usr") { try run.keep(path, because: reason, standing: .passive) }
        // The links in it belong to no package, and say what counts.
        if path.isWithin("/etc"), path.name.suffix(8).elementsEqual("-enabled".utf8) {
          try run.keepTree(path, because: reason, standing: .supporting)
        }
      case .regular:
        if switchedOff.contains(Array(path.name)) { continue }
        if try run.isCode(path) {
          try run.offer(path, because: reason)
        } else if entry.size > Self.largeData {
          try run.offer(path, because: reason)
          large.append(path)
        } else {
          try run.keep(
            path, because: reason, standing: path.isWithin("/etc") ? .supporting : .passive)
          try programs.keep(namedIn: path, entry, run)
        }
      case .symlink:
        let resolution = try? run.root.resolve(path)
        if let real = resolution?.path, resolution?.entry?.isRegular == true, try run.isCode(real) {
          try run.offer(real, because: reason, links: [path] + (resolution?.links ?? []))
        } else {
          try run.keepLink(path, because: reason)
          if followsLinks, let resolution { try keepTarget(of: path, resolution, reason, run) }
        }
      default: break
      }
    }
  }

  /// What a link in pages leads to: scripts for browsers that another package brought.
  private func keepTarget(
    of link: RootPath, _ resolution: Resolution, _ reason: Reason, _ run: Run
  ) throws(PlanningError) {
    let real = resolution.path
    guard let entry = resolution.entry, !run.isDocumentation(real), !run.isLeftOut(real) else {
      return
    }
    if entry.isRegular {
      try run.keep(link, because: reason, standing: .passive)
    } else if entry.isDirectory, real.isWithin("/usr"), run.isPrivate(real) {
      try run.keepTree(
        real, because: reason, standing: .passive,
        leaveOut: { path, kind in run.isDocumentation(path) || run.isLitter(path, kind) })
    }
  }

  private static let largeData: UInt64 = 16 << 20

  /// Whether one of `names` is that name, or ends with it behind a mark: linkers let a string be the end of another.
  private static func says(_ names: StringSet, _ name: ArraySlice<UInt8>) -> Bool {
    names.contains(Array(name))
      || names.contains { other in
        guard other.count > name.count, other.suffix(name.count).elementsEqual(name) else {
          return false
        }
        return "_-.".utf8.contains(other[other.count - name.count - 1])
      }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard !large.isEmpty else { return }
    let waiting = large
    large = []
    for program in run.keptInOrder where run.standing(of: program) == .leading {
      guard let owner = run.packages.owner(of: program),
        let object = try? run.loader.object(at: program)
      else { continue }
      let names = try texts.scan(program, object, run).names
      for path in waiting
      where Self.says(names, path.name) && run.packages.owner(of: path)?.source == owner.source {
        try run.keep(
          path, because: Reason(.mention, .likely, from: program, detail: Array(path.name)),
          standing: .passive)
      }
    }
  }

  /// What a package's list has for other purposes than running the program.
  private static func isLeftOut(_ path: RootPath, _ run: Run) -> Bool {
    run.isDocumentation(path) || run.isLeftOut(path) || run.isModule(path)
      || run.isSwitchedOff(path) || run.isClaimed(path)
      || path.parent.holdsPrograms || path.isWithin("/var/cache")
  }
}

extension Reason.Rule {
  /// The file's package is the application's.
  static let package = Reason.Rule(rawValue: "package")
}

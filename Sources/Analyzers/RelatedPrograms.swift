internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Programs that a packaged program may start by name, since its packager saw to it that they are there.
enum RelatedPrograms {
  /// By name, those of a file's own package, of those that it depends on or recommends.
  static func programs(
    for path: RootPath, _ run: Run
  ) throws(PlanningError) -> [[UInt8]: [RootPath]] {
    guard let owner = run.packages.owner(of: path) else { return [:] }
    return try programs(of: packages(of: owner, run), besides: path, run)
  }

  /// A package with its family, and those that these depend on or recommend.
  static func packages(of owner: Package, _ run: Run) -> [Package] {
    var related = run.packages.family(of: owner)
    for package in related {
      let recommended = run.packages.recommendations(of: package)
      // One that is split in packages is all of them (`python3` for what `python3-minimal` has).
      related += run.packages.dependencies(of: package).flatMap { run.packages.family(of: $0) }
      related += recommended
      // A package without files stands for others of its source.
      for other in recommended where other.source == owner.source {
        related += run.packages.family(of: other)
      }
    }
    return related
  }

  /// Offers a program under the name that leads to it.
  static func offer(
    _ program: RootPath, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    let found = try reading { () throws(RootError) in try run.root.resolve(program) }
    try run.offer(found.path, because: reason, links: found.links)
  }

  /// By name, those that are built from the same source as a file of `owner`.
  static func siblings(
    of path: RootPath, _ owner: Package, _ run: Run
  ) throws(PlanningError) -> [[UInt8]: [RootPath]] {
    var siblings = run.packages.family(of: owner)
    for package in run.packages.recommendations(of: owner) where package.source == owner.source {
      siblings += run.packages.family(of: package)
    }
    return try programs(of: siblings, besides: path, run)
  }

  /// Keeps a program, under the name by which PATH leads to it too where that is another one (`/usr/bin/x -> /usr/lib/x/2/x`).
  static func keep(
    _ path: RootPath, named word: [UInt8], because reason: Reason, standing: KeptFile.Standing,
    _ run: Run
  ) throws(PlanningError) {
    try run.keep(path, because: reason, standing: standing)
    guard let searched = try run.program(named: word), searched != path else { return }
    let isSame = try reading { () throws(RootError) in
      try run.root.resolve(searched).path == run.root.resolve(path).path
    }
    if isSame { try run.keep(searched, because: reason, standing: standing) }
  }

  private static func programs(
    of related: [Package], besides path: RootPath, _ run: Run
  ) throws(PlanningError) -> [[UInt8]: [RootPath]] {
    var result: [[UInt8]: [RootPath]] = [:]
    var seen: Set<Package> = []
    for package in related where !package.isEssential && seen.insert(package).inserted {
      for file in try programs(of: package, run) where file != path {
        if try run.hasSameContent(file, path) { continue }
        result[Array(file.name), default: []].append(file)
      }
    }
    return result
  }

  /// All programs of a package, which many files ask for.
  private static func programs(of package: Package, _ run: Run) throws(PlanningError) -> [RootPath]
  {
    if run.packagePrograms.revision != run.conventionsRevision {
      run.packagePrograms = (run.conventionsRevision, [:])
    }
    if let known = run.packagePrograms.lists[package] { return known }
    var result: [RootPath] = []
    for file in run.packages.files(of: package) {
      guard
        directories.contains(Array(file.parent.name)) || file.isWithin("/usr/libexec")
          || (file.isWithin("/usr/lib") && !run.isModule(file))
      else { continue }
      let entry = try reading { () throws(RootError) in try run.root.entry(at: file) }
      guard let entry, entry.isExecutable || entry.isSymlink,
        !run.profiles.has(name: file.name, in: .administrationCommands),
        !run.isDocumentation(file),
        !file.name.split(separator: UInt8(ascii: ".")).contains(where: {
          $0.elementsEqual("so".utf8)
        })
      else { continue }
      result.append(file)
    }
    run.packagePrograms.lists[package] = result
    return result
  }

  /// The names of directories of programs.
  static let directories = Set(["bin", "sbin", "games", "libexec"].map { Array($0.utf8) })
}

internal import Loading
internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Packages of nothing but data of which no other rule keeps anything: style sheets, dictionaries, archives of Java classes.
///
/// Nobody types the name of data, and nothing links with it. So who asked for such a package by name has something in the image that will read it,
/// though what names it may come from outside: a document, a build file. The same holds for whoever packaged a program that is kept
/// and has it depend on such a package. Modules of a language count as such data where the package that people asked for depends on that of the application:
/// they extend it.
final class DataPackageAnalyzer: Analyzer {
  let name = "data-package"
  private var asked: Bool = false
  private var leading: Set<Package> = []
  /// The packages of all programs that are kept.
  private var started: Set<Package> = []
  private var done: Set<Package> = []
  private var total: UInt64 = 0

  /// More than this is kept only where something names it: of what people asked for, of what a program's package depends on, of all together.
  private static let largestAsked: UInt64 = 24 << 20
  private static let largestNeeded: UInt64 = 16 << 20
  private static let largestTotal: UInt64 = 48 << 20
  /// Where people asked for more of them than this, the root is for many purposes.
  private static let most = 12

  func settle(_ run: Run) throws(PlanningError) {
    for path in run.keptInOrder {
      let isLeading = run.standing(of: path) == .leading
      guard isLeading || path.parent.holdsPrograms,
        run.keptFile(at: path)?.entry.isExecutable == true,
        let owner = run.packages.owner(of: path), !owner.isEssential
      else { continue }
      if isLeading { leading.insert(owner) }
      guard started.insert(owner).inserted else { continue }
      for package in run.packages.family(of: owner) {
        let reason = Reason(.dataPackage, .likely, from: path, detail: package.name)
        try keepData(neededBy: package, because: reason, run)
      }
    }
    if asked { return }
    asked = true
    var found: [(package: Package, data: Data)] = []
    for package in run.packages.requested where !done.contains(package) {
      let extends = run.packages.dependencies(of: package).contains(where: leading.contains)
      if let data = try data(of: package, modules: extends, run), data.size <= Self.largestAsked {
        found.append((package, data))
      }
    }
    if found.isEmpty { return }
    // What another package relies on is that one's matter: base systems are put together of packages that are all asked for by name.
    var relied: Set<Package> = []
    for package in run.packages.packages {
      relied.formUnion(run.packages.dependencies(of: package))
    }
    found.removeAll { relied.contains($0.package) }
    guard found.count <= Self.most else { return }
    for (package, data) in found {
      let reason = Reason(.dataPackage, .likely, detail: package.name)
      try keep(data, of: package, because: reason, run)
      try keepData(neededBy: package, because: reason, run)
      try keepPrograms(neededBy: package, run)
    }
  }

  /// The program that gives a package its name, where such data depends on it and people asked for it by name, too: compiled modules of a language
  /// (R's) start it, and nobody can read that in them.
  private func keepPrograms(neededBy package: Package, _ run: Run) throws(PlanningError) {
    for other in run.packages.dependencies(of: package)
    where other.isRequested && !other.isEssential {
      for path in run.packages.files(of: other)
      where path.parent.holdsPrograms && path.name.elementsEqual(other.name) {
        try run.keep(
          path, because: Reason(.dataPackage, .likely, detail: package.name), standing: .leading)
      }
    }
  }

  private func keepData(
    neededBy package: Package, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    var pending = [package]
    while let next = pending.popLast() {
      for other in run.packages.dependencies(of: next)
      where !other.isEssential && !done.contains(other) {
        guard let data = try data(of: other, modules: false, run), data.size <= Self.largestNeeded
        else { continue }
        var reason = reason
        reason.detail = other.name
        try keep(data, of: other, because: reason, run)
        try keepPrograms(neededBy: other, run)
        pending.append(other)
      }
    }
  }

  private func keep(
    _ data: Data, of package: Package, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    guard total + data.size <= Self.largestTotal, done.insert(package).inserted else { return }
    total += data.size
    for path in data.files {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      if entry?.isSymlink == true {
        try run.keepLink(path, because: reason)
      } else if run.isModule(path) || run.isClaimed(path) {
        // What it imports in turn is its language's matter.
        try run.keep(path, because: reason, standing: .supporting)
      } else if entry?.isRegular == true, try !run.isCode(path) {
        try run.keep(path, because: reason, standing: .passive)
      } else if entry?.isRegular == true {
        // Extensions under another name than a library's (`.oct`).
        try run.offer(path, because: reason, links: [])
      }
    }
  }

  private struct Data {
    var files: [RootPath] = []
    var size: UInt64 = 0
  }

  /// nil where a package has programs, libraries or nothing to read, or where something of it is kept; and where it has modules of languages, unless
  /// `modules` says that they extend the application.
  private func data(
    of package: Package, modules: Bool, _ run: Run
  ) throws(PlanningError) -> Data? {
    var result = Data()
    for path in run.packages.files(of: package) where !run.isDocumentation(path) {
      if path.parent.holdsPrograms || path.name.namesSharedObject { return nil }
      if !modules, run.isModule(path) || run.isClaimed(path) { return nil }
      if path.isWithin("/var/cache") || run.isLeftOut(path) { continue }
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard let entry, !entry.isDirectory else { continue }
      if run.isKept(path) { return nil }
      result.files.append(path)
      if entry.isRegular { result.size += entry.size }
    }
    return result.size > 0 ? result : nil
  }
}

extension Reason.Rule {
  /// A package of nothing but data, of which no other rule keeps anything.
  static let dataPackage = Reason.Rule(rawValue: "data-package")
}

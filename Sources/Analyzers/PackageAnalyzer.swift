internal import Packages
internal import Planning
internal import Roots

/// Package ownership: the package of a program that the application starts brings its runtime files.
///
/// Whoever packaged it listed what it needs to run: plug-ins, data under /usr/share/NAME, default configuration under /etc, state directories under
/// /var. Packages that it depends on and that are built from the same source count as the same. Documentation, manuals, headers, translations, hooks for
/// init systems, other programs on PATH and modules of languages do not come this way; objects and scripts are offered, not kept.
final class PackageAnalyzer: Analyzer {
  let name = "package"
  private var done: Set<Package> = []

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.standing == .leading, file.entry.isExecutable,
      let owner = run.packages.owner(of: file.path), !owner.isEssential, !done.contains(owner)
    else { return }
    for package in run.packages.family(of: owner) where done.insert(package).inserted {
      try keepFiles(
        of: package, because: Reason(.package, .likely, from: file.path, detail: package.name), run)
    }
  }

  private func keepFiles(
    of package: Package, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    for path in run.packages.files(of: package) where !Self.isLeftOut(path, run) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard let entry else { continue }
      switch entry.kind {
      case .directory:
        if !path.isWithin("/usr") { try run.keep(path, because: reason, standing: .passive) }
      case .regular:
        if try run.isCode(path) {
          run.offer(path, because: reason)
        } else if entry.size > Self.largeData {
          run.offer(path, because: reason)
        } else {
          try run.keep(
            path, because: reason, standing: path.isWithin("/etc") ? .supporting : .passive)
        }
      case .symlink:
        let resolution = try? run.root.resolve(path)
        if let real = resolution?.path, resolution?.entry?.isRegular == true, try run.isCode(real) {
          run.offer(real, because: reason, links: [path] + (resolution?.links ?? []))
        } else {
          try run.keepLink(path, because: reason)
        }
      default: break
      }
    }
  }

  private static let largeData: UInt64 = 16 << 20

  /// What a package's list has for other purposes than running the program.
  private static func isLeftOut(_ path: RootPath, _ run: Run) -> Bool {
    run.isDocumentation(path) || run.isLeftOut(path) || LanguageTrees.contains(path)
      || programDirectories.contains(path.parent) || path.isWithin("/var/cache")
  }

  private static let programDirectories: Set<RootPath> = [
    "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/games", "/usr/local/bin", "/usr/local/sbin",
  ]
}

extension Reason.Rule {
  /// The file's package is the application's.
  static let package = Reason.Rule(rawValue: "package")
}

internal import Packages
internal import Planning
internal import Roots

/// `--metadata`: the databases of package managers cut to the packages of which something is kept, and the licences of those.
///
/// Scanners (trivy, grype, syft) and auditors ask these which packages a root is made of. Nothing in the result reads them, so they come
/// after the fixed point: they bring in no package, and nothing else either. A package is there when a file or link of its list is
/// kept; a directory alone is nobody's.
struct PackageMetadataAnalyzer: Analyzer {
  let name = "package-metadata"

  func finish(_ run: Run) throws(PlanningError) {
    guard run.request.metadata != .none else { return }
    let kept = keptPackages(run)
    if run.request.metadata == .full {
      for (package, witness) in kept { try LicenseFiles(run: run).keep(of: package, witness) }
    }
    try keepRelease(run)
    try writeDatabases(kept.map(\.package), run)
    for problem in run.packages.problems {
      run.note(Note(kind: "package-database", path: problem.file, text: "\(problem)"))
    }
  }

  /// In the order of the databases, each with the first of its files that is kept.
  private func keptPackages(_ run: Run) -> [(package: Package, witness: RootPath)] {
    var witnesses: [Package: RootPath] = [:]
    for path in run.keptInOrder {
      guard let file = run.keptFile(at: path), !file.entry.isDirectory,
        let owner = run.packages.owner(of: path), witnesses[owner] == nil
      else { continue }
      witnesses[owner] = path
    }
    return run.packages.packages.compactMap { package in
      witnesses[package].map { (package, $0) }
    }
  }

  /// What tells scanners which distribution, and which release of it, the packages are from.
  private static let release: [StaticString] = [
    "/etc/*-release", "/etc/debian_version", "/etc/system-release-cpe",
    "/usr/lib/{os,system}-release",
  ]

  private func keepRelease(_ run: Run) throws(PlanningError) {
    for pattern in Self.release {
      guard let glob = try? Glob("\(pattern)".utf8) else { continue }
      let found = try reading { () throws(RootError) in try run.root.glob(glob) }
      for path in found {
        try run.keep(
          path,
          because: Reason(
            .packageMetadata, .required, detail: Array("which distribution this is".utf8)),
          standing: .passive)
      }
    }
  }

  private func writeDatabases(_ packages: [Package], _ run: Run) throws(PlanningError) {
    guard !packages.isEmpty else { return }
    let cut = run.packages.cut(keeping: packages) { run.isKept($0) }
    let reason = Reason(
      .packageMetadata, .required,
      detail: Array("which packages this is made of (\(packages.count))".utf8))
    for path in cut.kept { try run.keep(path, because: reason, standing: .passive) }
    for file in cut.written {
      // Who asked for the whole of it has it. A program that reads it must see what is there.
      if run.keptFile(at: file.path)?.reasons.contains(where: { $0.rule == .keep }) == true {
        continue
      }
      let entry = try reading { () throws(RootError) in try run.root.entry(at: file.path) }
      guard var entry, entry.isRegular else { continue }
      entry.size = UInt64(file.bytes.count)
      try run.write(file.path, entry: entry, content: file.bytes, because: reason)
    }
    for directory in cut.aliases {
      try run.keep(directory, because: reason, standing: .passive)
    }
    // The names that package managers and scanners use may lead through links.
    for place in PackageDatabase.places {
      let resolution = try? run.root.resolve(place)
      guard let real = resolution?.path, run.isKept(real) else { continue }
      try run.keep(place, because: reason, standing: .passive)
    }
  }
}

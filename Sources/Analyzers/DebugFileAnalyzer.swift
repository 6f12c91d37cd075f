internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Debugging information in files of its own, for the objects that are kept: /usr/lib/debug/.build-id/ab/cdef.debug by the build identifier (gdb(1), "Separate Debug
/// Files").
///
/// Nobody needs it but tools that look into other programs. Such a tool's package depends on a package of nothing else (a memory checker cannot do
/// without the loader's symbols), or people asked for one by name.
struct DebugFileAnalyzer: Analyzer {
  let name = "debug-file"
  private static let place: RootPath = "/usr/lib/debug/.build-id"

  func finish(_ run: Run) throws(PlanningError) {
    let there = try reading { () throws(RootError) in try run.root.children(of: Self.place) }
    guard there != nil else { return }
    let packages = try wanted(run)
    if packages.isEmpty { return }
    for path in run.keptInOrder {
      guard let object = try? run.loader.object(at: path),
        let file = try file(of: path, object, run),
        let owner = run.packages.owner(of: file), let cause = packages[owner]
      else { continue }
      try run.keep(
        file, because: Reason(.debugFile, .likely, from: path, detail: cause), standing: .passive)
    }
  }

  /// Packages of nothing but debugging information, with the name of the one that relies on each, or their own.
  private func wanted(_ run: Run) throws(PlanningError) -> [Package: [UInt8]] {
    var result: [Package: [UInt8]] = [:]
    for package in run.packages.requested where isDebugging(package, run) {
      result[package] = package.name
    }
    var seen: Set<Package> = []
    for path in run.keptInOrder where run.standing(of: path) == .leading {
      guard let owner = run.packages.owner(of: path), !owner.isEssential,
        seen.insert(owner).inserted
      else { continue }
      for package in run.packages.dependencies(of: owner) where isDebugging(package, run) {
        result[package] = owner.name
      }
    }
    return result
  }

  private func isDebugging(_ package: Package, _ run: Run) -> Bool {
    let files = run.packages.files(of: package)
    return files.contains { $0.isWithin(Self.place) && $0 != Self.place }
      && files.allSatisfy {
        $0.isWithin("/usr/lib/debug") || $0.isWithin("/usr/share")
          || RootPath("/usr/lib/debug").isWithin($0)
      }
  }

  private func file(
    of path: RootPath, _ object: Object, _ run: Run
  ) throws(PlanningError) -> RootPath? {
    let identifier = try reading { () throws(RootError) in
      try run.root.withContent(of: path) { (bytes) throws(RootError) in
        // What cannot be read has none.
        try? object.buildIdentifier(bytes)
      }
    }
    guard let identifier = identifier ?? nil, identifier.count > 1 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    func text(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
      bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
    let file = Self.place.appending(text(identifier[..<1])).appending(
      text(identifier[1...]) + Array(".debug".utf8))
    let entry = try reading { () throws(RootError) in try run.root.entry(at: file) }
    return entry?.isRegular == true ? file : nil
  }
}

extension Reason.Rule {
  /// Debugging information of a kept object.
  static let debugFile = Reason.Rule(rawValue: "debug-file")
}

internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Packages of nothing but shared libraries that no kept object needs and that are there on purpose all the same: they are opened by a name which nobody can
/// read in what opens them (compiled modules of Racket, images of Lisp).
///
/// Whoever packages a program has it depend on the libraries that it is linked with; one that its package only recommends is opened while it runs, where it is
/// there; unless a plug-in of that package is linked with it, which brings it where it is kept. And who asks for a library by name that no other package relies on has something that opens it.
final class UnlinkedLibraryAnalyzer: Analyzer {
  let name = "unlinked-library"
  private var asked = false
  private var started: Set<Package> = []
  private var done: Set<Package> = []

  /// A package with more is a framework, which something would say the name of.
  private static let largest: UInt64 = 8 << 20
  /// Where people asked for more of them than this, the root is for many purposes.
  private static let most = 12

  func settle(_ run: Run) throws(PlanningError) {
    for path in run.keptInOrder where run.standing(of: path) == .leading {
      guard run.keptFile(at: path)?.entry.isExecutable == true,
        let owner = run.packages.owner(of: path), !owner.isEssential,
        started.insert(owner).inserted
      else { continue }
      for package in run.packages.recommendations(of: owner) {
        try keep(package, because: Reason(.package, .likely, from: path, detail: package.name), run)
      }
    }
    if asked { return }
    asked = true
    var found = run.packages.requested.filter { !libraries(of: $0, run).isEmpty }
    if found.isEmpty { return }
    var relied: Set<Package> = []
    for package in run.packages.packages {
      relied.formUnion(run.packages.dependencies(of: package))
    }
    found.removeAll { relied.contains($0) }
    guard found.count <= Self.most else { return }
    for package in found {
      try keep(package, because: Reason(.package, .likely, detail: package.name), run)
    }
  }

  private func keep(_ package: Package, because reason: Reason, _ run: Run) throws(PlanningError) {
    guard done.insert(package).inserted else { return }
    let libraries = libraries(of: package, run)
    var size: UInt64 = 0
    for library in libraries {
      if run.isKept(library) { return }
      let entry = try reading { () throws(RootError) in try run.root.entry(at: library) }
      if let entry, entry.isRegular { size += entry.size }
    }
    guard size <= Self.largest, !isLinked(package, libraries, run) else { return }
    for library in libraries { try run.keep(library, because: reason, standing: .supporting) }
  }

  /// Whether an object is linked with one of the libraries whose package has the library's only recommended or suggested: that is what for.
  private func isLinked(_ package: Package, _ libraries: [RootPath], _ run: Run) -> Bool {
    let names = Set(libraries.map { BytesKey(Array($0.name)) })
    for other in run.packages.packages
    where (run.packages.recommendations(of: other) + run.packages.suggestions(of: other))
      .contains(package)
    {
      for path in run.packages.files(of: other) where path.name.namesSharedObject {
        // What is no object is linked with nothing.
        guard let object = try? run.loader.object(at: path) else { continue }
        if object.dynamic?.needed.contains(where: { names.contains(BytesKey($0)) }) == true {
          return true
        }
      }
    }
    return false
  }

  /// The shared libraries of a package that has nothing else to run or to read; none where it has.
  private func libraries(of package: Package, _ run: Run) -> [RootPath] {
    var result: [RootPath] = []
    for path in run.packages.files(of: package) where !run.isDocumentation(path) {
      if path.parent.holdsPrograms || run.isModule(path) { return [] }
      // Plug-ins lie in a directory of their own, and somebody reads that.
      guard path.name.namesSharedObject, Self.isSearched(path.parent) else { continue }
      result.append(path)
    }
    return result
  }

  /// `/lib`, `/usr/lib64`, `/usr/lib/x86_64-linux-gnu`: where every loader looks.
  private static func isSearched(_ directory: RootPath) -> Bool {
    var parts = directory.components.map(Array.init)[...]
    if parts.first?.elementsEqual("usr".utf8) == true { parts.removeFirst() }
    guard let first = parts.popFirst(), first.starts(with: "lib".utf8) else { return false }
    guard let second = parts.popFirst() else { return true }
    return parts.isEmpty && String(decoding: second, as: UTF8.self).contains("-linux")
  }
}

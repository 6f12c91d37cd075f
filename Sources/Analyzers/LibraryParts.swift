internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Libraries that another one loads by names made of its own: `libx.so.1` of an event loop, and `libx-poll.so.1`, `libx-select.so.1` of which it takes one.
///
/// No string says such a name. The package does: it depends on the one of its source that has a part which nothing links. The parts are offered.
enum LibraryParts {
  /// - Parameter object: one that can load others.
  static func offer(of file: KeptFile, _ object: Object, _ run: Run) throws(PlanningError) {
    guard let soname = object.dynamic?.soname, let cut = split(soname),
      let owner = run.packages.owner(of: file.path)
    else { return }
    for package in run.packages.dependencies(of: owner)
    where package.source == owner.source && package != owner {
      for path in run.packages.files(of: package)
      where path.parent == file.path.parent && isPart(path.name, of: cut) {
        let found = try reading { () throws(RootError) in try run.root.resolve(path) }
        guard found.entry?.isRegular == true, !run.isLeftOut(found.path) else { continue }
        try run.offer(
          found.path,
          because: Reason(.dlopen, .likely, from: file.path, detail: Array(path.name)),
          links: found.links)
      }
    }
  }

  /// `libx` and `.so.1`
  private static func split(_ soname: [UInt8]) -> (stem: [UInt8], ending: [UInt8])? {
    let mark = Array(".so".utf8)
    guard let start = soname.indices.first(where: { soname[$0...].starts(with: mark) }), start > 0
    else { return nil }
    return (Array(soname[..<start]), Array(soname[start...]))
  }

  private static func isPart(
    _ name: ArraySlice<UInt8>, of library: (stem: [UInt8], ending: [UInt8])
  ) -> Bool {
    guard name.starts(with: library.stem),
      name.count > library.stem.count + 1 + library.ending.count,
      name.suffix(library.ending.count).elementsEqual(library.ending)
    else { return false }
    let next = name[name.startIndex + library.stem.count]
    return next == UInt8(ascii: "-") || next == UInt8(ascii: "_")
  }
}

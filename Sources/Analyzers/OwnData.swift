internal import Packages
internal import Planning
internal import Roots

/// Data that the package of a library has outside the directories of modules: `/usr/share/NAME/fonts`.
enum OwnData {
  /// More than this is kept only where the library names it.
  private static let limit: UInt64 = 4 << 20

  /// Keeps what a package has in a directory of its own below /usr/share, which its library may find by a path that it computes.
  static func keep(of owner: Package, because reason: Reason, _ run: Run) throws(PlanningError) {
    var files: [RootPath] = []
    var size: UInt64 = 0
    for file in run.packages.files(of: owner) where file.isWithin("/usr/share") {
      let components = file.components
      guard components.count > 3 else { continue }
      let directory = RootPath("/usr/share").appending(components[2])
      guard run.isPrivate(directory), !run.isClaimed(file), !run.isDocumentation(file),
        !run.isLeftOut(file),
        let entry = try reading({ () throws(RootError) in try run.root.entry(at: file) }),
        entry.isRegular, try !run.isCode(file)
      else { continue }
      files.append(file)
      size += entry.size
    }
    guard size <= limit else { return }
    for file in files { try run.keep(file, because: reason, standing: .passive) }
  }

  /// Keeps what a library names by its whole path, where it is its package's.
  static func keep(
    _ name: [UInt8], namedBy file: RootPath, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    guard name.count > 5, name.first == UInt8(ascii: "/"),
      let found = try? run.root.resolve(name), let entry = found.entry
    else { return }
    let path = found.path
    guard let owner = run.packages.owner(of: file), !run.isLeftOut(path),
      !run.isDocumentation(path), !run.isClaimed(path)
    else { return }
    if entry.isDirectory {
      // Directories have many owners; one that belongs to a single thing has files of that package.
      guard run.isPrivate(path), try hasFiles(of: owner, path, run) else { return }
      try run.keepTree(path, because: reason, standing: .passive, offersCode: true)
    } else if entry.isRegular, run.packages.owner(of: path) == owner, try !run.isCode(path) {
      try run.keep(name, because: reason, standing: .passive)
    }
  }

  private static func hasFiles(
    of owner: Package, _ directory: RootPath, _ run: Run
  ) throws(PlanningError) -> Bool {
    let children = try reading { () throws(RootError) in
      try run.root.children(of: directory) ?? []
    }
    return children.contains { run.packages.owner(of: directory.appending($0.name)) == owner }
  }
}

internal import Packages
internal import Planning
internal import Roots

/// Data that a library of a language names by its whole path: what its own package has there, `/usr/share/NAME/fonts`.
enum OwnData {
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

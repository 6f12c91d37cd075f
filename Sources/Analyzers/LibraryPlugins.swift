internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Roots

/// Plug-ins that a library's own package has in a directory of their own, where only that library can load them.
///
/// The library need not say the directory's path: compilers put short strings into instructions, and some are put together while it runs (a prefix, the
/// library's name, its version). That they are in its package says whose they are; they are offered.
enum LibraryPlugins {
  /// - Parameter object: one that can load others.
  static func offer(of file: KeptFile, _ object: Object, _ run: Run) throws(PlanningError) {
    guard object.dynamic?.soname != nil, !run.isPrivate(file.path.parent),
      let owner = run.packages.owner(of: file.path), !owner.isEssential
    else { return }
    for path in run.packages.files(of: owner)
    where path.name.namesSharedObject && path.parent != file.path.parent
      && path.isWithin(file.path.parent) && run.isPrivate(path.parent)
    {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      guard entry?.isRegular == true, !run.isLeftOut(path), !run.isModule(path),
        !run.isClaimed(path), !run.isDocumentation(path)
      else { continue }
      try run.offer(
        path, because: Reason(.libraryPlugin, .likely, from: file.path, detail: owner.name))
    }
  }
}

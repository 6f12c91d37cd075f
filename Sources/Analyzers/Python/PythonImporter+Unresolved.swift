internal import Planning
internal import Roots

/// Imports of what lies in no directory of the path, and is there all the same.
extension PythonImporter {
  /// What a package brings along and puts on the path, or serves by a loader of its own: beside the importer, or in a directory for that.
  func findBundled(
    _ module: [UInt8], for path: RootPath
  ) throws(PlanningError) -> (modules: [PythonModules.Module], isComplete: Bool) {
    var directory = path.parent
    while let site = environment.site(of: directory), directory != site {
      for name in [""] + Self.bundles {
        let place = name.isEmpty ? directory : directory.appending(name)
        let found = try environment.find(module, in: [place])
        if found.isComplete { return found }
      }
      directory = directory.parent
    }
    return try findBundled(module, namedBy: path)
  }

  /// What another package brings along, which a source puts on the path by the words of its directory:
  /// `sys.path.append(os.path.join(..., 'setuptools', '_vendor'))`.
  private func findBundled(
    _ module: [UInt8], namedBy path: RootPath
  ) throws(PlanningError) -> (modules: [PythonModules.Module], isComplete: Bool) {
    guard let site = environment.site(of: path.parent),
      let source = try sources.source(at: path, for: environment.installation.version)
    else { return ([], false) }
    for bundle in Self.bundles where source.literals.contains(Array(bundle.utf8)) {
      for word in source.orderedLiterals
      where !word.isEmpty && !word.contains(UInt8(ascii: "/")) && word.first != UInt8(ascii: ".") {
        let place = site.appending(word).appending(bundle)
        let isThere = try reading { () throws(RootError) in
          try run.root.entry(at: place)?.isDirectory == true
        }
        guard isThere else { continue }
        let found = try environment.find(module, in: [place])
        if found.isComplete { return found }
      }
    }
    return ([], false)
  }

  private static let bundles = [
    "_vendor", "vendor", "_vendored", "vendored", "_vendored_packages", "extern", "packages", "lib",
  ]

  /// `compat.moves.parser`: below a module that is no package only what it imports by names of its own can be meant.
  func followTable(
    of module: PythonModules.Module?, _ asker: Asker
  ) throws(PlanningError) {
    guard case .source(let file) = module, asker.role != .standard,
      let source = try sources.source(at: file, for: environment.installation.version),
      source.importsNames, tables.insert(file).inserted
    else { return }
    for literal in source.orderedLiterals {
      let top = literal.prefix { $0 != UInt8(ascii: ".") }
      guard let place = try environment.topLevel(top).first,
        let first = place.file ?? place.directory, role(of: first) == .standard
      else { continue }
      let found = try environment.find(literal)
      if found.isComplete { try keep(found.modules, as: literal, .pythonName, asker.softened) }
    }
  }
}

internal import Packages
internal import Planning
internal import Roots

/// Parts of a tool in a directory of their own: `git svn` runs `git-svn` in git-core, where a package of its own has put it.
enum ToolParts {
  /// A program of this name where the package of a tool has parts of its own.
  static func part(
    named name: [UInt8], of tool: [UInt8], _ run: Run
  ) throws(PlanningError) -> RootPath? {
    guard let program = try run.program(named: Array(RootPath(tool).name)),
      let real = try? run.root.resolve(program).path, let owner = run.packages.owner(of: real)
    else { return nil }
    var places: [RootPath] = []
    for path in try run.index.paths(named: name)
    where path.isWithin("/usr") && run.isPrivate(path.parent) {
      let found = try reading { () throws(RootError) in try run.root.resolve(path) }
      if found.entry?.isExecutable == true { places.append(path) }
    }
    if places.isEmpty { return nil }
    let start = Array(real.name) + [UInt8(ascii: "-")]
    let own = Set(
      run.packages.files(of: owner).filter { $0.name.starts(with: start) }.map(\.parent))
    return places.first { own.contains($0.parent) }
  }
}

internal import Packages
internal import Planning
internal import Roots

/// Packages of Node.js that a tool loads by names which a project gives it: `presets: ["@x/preset"]`, `loader: "y"`. The project comes from outside, so
/// what the distribution's own package of the tool has of them comes, and what packages have that people asked for by name and that depend on it, or
/// whose `peerDependencies` name what it has.
enum NodeExtensions {
  /// The directories of such packages for a program that the application starts, where all of one distribution package are no larger than data may be.
  static func packages(
    for program: KeptFile, _ modules: NodeModules, _ run: Run
  ) throws(PlanningError) -> [RootPath] {
    guard program.standing == .leading, let owner = run.packages.owner(of: program.path),
      owner.isRequested
    else { return [] }
    var result: [RootPath] = []
    var own: Set<[UInt8]> = []
    for package in [owner] + run.packages.requested.filter({ $0 != owner }) {
      var size: UInt64 = 0
      var found: Set<RootPath> = []
      for file in run.packages.files(of: package) {
        guard let directory = directory(of: file) else { continue }
        found.insert(directory)
        let entry = try reading { () throws(RootError) in try run.root.entry(at: file) }
        if let entry, entry.isRegular { size += entry.size }
      }
      if package == owner {
        own = Set(found.map(name))
      } else if !run.packages.dependencies(of: package).contains(owner) {
        guard try isPeer(found, of: own, modules) else { continue }
      }
      if size <= largest { result += found.sorted() }
    }
    return result
  }

  /// Whether one of them says that it works together with one of the names.
  private static func isPeer(
    _ packages: Set<RootPath>, of names: Set<[UInt8]>, _ modules: NodeModules
  ) throws(PlanningError) -> Bool {
    for package in packages {
      guard let manifest = try modules.manifest(of: package) else { continue }
      if manifest.keys(of: "peerDependencies").contains(where: names.contains) { return true }
    }
    return false
  }

  /// `x` of /usr/share/nodejs/x, `@x/y` of /usr/share/nodejs/@x/y.
  private static func name(_ directory: RootPath) -> [UInt8] {
    Array(directory.components.dropFirst(3).joined(separator: [UInt8(ascii: "/")]))
  }

  /// `/usr/share/nodejs/x` of what is below it, `/usr/share/nodejs/@x/y` where that is a scope.
  private static func directory(of file: RootPath) -> RootPath? {
    guard file.isWithin("/usr/share/nodejs") else { return nil }
    let parts = Array(file.components.dropFirst(3))
    guard let first = parts.first else { return nil }
    let depth = first.first == UInt8(ascii: "@") ? 2 : 1
    guard parts.count > depth else { return nil }
    return parts.prefix(depth).reduce("/usr/share/nodejs") { $0.appending(Array($1)) }
  }

  private static let largest: UInt64 = 24 << 20
}

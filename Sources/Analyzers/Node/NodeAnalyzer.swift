internal import Packages
internal import Planning
internal import Roots

/// Node.js packages: those that development alone uses stay out of an application's tree, those that are shared by a system come by `require`.
///
/// An application's own tree is kept anyway, so there only what nothing but `devDependencies` leads to is claimed. A package outside it (Debian's below
/// /usr/share/nodejs) comes whole where kept code imports it, with what it depends on in turn.
final class NodeAnalyzer: Analyzer {
  let name = "node"
  private var modules: NodeModules?
  /// Packages that only development uses.
  private var development: Set<RootPath> = []
  private var applications: [RootPath] = []
  private var used: Set<RootPath> = []

  func begin(_ run: Run) throws(PlanningError) {
    let modules = NodeModules(run: run)
    self.modules = modules
    let work = NodeDevelopment(modules: modules, run: run)
    for path in try run.index.paths(named: "node_modules".utf8) {
      let application = path.parent
      guard !application.components.contains(where: { $0.elementsEqual("node_modules".utf8) }),
        try modules.manifest(of: application) != nil, !run.packages.isOwned(path)
      else { continue }
      let packages = try work.packages(of: application)
      for package in packages { run.claim(package) }
      development.formUnion(packages)
      applications.append(application)
      if !packages.isEmpty { try claimPrograms(in: path.appending(".bin"), run) }
    }
  }

  /// Links to programs of packages that stay out.
  private func claimPrograms(in directory: RootPath, _ run: Run) throws(PlanningError) {
    let children = try reading { () throws(RootError) in try run.root.children(of: directory) ?? []
    }
    for child in children where child.kind == .symlink {
      let path = directory.appending(child.name)
      guard let target = try? run.root.resolve(path).path else { continue }
      if development.contains(where: { target.isWithin($0) }) { run.claim(path) }
    }
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard let modules, try Self.isCode(file, run) else { return }
    if let package = try modules.owner(of: file.path), Self.isInstalled(package) {
      try use(package, because: Reason(.nodePackage, .likely, from: file.path), run)
    }
    for package in try NodeExtensions.packages(for: file, modules, run) {
      try use(package, because: Reason(.nodePackage, .likely, from: file.path), run)
    }
    guard file.entry.size <= 16 << 20 else { return }
    // A package of an application's tree is there whole, and so is what it needs.
    if file.path.components.contains(where: { $0.elementsEqual("node_modules".utf8) }),
      !file.path.isWithin("/usr")
    {
      return
    }
    // What only tests and tools' settings import has no say in an application that runs.
    if let application = applications.first(where: { file.path.isWithin($0) }),
      NodeImports.isDevelopment(RootPath(file.path.bytes.dropFirst(application.bytes.count)))
    {
      return
    }
    // Nor have the tests of a package that is there for all: what it needs its manifest says.
    if let package = try modules.owner(of: file.path), Self.isShared(package),
      NodeTestFiles.isOne(NodeTestFiles.inside(file.path, of: package))
    {
      return
    }
    let isApplications = file.standing == .leading && !run.packages.isOwned(file.path)
    let specifiers = try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) {
        NodeImports.specifiers(in: $0, takesAll: isApplications)
      }
    }
    for specifier in specifiers.sortedByBytes() {
      guard let name = NodeModules.packageName(in: specifier) else { continue }
      try require(name, from: file.path, run)
    }
  }

  private func require(
    _ name: [UInt8], from path: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard let modules, let package = try modules.package(named: name, from: path.parent) else {
      return
    }
    try use(package, because: Reason(.nodePackage, .likely, from: path, detail: name), run)
  }

  /// Keeps a package with what it says it depends on.
  private func use(
    _ package: RootPath, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    guard let modules, used.insert(package).inserted else { return }
    if Self.isShared(package) || development.contains(package) {
      let tests =
        Self.isShared(package) ? try NodeTestFiles.unused(in: package, run) : []
      try run.keepTree(
        package, because: reason, standing: .supporting,
        leaveOut: { path, _ in tests.contains(path) })
    }
    guard let manifest = try modules.manifest(of: package) else { return }
    for name in NodeModules.dependencies(of: manifest) {
      try require(name, from: package.appending("package.json"), run)
    }
  }

  /// Whether a directory is an installed package, rather than an application's own.
  private static func isInstalled(_ package: RootPath) -> Bool {
    isShared(package)
      || package.components.contains { $0.elementsEqual("node_modules".utf8) }
  }

  /// Whether a package lies outside every application, for all of them.
  private static func isShared(_ package: RootPath) -> Bool {
    package.isWithin("/usr") && !package.isWithin("/usr/src")
  }

  private static func isCode(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    if NodeImports.isCode(file.path) { return true }
    guard file.entry.isExecutable else { return false }
    let start = try run.head(of: file.path)
    guard start.starts(with: Array("#!".utf8)) else { return false }
    return start.prefix { $0 != UInt8(ascii: "\n") }
      .split(whereSeparator: { $0 == 0x20 || $0 == UInt8(ascii: "/") })
      .contains { $0.starts(with: "node".utf8) }
  }
}

extension Reason.Rule {
  /// A package that kept JavaScript imports.
  static let nodePackage = Reason.Rule(rawValue: "node-package")
}

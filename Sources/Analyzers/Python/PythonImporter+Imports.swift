internal import Planning
internal import Roots

/// What import statements, and calls that do the same, bring.
extension PythonImporter {
  func isWanted(
    _ item: PythonSource.Import, _ asker: Asker
  ) throws(PlanningError) -> Bool {
    if asker.role == .application { return true }
    if isIdleMain(asker), let path = asker.path, item.level == 0 {
      let file = try environment.find(item.module).modules.first?.file
      guard let file, role(of: file) == .standard || path.isWithin(file.parent) else {
        return false
      }
    }
    // `import package.part` there stands for the attribute; who uses that names it.
    if item.place.contains(.attribute), item.names.isEmpty || item.module.isEmpty { return false }
    if item.place.contains(.main), !mains.contains(asker.path ?? .root) { return false }
    if asker.role == .standard, PythonStartup.prompt.contains(item.module),
      asker.path?.name.elementsEqual("site.py".utf8) == true
    {
      return false
    }
    return asker.role != .standard || !item.place.contains(.trial)
  }

  /// Whether a source is what `python -m` runs of a library, and nobody is seen to run it: then it needs what its package has anyway, and the
  /// standard library.
  func isIdleMain(_ asker: Asker) -> Bool {
    guard asker.role == .library, let path = asker.path else { return false }
    return path.name.elementsEqual("__main__.py".utf8) && !mains.contains(path)
  }

  /// Answers whether the module was found.
  @discardableResult
  func follow(_ item: PythonSource.Import, _ asker: Asker) throws(PlanningError) -> Bool {
    var asker = asker
    let isRun = item.place == .main && mains.contains(asker.path ?? .root)
    let isTop = item.place.isEmpty || isRun
    let isFirm = isTop && item.attempt == nil && item.fallback == nil
    // What a `try` at the top finds is what the module has worked with so far; what would follow on its failure is not.
    if !isTop || item.fallback != nil { asker.evidence = .likely }
    let isExplicit = isFirm || (item.place == .function && item.attempt == nil)
    var places: [RootPath]?
    let module = item.module
    if item.level > 0 {
      guard let path = asker.path else { return false }
      let package = environment.package(of: path, level: item.level)
      places = [package]
      if module.isEmpty {
        // `from . import x`: the package itself is imported already.
        return try followNames(
          item.names, in: [package], of: nil, asker, isFirm: isFirm, isExplicit: isExplicit)
      }
    }
    var found =
      if let places { try environment.find(module, in: places) } else {
        try environment.find(module)
      }
    if found.modules.isEmpty, asker.role == .application, item.level == 0, let path = asker.path {
      // A script that something else starts has its own directory on the path.
      found = try environment.find(module, in: [path.parent])
    }
    // Parts of a namespace alone do not have what lies in another part.
    if !found.isComplete, found.modules.allSatisfy({ $0.file == nil }), asker.role == .library,
      item.level == 0, let path = asker.path
    {
      let bundled = try findBundled(module, for: path)
      if bundled.isComplete { found = bundled }
    }
    try keep(
      found.modules, as: module, .pythonImport, asker, isFirm: isFirm, isExplicit: isExplicit,
      isTried: isTop && item.fallback == nil)
    guard found.isComplete, let last = found.modules.last else {
      try followTable(of: found.modules.last, asker)
      return false
    }
    if item.names.isEmpty { return true }
    _ = try followNames(
      item.names, in: Self.directories(of: found.modules), of: last, asker, isFirm: isFirm)
    return true
  }

  /// Where the modules of what was found last lie: one directory, or all the parts of a namespace.
  static func directories(of modules: [PythonModules.Module]) -> [RootPath] {
    guard let last = modules.last, case .namespace(let directory) = last else {
      return modules.last?.directory.map { [$0] } ?? []
    }
    return modules.compactMap { module in
      guard case .namespace(let part) = module else { return nil }
      return part.name == directory.name ? part : nil
    }
  }

  /// What `from package import a, b` takes may be modules of the package.
  func followNames(
    _ names: [[UInt8]], in directories: [RootPath], of package: PythonModules.Module?,
    _ asker: Asker, isFirm: Bool, isExplicit: Bool = false
  ) throws(PlanningError) -> Bool {
    var names = names
    if names.contains([UInt8(ascii: "*")]), let file = package?.file,
      let source = try sources.source(at: file, for: environment.installation.version)
    {
      // `__all__` may name modules that nobody has imported yet.
      names += source.orderedLiterals
    }
    var isComplete = true
    for name in names where PythonModules.isIdentifier(name) {
      let found = try environment.find(name, in: directories)
      if found.modules.isEmpty { isComplete = false }
      // The attribute of a package may come from anywhere: only what is a module counts.
      try keep(
        found.modules, as: name, .pythonImport, asker, isFirm: isFirm && package == nil,
        isExplicit: isExplicit)
    }
    return isComplete
  }

  /// A name that is put together: all modules of the package that its fixed part names.
  func followComputed(
    _ prefix: [UInt8], among prefixes: Set<[UInt8]>, _ asker: Asker
  ) throws(PlanningError) {
    let dots = prefix.prefix { $0 == UInt8(ascii: ".") }.count
    var name = prefix.dropFirst(dots)
    if name.last == UInt8(ascii: ".") { name = name.dropLast() }
    var places: [RootPath] = []
    if dots > 0 {
      guard let path = asker.path else { return }
      // `"." + name, __name__ + ".backends"`: the dot by itself is relative to the other.
      if name.isEmpty, prefixes.count > 1 { return }
      places = [environment.package(of: path, level: dots)]
      if !name.isEmpty {
        places =
          try environment.find(Array(name), in: places).modules.last?.directory
          .map { [$0] } ?? []
      }
    } else {
      let found = try environment.find(Array(name))
      guard found.isComplete else { return }
      try keep(found.modules, as: Array(name), .pythonName, asker.softened)
      places = found.modules.last?.directory.map { [$0] } ?? []
    }
    for place in places {
      let modules = try environment.modules.modules(in: place)
      guard modules.count <= Self.mostComputed else { continue }
      for (child, module) in modules.sorted(by: { $0.key < $1.key }) {
        try keep([module], as: prefix + child.bytes, .pythonName, asker.softened)
      }
    }
  }

  static let mostComputed = 256
}

internal import Planning
internal import Roots

/// Which packages of an application's `node_modules` only its development uses.
///
/// A package is left to development where `devDependencies` lead to it, and neither the other dependencies, nor what the application's own code imports,
/// nor the commands that start it do. What nothing declares stays: somebody put it there.
struct NodeDevelopment {
  let modules: NodeModules
  let run: Run

  /// The directories of such packages below `application`, which has `node_modules`.
  func packages(of application: RootPath) throws(PlanningError) -> Set<RootPath> {
    var manifests: [(RootPath, JSONValue)] = []
    var code: [RootPath] = []
    try look(into: application, &manifests, &code)
    guard manifests.contains(where: { !$0.1.keys(of: "devDependencies").isEmpty }) else {
      return []
    }
    var wanted: Set<RootPath> = []
    for (directory, manifest) in manifests {
      let dependencies = NodeModules.dependencies(of: manifest)
      for name in dependencies + (try commands(of: manifest, directory)) {
        try reach(name, from: directory, into: &wanted)
      }
    }
    for path in code {
      for name in try imports(of: path) { try reach(name, from: path.parent, into: &wanted) }
    }
    var development: Set<RootPath> = []
    for (directory, manifest) in manifests {
      for name in manifest.keys(of: "devDependencies") {
        try reach(name, from: directory, into: &development)
      }
    }
    return development.subtracting(wanted).filter { $0.isWithin(application) }
  }

  /// Adds a package and what it depends on.
  func reach(
    _ name: [UInt8], from directory: RootPath, into reached: inout Set<RootPath>
  ) throws(PlanningError) {
    var pending = [(name, directory)]
    while let (name, directory) = pending.popLast() {
      guard let package = try modules.package(named: name, from: directory),
        reached.insert(package).inserted, let manifest = try modules.manifest(of: package)
      else { continue }
      for name in NodeModules.dependencies(of: manifest) { pending.append((name, package)) }
    }
  }

  /// The application's own manifests and code, outside every `node_modules`.
  private func look(
    into directory: RootPath, _ manifests: inout [(RootPath, JSONValue)], _ code: inout [RootPath]
  ) throws(PlanningError) {
    var pending = [directory]
    while let place = pending.popLast() {
      if let manifest = try modules.manifest(of: place) { manifests.append((place, manifest)) }
      let children = try reading { () throws(RootError) in try run.root.children(of: place) ?? [] }
      for child in children {
        let path = place.appending(child.name)
        if child.kind == .directory {
          if child.name.elementsEqual("node_modules".utf8) || run.isLitter(path, child.kind) {
            continue
          }
          pending.append(path)
        } else if child.kind == .regular, NodeImports.isCode(path),
          !NodeImports.isDevelopment(RootPath(path.bytes.dropFirst(directory.bytes.count)))
        {
          code.append(path)
        }
      }
    }
  }

  private func imports(of path: RootPath) throws(PlanningError) -> [[UInt8]] {
    let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
    guard let entry, entry.size <= 16 << 20 else { return [] }
    let specifiers = try reading { () throws(RootError) in
      try run.root.withContent(of: path) { NodeImports.specifiers(in: $0) }
    }
    return specifiers.compactMap(NodeModules.packageName).sortedByBytes()
  }

  /// The packages whose programs start the application: words of the command line, and of the script that a package manager runs for it.
  private func commands(
    of manifest: JSONValue, _ directory: RootPath
  ) throws(PlanningError) -> [[UInt8]] {
    var words: Set<[UInt8]> = []
    for command in run.request.commands {
      for word in command.words {
        for part in word.split(separator: UInt8(ascii: " ")) { words.insert(Array(part)) }
      }
    }
    // The scripts that it may run: those that the command line names, and `start`, with what comes before and after.
    let names = words.union([Array("start".utf8)])
    for (name, script) in manifest["scripts"]?.members ?? [:] {
      let isAsked = names.contains {
        name == $0 || name.elementsEqual("pre".utf8 + $0) || name.elementsEqual("post".utf8 + $0)
      }
      guard isAsked, let text = script.string else { continue }
      for part in text.split(separator: UInt8(ascii: " ")) { words.insert(Array(part)) }
    }
    var result: [[UInt8]] = []
    let programs = directory.appending("node_modules").appending(".bin")
    for word in words.sortedByBytes() {
      guard let name = RootPath(word).isRoot ? nil : RootPath(word).name else { continue }
      let resolution = try? run.root.resolve(programs.appending(name))
      guard let target = resolution?.path, resolution?.entry != nil,
        let package = try modules.owner(of: target)
      else { continue }
      result.append(Self.name(of: package))
    }
    return result
  }

  /// `@scope/name` or `name`.
  private static func name(of package: RootPath) -> [UInt8] {
    let scope = package.parent.name
    return scope.first == UInt8(ascii: "@")
      ? Array(scope) + [UInt8(ascii: "/")] + package.name : Array(package.name)
  }
}

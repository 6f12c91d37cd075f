internal import Planning
internal import Roots

/// Where Node.js finds packages: `node_modules` of every directory above the file that asks, NODE_PATH, and the directories that the program was built with.
///
/// See "Loading from node_modules folders" and "Loading from the global folders" in Node.js' documentation of modules.
final class NodeModules {
  private let run: Run
  private var packages: [RootPath: JSONValue?] = [:]
  private lazy var global: [RootPath] = {
    var result: [RootPath] = []
    for part in run.request.variable("NODE_PATH")?.split(separator: UInt8(ascii: ":")) ?? [] {
      result.append(RootPath(part))
    }
    for place in ["/usr/local/lib/nodejs", "/usr/share/nodejs", "/usr/lib/nodejs", "/usr/lib/node"]
    {
      result.append(RootPath(place))
    }
    return result
  }()

  init(run: Run) { self.run = run }

  /// The directory (a real path) of the package that `name` means for files in `directory`; nil for what is built in or not there.
  func package(
    named name: [UInt8], from directory: RootPath
  ) throws(PlanningError) -> RootPath? {
    var place = directory
    while true {
      if !place.name.elementsEqual("node_modules".utf8),
        let found = try existing(place.appending("node_modules"), name)
      {
        return found
      }
      if place.isRoot { break }
      place = place.parent
    }
    for place in global {
      if let found = try existing(place, name) { return found }
    }
    // Debian: /usr/lib/x86_64-linux-gnu/nodejs
    for path in try run.index.paths(named: "nodejs".utf8) where path.parent.parent == "/usr/lib" {
      if let found = try existing(path, name) { return found }
    }
    return nil
  }

  private func existing(_ place: RootPath, _ name: [UInt8]) throws(PlanningError) -> RootPath? {
    let path = RootPath(place.bytes + [UInt8(ascii: "/")] + name)
    do {
      let resolution = try run.root.resolve(path)
      return resolution.entry?.isDirectory == true ? resolution.path : nil
    } catch {
      if error.code == .symlinkLoop { return nil }
      throw .root(error)
    }
  }

  /// The package that a file belongs to: the nearest directory above it with a package.json that is a package's, not a mere setting of the module kind.
  func owner(of path: RootPath) throws(PlanningError) -> RootPath? {
    var place = path.parent
    while !place.isRoot {
      if place.parent.name.elementsEqual("node_modules".utf8)
        || place.parent.parent.name.elementsEqual("node_modules".utf8)
          && place.parent.name.first == UInt8(ascii: "@")
        || place.parent == "/usr/share/nodejs"
      {
        return place.name.first == UInt8(ascii: "@") ? nil : place
      }
      if let manifest = try manifest(of: place), manifest["name"] != nil { return place }
      place = place.parent
    }
    return nil
  }

  /// package.json of a directory; nil where there is none, or none that can be read.
  func manifest(of directory: RootPath) throws(PlanningError) -> JSONValue? {
    if let known = packages[directory] { return known }
    let manifest = try json(at: directory.appending("package.json"), limit: 1 << 20)
    packages[directory] = .some(manifest)
    return manifest
  }

  func json(at path: RootPath, limit: Int) throws(PlanningError) -> JSONValue? {
    let resolution = try? run.root.resolve(path)
    guard let file = resolution?.path, let entry = resolution?.entry, entry.isRegular,
      entry.size <= UInt64(limit)
    else { return nil }
    return try reading { () throws(RootError) in
      JSONValue(try run.root.bytes(of: file, limit: limit))
    }
  }

  /// The name of the package in `require("name/file")` or `import "@scope/name/file"`; nil for files, built-in modules and the package's own `#names`.
  static func packageName(in specifier: [UInt8]) -> [UInt8]? {
    guard let first = specifier.first, first != UInt8(ascii: "."), first != UInt8(ascii: "/"),
      first != UInt8(ascii: "#"), specifier.count <= 214, !specifier.contains(UInt8(ascii: ":")),
      !specifier.contains(UInt8(ascii: " "))
    else { return nil }
    let parts = specifier.split(separator: UInt8(ascii: "/"))
    guard let head = parts.first else { return nil }
    if first != UInt8(ascii: "@") { return Array(head) }
    return parts.count > 1 ? head + [UInt8(ascii: "/")] + parts[1] : nil
  }

  /// What a package may load that it says it needs: at run time, or at development time.
  static func dependencies(of manifest: JSONValue) -> [[UInt8]] {
    manifest.keys(of: "dependencies") + manifest.keys(of: "optionalDependencies")
      + manifest.keys(of: "peerDependencies")
  }
}

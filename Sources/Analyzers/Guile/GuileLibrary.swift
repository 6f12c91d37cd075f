internal import Planning
internal import Roots

/// The modules that an installation of Guile has: compiled ones, their sources, and extensions in C.
struct GuileLibrary {
  /// By name, its parts joined by slashes: the compiled form and the sources.
  private(set) var modules: [[UInt8]: [RootPath]] = [:]
  /// Guile's own, as opposed to those installed beside them.
  private(set) var own: Set<[UInt8]> = []
  /// Shared objects by their names without `.so` and what follows.
  private(set) var extensions: [[UInt8]: [RootPath]] = [:]
  /// The first parts of the names.
  private(set) var first: Set<[UInt8]> = []
  /// The directories that hold all this.
  private(set) var places: [RootPath] = []

  /// PREFIX/lib/[MACHINE/]guile/VERSION/ccache holds compiled modules, site-ccache beside it those of others, PREFIX/share/guile/VERSION and
  /// share/guile/site[/VERSION] the sources; `%load-path` and `%load-compiled-path`.
  init(_ run: Run) throws(PlanningError) {
    for path in try run.index.paths(named: "boot-9.go".utf8) {
      let compiled = path.parent.parent
      guard compiled.name.elementsEqual("ccache".utf8) else { continue }
      let home = compiled.parent
      let version = home.name
      try add(compiled, isOwn: true, run)
      try add(home.appending("site-ccache"), isOwn: false, run)
      try add(extensions: home.appending("extensions"), run)
      guard let prefix = Self.prefix(of: home) else { continue }
      let share = prefix.appending("share").appending("guile")
      try add(share.appending(version), isOwn: true, run)
      let site = share.appending("site")
      try add(site.appending(version), isOwn: false, run)
      try add(site, isOwn: false, run)
    }
  }

  private static func prefix(of home: RootPath) -> RootPath? {
    var place = home
    while !place.isRoot {
      if place.name.starts(with: "lib".utf8) { return place.parent }
      place = place.parent
    }
    return nil
  }

  private mutating func add(
    _ place: RootPath, isOwn: Bool, _ run: Run
  ) throws(PlanningError) {
    guard !places.contains(place) else { return }
    places.append(place)
    var pending = [place]
    while let directory = pending.popLast() {
      for child in try children(of: directory, run) {
        let path = directory.appending(child.name)
        if child.kind == .directory {
          pending.append(path)
          continue
        }
        guard let ending = Self.endings.first(where: { child.name.hasSuffix($0) }) else { continue }
        let name = Array(path.bytes[(place.bytes.count + 1)...].dropLast(ending.utf8.count))
        modules[name, default: []].append(path)
        if isOwn { own.insert(name) }
        first.insert(Array(name.prefix { $0 != UInt8(ascii: "/") }))
      }
    }
  }

  private static let endings = [".go", ".scm", ".sls", ".ss"]

  private mutating func add(extensions place: RootPath, _ run: Run) throws(PlanningError) {
    places.append(place)
    for child in try children(of: place, run) {
      let name = Array(child.name.prefix { $0 != UInt8(ascii: ".") })
      extensions[name, default: []].append(place.appending(child.name))
    }
  }

  private func children(of directory: RootPath, _ run: Run) throws(PlanningError) -> [Child] {
    try reading { () throws(RootError) in try run.root.children(of: directory) ?? [] }
  }
}

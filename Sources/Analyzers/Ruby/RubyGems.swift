internal import Planning
internal import Roots

/// One gem as it is installed, by its specification.
struct RubyGem: Hashable {
  var name: [UInt8]
  var version: [UInt8]
  /// `HOME/specifications/NAME-VERSION.gemspec`
  var specification: RootPath
  /// `HOME/gems/NAME-VERSION`, whether or not it is there.
  var directory: RootPath
  /// `HOME/extensions/PLATFORM/INTERFACE/NAME-VERSION`, where it is there.
  var extensions: RootPath?
  /// Relative to its directory: `lib`.
  var requirePaths: [[UInt8]]
  /// The gems that it needs to run.
  var dependencies: [[UInt8]]
  var executables: [[UInt8]]
  /// Whether it is part of ruby's own library.
  var isDefault: Bool

  /// Where its features are looked for.
  var libraries: [RootPath] {
    (extensions.map { [$0] } ?? [])
      + requirePaths.map { RootPath(directory.bytes + [UInt8(ascii: "/")] + $0) }
  }
}

/// The gems of a root for one version of ruby's interface.
struct RubyGems {
  /// Directories that hold `specifications`.
  private(set) var homes: [RootPath] = []
  /// Of each name, the newest first.
  private(set) var gems: [[UInt8]: [RubyGem]] = [:]
  /// All of them, in the order of their specifications.
  private(set) var all: [RubyGem] = []
  /// By the directories that hold their files.
  private(set) var byDirectory: [RootPath: RubyGem] = [:]

  /// Every home in the root: `specifications` with gemspecs in it, and the version of the interface in its path, or none.
  init(_ run: Run, version: [UInt8]) throws(PlanningError) {
    for path in try run.index.paths(named: "specifications".utf8) {
      let home = path.parent
      guard home.name.elementsEqual(version) || !RubyInstallation.isVersion(home.name) else {
        continue
      }
      var hasGems = false
      for (directory, isDefault) in [(path, false), (path.appending("default"), true)] {
        let children = try reading { () throws(RootError) in
          try run.root.children(of: directory) ?? []
        }
        for child in children where child.name.suffix(8).elementsEqual(".gemspec".utf8) {
          let file = directory.appending(child.name)
          guard let gem = try Self.gem(file, home, isDefault: isDefault, version, run) else {
            continue
          }
          hasGems = true
          gems[gem.name, default: []].append(gem)
        }
      }
      if hasGems { homes.append(home) }
    }
    for (name, list) in gems {
      gems[name] = list.sorted { Self.isNewer($0.version, than: $1.version) }
    }
    all = gems.values.joined().sorted { $0.specification < $1.specification }
    for gem in all.reversed() {
      byDirectory[gem.directory] = gem
      if let extensions = gem.extensions { byDirectory[extensions] = gem }
    }
  }

  static func isNewer(_ left: [UInt8], than right: [UInt8]) -> Bool {
    func parts(_ version: [UInt8]) -> [Int] {
      version.split(separator: UInt8(ascii: ".")).map {
        Int(String(decoding: $0, as: UTF8.self)) ?? -1
      }
    }
    return parts(right).lexicographicallyPrecedes(parts(left))
  }

  private static func gem(
    _ file: RootPath, _ home: RootPath, isDefault: Bool, _ interface: [UInt8], _ run: Run
  ) throws(PlanningError) -> RubyGem? {
    guard let real = try? run.root.resolve(file), real.entry?.isRegular == true,
      let text = try? run.root.bytes(of: real.path, limit: 1 << 20)
    else { return nil }
    let stem = Array(file.name.dropLast(8))
    var gem = RubyGem(
      name: [], version: [], specification: file,
      directory: home.appending("gems").appending(stem), extensions: nil,
      requirePaths: [Array("lib".utf8)], dependencies: [], executables: [], isDefault: isDefault)
    for line in text.split(separator: 0x0a) {
      let line = line.drop { $0 == 0x20 }
      if line.starts(with: "# stub: ".utf8), gem.name.isEmpty {
        // NAME VERSION PLATFORM PATHS, the paths parted by NUL.
        let words = line.dropFirst(8).split(separator: 0x20, maxSplits: 3)
        guard words.count == 4 else { continue }
        gem.name = Array(words[0])
        gem.version = Array(words[1])
        gem.requirePaths = words[3].split(separator: 0).map(Array.init)
      } else if line.starts(with: "s.executables".utf8) {
        gem.executables = strings(in: line)
      } else if line.starts(with: "s.add_runtime_dependency".utf8)
        || line.starts(with: "s.add_dependency".utf8)
      {
        if let name = strings(in: line).first, !gem.dependencies.contains(name) {
          gem.dependencies.append(name)
        }
      } else if line.starts(with: "s.name".utf8), gem.name.isEmpty {
        gem.name = strings(in: line).first ?? []
      } else if line.starts(with: "s.version".utf8), gem.version.isEmpty {
        gem.version = strings(in: line).first ?? []
      }
      // What follows `else` says the same for older versions, with what only development needs.
      if line.elementsEqual("else".utf8) { break }
    }
    guard !gem.name.isEmpty else { return nil }
    let platforms = home.appending("extensions")
    for platform in (try? run.root.children(of: platforms)) ?? [] {
      for place in (try? run.root.children(of: platforms.appending(platform.name))) ?? []
      where place.name.starts(with: interface) {
        let directory = platforms.appending(platform.name).appending(place.name).appending(stem)
        if (try? run.root.entry(at: directory))??.isDirectory == true { gem.extensions = directory }
      }
    }
    return gem
  }

  /// `"a".freeze`, `'a'`, `%q<a>`
  private static func strings(in line: ArraySlice<UInt8>) -> [[UInt8]] {
    RubySource(reading: Array(line)).order
  }
}

internal import Loading
internal import Packages
internal import Planning
internal import Roots
internal import Work

/// Keeps what a Ruby source loads: features along the load path and in gems, with what belongs to them.
final class RubyImporter {
  let run: Run
  let installation: RubyInstallation
  let gems: RubyGems
  let mentions: Mentions
  private lazy var libraries = SearchedLibraries(run: run)
  private lazy var programs = DependencyPrograms(run: run)
  /// The real path of what runs it.
  var interpreter: RootPath?
  private(set) lazy var units = RubyUnits(run: run)
  /// `-I`, `RUBYLIB`, `lib` of the application.
  private(set) var front: [RootPath] = []
  /// Versions that a lock file pins.
  private var pinned: [[UInt8]: [UInt8]] = [:]
  /// The gems in whose libraries a first component is.
  private lazy var gemsByTop: [[UInt8]: [RubyGem]] = indexGems()
  private let sources: ReadSources<RootPath, RubySource>
  private var prefixes: Set<[UInt8]> = []
  var hasResolver = false
  /// Whether all encodings were kept.
  var hasEncodings = false
  private let listings: ModuleListings
  private var found: [[UInt8]: (file: RootPath, gem: RubyGem?)?] = [:]
  private(set) var unresolved: Set<RootPath> = []

  init(
    run: Run, installation: RubyInstallation, gems: RubyGems, mentions: Mentions, pool: WorkPool
  ) {
    sources = ReadSources(run: run, pool: pool) { RubySource(reading: $0) }
    self.mentions = mentions
    self.run = run
    self.installation = installation
    self.gems = gems
    listings = ModuleListings(root: run.root)
  }

  /// Who loads.
  struct Asker {
    var path: RootPath?
    var role: Role
    var standing: KeptFile.Standing
    var evidence: Evidence
  }

  enum Role {
    /// Ruby's own library, with rubygems and bundler.
    case standard
    /// Gems, and what the distribution has beside ruby's own library.
    case library
    case application
  }

  func role(of file: RootPath) -> Role {
    if installation.core.contains(where: { file.isWithin($0) }) {
      return .standard
    }
    if file.isWithin("/usr/lib/ruby/vendor_ruby/rubygems") { return .standard }
    if installation.directories.contains(where: { file.isWithin($0) })
      || gems.homes.contains(where: { file.isWithin($0) })
    {
      return .library
    }
    return .application
  }

  @discardableResult
  func addFront(_ directory: RootPath) -> Bool {
    guard !front.contains(directory),
      (try? run.root.resolve(directory).entry)?.isDirectory == true
    else { return false }
    front.append(directory)
    found = [:]
    return true
  }

  func pin(_ name: [UInt8], _ version: [UInt8]) {
    pinned[name] = version
    found = [:]
  }

  /// The gem of that name: the pinned version, else the newest.
  func gem(named name: [UInt8]) -> RubyGem? {
    guard let list = gems.gems[name] else { return nil }
    if let version = pinned[name], let gem = list.first(where: { $0.version == version }) {
      return gem
    }
    return list.first
  }

  // MARK: Finding

  /// A feature as `require` finds it: `.rb` before `.so` in each place, the load path before gems.
  func find(_ feature: [UInt8]) throws(PlanningError) -> (file: RootPath, gem: RubyGem?)? {
    if let known = found[feature] { return known }
    let result = try search(feature)
    found[feature] = .some(result)
    return result
  }

  private func search(
    _ feature: [UInt8]
  ) throws(PlanningError) -> (file: RootPath, gem: RubyGem?)? {
    for directory in front + installation.directories {
      if let file = file(feature, in: directory) { return (file, nil) }
    }
    let top = Array(feature.prefix { $0 != UInt8(ascii: "/") })
    for gem in gemsByTop[Self.stem(top)] ?? [] where isChosen(gem) {
      for library in gem.libraries {
        if let file = file(feature, in: library) { return (file, gem) }
      }
    }
    return nil
  }

  private func isChosen(_ gem: RubyGem) -> Bool { self.gem(named: gem.name) == gem }

  private func file(_ feature: [UInt8], in directory: RootPath) -> RootPath? {
    var names = [feature + Array(".rb".utf8), feature + Array(".so".utf8)]
    if feature.suffix(3).elementsEqual(".rb".utf8) || feature.suffix(3).elementsEqual(".so".utf8) {
      names = [feature]
    }
    for name in names {
      if let path = listings.hasFile(name, in: directory) { return path }
    }
    return nil
  }

  private static func stem(_ name: [UInt8]) -> [UInt8] {
    let isFile =
      name.suffix(3).elementsEqual(".rb".utf8) || name.suffix(3).elementsEqual(".so".utf8)
    return isFile ? Array(name.dropLast(3)) : name
  }

  private func indexGems() -> [[UInt8]: [RubyGem]] {
    var result: [[UInt8]: [RubyGem]] = [:]
    for gem in gems.all {
      var tops: Set<[UInt8]> = []
      for library in gem.libraries {
        guard let real = try? run.root.resolve(library), real.entry?.isDirectory == true else {
          continue
        }
        for child in (try? run.root.children(of: real.path)) ?? [] {
          tops.insert(Self.stem(child.name))
        }
      }
      for top in tops { result[top, default: []].append(gem) }
    }
    return result
  }

  // MARK: Following

  func source(at path: RootPath) throws(PlanningError) -> RubySource? {
    try sources.source(for: path)
  }

  /// Says that a source will be asked for.
  func expect(_ path: RootPath) { sources.expect(path) }

  func follow(_ file: KeptFile) throws(PlanningError) {
    guard let source = try source(at: file.path) else { return }
    try follow(
      source,
      Asker(
        path: file.path, role: role(of: file.path), standing: file.standing,
        evidence: file.reasons.contains { $0.evidence == .required } ? .required : .likely))
  }

  func follow(_ source: RubySource, _ asker: Asker) throws(PlanningError) {
    var isComplete = true
    var program: [UInt8]?
    for load in source.loads {
      if load.kind == .program {
        // Gem.bin_path("puma", "puma")
        try keep(gem: load.text, .rubyGem, asker)
        if let gem = program { try keep(program: load.text, of: gem, asker) }
        program = load.text
        continue
      }
      if try !follow(load, asker) { isComplete = false }
    }
    if let path = asker.path {
      if isComplete { unresolved.remove(path) } else { unresolved.insert(path) }
    }
    if source.activates, asker.role != .standard { try keepResolver(asker) }
    if source.normalizes {
      for feature in RubyStartup.normalization {
        try keep(Array(feature.utf8), .rubyRequire, asker)
      }
    }
    guard asker.role != .standard else { return }
    if source.findsEncodings { try keepEncodings(asker.softened) }
    for prefix in source.prefixes.sortedByBytes() { try followPrefix(prefix, asker.softened) }
    for word in source.words.sortedByBytes() {
      try follow(word: word, asker.softened)
    }
    if asker.role == .library, let path = asker.path {
      try offerPrograms(startedBy: source, path)
      try LibraryPaths.follow(source.words, of: path, mentions, run)
      try programs.keep(namedBy: source.words.sortedByBytes(), in: path, scripts: false)
    }
    for library in source.libraries.sortedByBytes() { try follow(library: library, asker) }
    if asker.role == .application {
      for command in source.commands.sortedByBytes() { try keepPrograms(of: command, asker) }
    }
  }

  /// Answers whether it was found, where that matters.
  private func follow(_ load: RubySource.Load, _ asker: Asker) throws(PlanningError) -> Bool {
    let isFirm = !load.isLazy && !load.isTried
    var asker = asker
    if !isFirm { asker.evidence = .likely }
    switch load.kind {
    case .gem:
      try keep(gem: load.text, .rubyGem, asker)
      return true
    case .relative:
      guard let path = asker.path else { return true }
      return try keep(relative: load.text, to: path.parent, asker, isFirm: isFirm)
    case .require, .autoload, .load:
      if load.text.first == UInt8(ascii: "/") || load.text.first == UInt8(ascii: ".") {
        guard let path = asker.path else { return true }
        return try keep(relative: load.text, to: path.parent, asker, isFirm: isFirm)
      }
      if try keep(load.text, .rubyRequire, asker, isFirm: isFirm) { return true }
      // File.join(__dir__, "x") and `load "x.rb"` are relative.
      guard let path = asker.path else { return false }
      return try keep(relative: load.text, to: path.parent, asker, isFirm: isFirm)
    case .program: return true
    }
  }

  /// A word of the application or of a gem: a feature of the same library, a gem, an encoding.
  func follow(word: [UInt8], _ asker: Asker) throws(PlanningError) {
    for feature in RubyEncodings.features(for: word) {
      try keep(Array(feature.utf8), .rubyName, asker)
    }
    if word.contains(UInt8(ascii: "/")), word.first != UInt8(ascii: "/"),
      let found = try find(word), asker.role == .application || role(of: found.file) == .library
    {
      try keep(word, .rubyName, asker)
    } else if asker.role == .application, gems.gems[word] != nil,
      self.gem(named: word)?.isDefault == false
    {
      try keep(gem: word, .rubyName, asker)
    } else if asker.role == .library, let found = try find(word),
      role(of: found.file) == .standard, found.file.name.namesSharedObject
    {
      // A part of ruby's own library that is one small object: a gem may name in one file (`libs: ["syslog"]`) what another of its files requires.
      try keep(word, .rubyName, asker)
    }
  }

  /// Programs that a library starts with options of its own: `execute("uname -m")`.
  func offerPrograms(startedBy source: RubySource, _ path: RootPath) throws(PlanningError) {
    var names: Set<[UInt8]> = []
    for command in source.commands where command.contains(UInt8(ascii: " ")) {
      let words = command.split(separator: UInt8(ascii: " "))
      guard words.count > 1, words[1].first == UInt8(ascii: "-") else { continue }
      names.formUnion(CommandText.programs(in: command))
    }
    try LibraryPrograms(names: names).offer(from: path, in: run)
  }

  private func follow(library name: [UInt8], _ asker: Asker) throws(PlanningError) {
    let reason = Reason(.dlopen, .likely, from: asker.path, detail: name)
    if name.first == UInt8(ascii: "/") {
      try run.keep(name, because: reason)
    } else if name.contains(UInt8(ascii: ".")), let interpreter {
      try libraries.keep(file: name, for: interpreter, because: reason)
    } else if try !libraries.keep(name, because: reason) {
      // What is built with a gem lies in it, or where its packager put it (FFI::Compiler::Loader).
      guard let asking = asker.path else { return }
      let file = Array("lib".utf8) + name + Array(".so".utf8)
      for path in try run.index.paths(named: file) where isOfOneGem(path, asking) {
        try run.keep(path, because: reason)
      }
    }
  }

  /// Whether two files have one package, or a directory above `lib` in common.
  private func isOfOneGem(_ path: RootPath, _ other: RootPath) -> Bool {
    if let owner = run.packages.owner(of: other) { return run.packages.owner(of: path) == owner }
    var directory = other.parent
    while !directory.isRoot {
      if directory.name.elementsEqual("lib".utf8) { return path.isWithin(directory.parent) }
      directory = directory.parent
    }
    return false
  }

  /// `require "tilt/#{name}"`: every feature directly below.
  private func followPrefix(_ prefix: [UInt8], _ asker: Asker) throws(PlanningError) {
    guard prefixes.insert(prefix).inserted else { return }
    let top = Array(prefix.prefix { $0 != UInt8(ascii: "/") })
    var places = front + installation.directories.filter { !installation.core.contains($0) }
    for gem in gemsByTop[top] ?? [] where isChosen(gem) { places += gem.libraries }
    for place in places {
      let directory = RootPath(place.bytes + [UInt8(ascii: "/")] + prefix)
      guard let real = try? run.root.resolve(directory), real.entry?.isDirectory == true else {
        continue
      }
      let children = try reading { () throws(RootError) in
        try run.root.children(of: real.path) ?? []
      }
      guard children.count <= 64 else { continue }
      for child in children where child.name.suffix(3).elementsEqual(".rb".utf8) {
        try keep(prefix + [UInt8(ascii: "/")] + child.name.dropLast(3), .rubyName, asker)
      }
    }
  }

  private func keepPrograms(of command: [UInt8], _ asker: Asker) throws(PlanningError) {
    for name in CommandText.programs(in: command) {
      guard let program = try run.program(named: name) else { continue }
      try run.keep(program, because: Reason(.program, .likely, from: asker.path, detail: command))
    }
    try run.keep("/bin/sh", because: Reason(.program, .likely, from: asker.path, detail: command))
  }

}

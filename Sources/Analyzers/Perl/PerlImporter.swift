internal import Packages
internal import Planning
internal import Roots
internal import Work

/// Keeps what a Perl source loads: modules and files along `@INC`, with their extensions, their subroutines that load later, and what belongs to them.
final class PerlImporter {
  let run: Run
  let installation: PerlInstallation
  let mentions: Mentions
  let units: PerlUnits
  /// `-I`, `use lib`, `PERL5LIB`: searched first.
  private(set) var front: [RootPath] = []
  private var found: [[UInt8]: RootPath?] = [:]
  private var below: [[UInt8]: [[UInt8]]] = [:]
  private let sources: ReadSources<RootPath, PerlSource>
  private var prefixes: Set<[UInt8]> = []
  let listings: ModuleListings
  /// Where perl's directories really are: Debian's `/usr/share/perl/5.36` is a link.
  private(set) var targets: [(directory: RootPath, real: RootPath)]
  /// What was kept along `@INC`, relative to it, for interpreters that come later and search elsewhere.
  var asked: [[UInt8]: Reason] = [:]
  /// The directories of other interpreters in the root: Debian's `perl` searches one more than the `libperl.so` that is embedded.
  private(set) var others: [[RootPath]] = []
  private var directoryOfParent: [RootPath: RootPath?] = [:]
  private var encodings: PerlEncodings?
  /// Files that ask for what was not found: it may lie in a directory that is added later.
  private(set) var unresolved: Set<RootPath> = []
  let words = PerlWords()
  lazy var programs = DependencyPrograms(run: run)
  /// How many words of configuration were tried.
  var wordsRead = 0

  init(run: Run, installation: PerlInstallation, mentions: Mentions, pool: WorkPool) {
    sources = ReadSources(run: run, pool: pool) { PerlSource(reading: $0) }
    self.mentions = mentions
    self.run = run
    self.installation = installation
    units = PerlUnits(run: run)
    listings = ModuleListings(root: run.root)
    targets = Self.targets(of: installation.directories, run)
  }

  private static func targets(
    of directories: [RootPath], _ run: Run
  ) -> [(directory: RootPath, real: RootPath)] {
    directories.map { directory in
      (directory, (try? run.root.resolve(directory).path) ?? directory)
    }
  }

  /// Another interpreter, which may find the same modules elsewhere.
  func add(_ other: PerlInstallation) throws(PlanningError) {
    guard other.directories != installation.directories, !others.contains(other.directories),
      !other.directories.isEmpty
    else { return }
    others.append(other.directories)
    let more = other.directories.filter { directory in
      !targets.contains { $0.directory == directory }
    }
    targets += Self.targets(of: more, run)
    directoryOfParent = [:]
    for (relative, reason) in asked.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      try keepTwins(of: relative, because: reason)
    }
  }

  /// Who loads.
  struct Asker {
    var path: RootPath?
    var isApplication: Bool
    var standing: KeptFile.Standing
    var evidence: Evidence
    /// Whether Perl code loads it; other files may only mention its name.
    var isAskedFor = true
  }

  var path: [RootPath] { front + installation.directories }

  /// Whether a file lies in one of perl's own directories or in those of installed modules.
  func isLibrary(_ file: RootPath) -> Bool { directory(of: file) != nil }

  func directory(of file: RootPath) -> RootPath? {
    if let known = directoryOfParent[file.parent] { return known }
    let result = targets.filter { file.isWithin($0.directory) || file.isWithin($0.real) }
      .max { $0.directory.bytes.count < $1.directory.bytes.count }?.directory
    directoryOfParent[file.parent] = .some(result)
    return result
  }

  func isCore(_ file: RootPath) -> Bool {
    directory(of: file).map {
      installation.core.contains($0) || !installation.directories.contains($0)
    }
      ?? false
  }

  /// Adds a directory, with those for the version and machine below it; false where nothing is new.
  @discardableResult
  func addFront(_ directory: RootPath) -> Bool {
    guard !path.contains(directory), let real = try? run.root.resolve(directory),
      real.entry?.isDirectory == true
    else { return false }
    front.append(directory)
    // lib.pm and PERL5LIB also take DIR/VERSION/ARCH, DIR/VERSION and DIR/ARCH.
    for child in (try? run.root.children(of: real.path)) ?? [] where child.kind == .directory {
      let name = child.name
      let isVersion = name.first == UInt8(ascii: "5") && name.contains(UInt8(ascii: "."))
      let below = directory.appending(name)
      if isVersion {
        front.append(below)
        for inner in (try? run.root.children(of: real.path.appending(name))) ?? []
        where isMachine(inner.name) {
          front.append(below.appending(inner.name))
        }
      } else if isMachine(name) {
        front.append(below)
      }
    }
    found = [:]
    below = [:]
    return true
  }

  /// `x86_64-linux-gnu-thread-multi`
  private func isMachine(_ name: [UInt8]) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "-"))
    return parts.count > 1 && parts.contains { $0.elementsEqual("linux".utf8) }
  }

  // MARK: Finding

  /// The file, relative to a directory of `@INC`, that is found first; as it is asked for.
  func find(_ relative: [UInt8]) throws(PlanningError) -> RootPath? {
    if let known = found[relative] { return known }
    var result: RootPath?
    for directory in path {
      result = listings.hasFile(relative, in: directory)
      if result != nil { break }
    }
    found[relative] = .some(result)
    return result
  }

  static func file(of module: [UInt8]) -> [UInt8] {
    stem(of: module) + Array(".pm".utf8)
  }

  /// `A/B` for `A::B`.
  static func stem(of module: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < module.count {
      if module[index] == UInt8(ascii: ":") {
        result.append(UInt8(ascii: "/"))
        index += 2
      } else {
        result.append(module[index])
        index += 1
      }
    }
    return result
  }

  // MARK: Following

  func source(at path: RootPath) throws(PlanningError) -> PerlSource? {
    try sources.source(for: path)
  }

  /// Says that a source will be asked for.
  func expect(_ path: RootPath) { sources.expect(path) }

  func follow(_ file: KeptFile) throws(PlanningError) {
    guard let source = try source(at: file.path) else { return }
    let asker = Asker(
      path: file.path, isApplication: !isLibrary(file.path), standing: file.standing,
      evidence: file.reasons.contains { $0.evidence == .required } ? .required : .likely,
      isAskedFor: file.reasons.contains { $0.rule.rawValue.starts(with: "perl") })
    try follow(source, asker)
  }

  func follow(_ source: PerlSource, _ asker: Asker) throws(PlanningError) {
    for directory in source.directories.sortedByBytes() {
      addFront(directory, of: asker)
    }
    var isComplete = true
    for item in source.imports {
      if try !keep(module: item.module, .perlUse, asker, isFirm: item.isFirm) {
        isComplete = false
      }
    }
    for file in source.files.sortedByBytes() { try keep(file: file, asker) }
    if let path = asker.path {
      if isComplete { unresolved.remove(path) } else { unresolved.insert(path) }
    }
    try followNames(of: source, asker)
    if asker.isApplication {
      for command in source.commands.sortedByBytes() { try keepPrograms(of: command, asker) }
    }
    if source.namesCharacters {
      _ = try keep(module: Array("_charnames".utf8), .perlUse, asker.softened)
    }
    for layer in source.layers.sortedByBytes() {
      try keep(module: Array("PerlIO::".utf8) + layer, .perlUse, asker.softened)
    }
  }

  /// What a source could load by names that stand in it, or that it puts together.
  private func followNames(of source: PerlSource, _ asker: Asker) throws(PlanningError) {
    // Perl's own modules say what they load, unless they make names of it.
    let isCore = asker.path.map(isCore) ?? false
    if isCore {
      guard asker.isAskedFor, computes(source), let module = module(of: asker.path),
        !Self.tabled.contains(module)
      else { return }
      if let path = asker.path { try followParts(of: path, source.words, asker) }
      try followNamespace(of: module, asker.softened)
    }
    let soft = asker.softened
    for name in source.names.sortedByBytes() {
      if !isCore { words.hear(namespace: name) }
      try keep(module: name, .perlName, soft)
    }
    if !isCore {
      for prefix in source.prefixes.sortedByBytes() { try followPrefix(prefix, soft) }
      // Who looks for plug-ins below its own name.
      if source.imports.contains(where: { Self.finders.contains($0.module) }),
        let module = module(of: asker.path)
      {
        try followPrefix(module, soft)
      }
    }
    for word in source.words.sortedByBytes() where word.first.map(Self.isUpper) == true {
      // `requires => "YAML"`: a module without a namespace.
      guard word.allSatisfy(PerlTokens.isWordByte), let path = try find(Self.file(of: word)),
        isCore || asker.isApplication || !self.isCore(path)
      else { continue }
      try keep(module: word, .perlName, soft)
    }
    if isCore { return }
    if !asker.isApplication, let path = asker.path {
      try LibraryPaths.follow(source.words, of: path, mentions, run)
    }
    if asker.isApplication {
      for name in source.uses.sortedByBytes() { try keep(module: name, .perlName, soft) }
    }
    try followWords(of: source, asker)
    try followEncodings(source.words, soft)
  }

  private func computes(_ source: PerlSource) -> Bool {
    source.computes || source.imports.contains { $0.module.starts(with: "Module::Load".utf8) }
  }

  /// What loads by names from tables that are read otherwise.
  private static let tabled: Set<[UInt8]> = Set(
    ["Encode", "PerlIO", "AutoLoader", "base", "parent", "if", "autouse", "fields"]
      .map { Array($0.utf8) })

  /// The modules below one of perl's own that loads by names, where they are few and small.
  private func followNamespace(of module: [UInt8], _ asker: Asker) throws(PlanningError) {
    guard run.request.evidence >= .likely, prefixes.insert(module).inserted else { return }
    var size: UInt64 = 0
    let modules = try self.modules(below: module)
    for module in modules {
      guard let path = try find(Self.file(of: module)) else { continue }
      size += try reading { () throws(RootError) in try run.root.entry(at: path)?.size ?? 0 }
    }
    guard size <= Self.largestNamespace else { return }
    for module in modules { try keep(module: module, .perlName, asker) }
  }

  private static let largestNamespace: UInt64 = 128 << 10

  private static let finders: Set<[UInt8]> = Set(
    ["Module::Pluggable", "Module::Pluggable::Object", "Module::Find", "Module::Pluggable::Fast"]
      .map { Array($0.utf8) })

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) }

  /// The name of the module that a file of a directory of modules is.
  func module(of path: RootPath?) -> [UInt8]? {
    guard let path, path.name.suffix(3).elementsEqual(".pm".utf8),
      let owner = directory(of: path) ?? front.first(where: { path.isWithin($0) && path != $0 })
    else { return nil }
    let real = targets.first { $0.directory == owner }?.real ?? owner
    for top in [real, owner] where path.isWithin(top) {
      let stem = path.bytes.dropFirst(top.bytes.count + 1).dropLast(3)
      return Array(stem.split(separator: slash).joined(separator: Self.colons))
    }
    return nil
  }

  /// `use lib "$FindBin::Bin/../lib"`: what a variable begins stands for the directory of the script.
  private func addFront(_ text: [UInt8], of asker: Asker) {
    var text = text
    var base = run.request.workingDirectory
    if text.first == UInt8(ascii: "$") || text.first == UInt8(ascii: "@") {
      text = Array(text.drop { $0 != UInt8(ascii: "/") }.drop { $0 == UInt8(ascii: "/") })
      guard let path = asker.path else { return }
      base = path.parent
    }
    guard !text.isEmpty else { return }
    for directory in Set([base, asker.path?.parent ?? base]).sorted() {
      let place =
        text.first == UInt8(ascii: "/")
        ? RootPath(text) : RootPath(directory.bytes + [UInt8(ascii: "/")] + text)
      addFront(place)
    }
  }

  /// A name that is put together: every module directly below its fixed part.
  private func followPrefix(_ prefix: [UInt8], _ asker: Asker) throws(PlanningError) {
    guard prefixes.insert(prefix).inserted else { return }
    words.hear(namespace: prefix)
    let modules = try modules(below: prefix)
    guard modules.count <= Self.mostOfPrefix else { return }
    for module in modules { try keep(module: module, .perlName, asker) }
  }

  /// The modules directly below a name, in any directory.
  func modules(below name: [UInt8]) throws(PlanningError) -> [[UInt8]] {
    if let known = below[name] { return known }
    let stem = Self.stem(of: name)
    var modules: Set<[UInt8]> = []
    for directory in path {
      for child in listings.names(in: stem, below: directory)
      where child.suffix(3).elementsEqual(".pm".utf8) {
        modules.insert(name + Self.colons + child.dropLast(3))
      }
    }
    let result = modules.sortedByBytes()
    below[name] = result
    return result
  }

  private static let mostOfPrefix = 64
  static let colons = Array("::".utf8)
  private let slash = UInt8(ascii: "/")

  private func followEncodings(_ words: Set<[UInt8]>, _ asker: Asker) throws(PlanningError) {
    if encodings == nil, let path = try find(Array("Encode/Config.pm".utf8)),
      let real = try? run.root.resolve(path).path,
      let text = try? run.root.bytes(of: real, limit: 1 << 20)
    {
      encodings = PerlEncodings(configuration: text)
    }
    guard let encodings else { return }
    for word in words.sortedByBytes() {
      for module in encodings.modules(named: word) {
        _ = try keep(module: module, .perlName, asker)
      }
    }
  }

  private func keepPrograms(of command: [UInt8], _ asker: Asker) throws(PlanningError) {
    for name in CommandText.programs(in: command) {
      guard let program = try run.program(named: name) else { continue }
      try run.keep(program, because: Reason(.program, .likely, from: asker.path, detail: command))
    }
    if command.contains(UInt8(ascii: " ")) {
      try run.keep(
        "/bin/sh", because: Reason(.program, .likely, from: asker.path, detail: command))
    }
  }
}

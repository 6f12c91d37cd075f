internal import Packages
internal import Planning
internal import Roots
internal import Work

/// Keeps what a Perl source loads: modules and files along `@INC`, with their extensions, their subroutines that load later, and what belongs to them.
final class PerlImporter {
  let run: Run
  let inc: PerlSearchPath
  let mentions: Mentions
  let units: PerlUnits
  private let sources: ReadSources<RootPath, PerlSource>
  private var prefixes: Set<[UInt8]> = []
  /// What was kept along `@INC`, relative to it, for interpreters that come later and search elsewhere.
  var asked: [[UInt8]: Reason] = [:]
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
    inc = PerlSearchPath(installation: installation, root: run.root)
    units = PerlUnits(run: run)
  }

  /// Another interpreter, which may find the same modules elsewhere.
  func add(_ other: PerlInstallation) throws(PlanningError) {
    guard inc.add(other) else { return }
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
      path: file.path, isApplication: !inc.isLibrary(file.path), standing: file.standing,
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
    let isCore = asker.path.map(inc.isCore) ?? false
    if isCore {
      guard asker.isAskedFor, computes(source), let module = inc.module(of: asker.path),
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
        let module = inc.module(of: asker.path)
      {
        try followPrefix(module, soft)
      }
    }
    for word in source.words.sortedByBytes() where word.first.map(Self.isUpper) == true {
      // `requires => "YAML"`: a module without a namespace.
      guard word.allSatisfy(PerlTokens.isWordByte), let path = inc.find(Self.file(of: word)),
        isCore || asker.isApplication || !inc.isCore(path)
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
    let modules = inc.modules(below: module)
    for module in modules {
      guard let path = inc.find(Self.file(of: module)) else { continue }
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
      inc.addFront(place)
    }
  }

  /// A name that is put together: every module directly below its fixed part.
  private func followPrefix(_ prefix: [UInt8], _ asker: Asker) throws(PlanningError) {
    guard prefixes.insert(prefix).inserted else { return }
    words.hear(namespace: prefix)
    let modules = inc.modules(below: prefix)
    guard modules.count <= Self.mostOfPrefix else { return }
    for module in modules { try keep(module: module, .perlName, asker) }
  }

  private static let mostOfPrefix = 64
  static let colons = Array("::".utf8)
  private let slash = UInt8(ascii: "/")

  private func followEncodings(_ words: Set<[UInt8]>, _ asker: Asker) throws(PlanningError) {
    if encodings == nil, let path = inc.find(Array("Encode/Config.pm".utf8)),
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

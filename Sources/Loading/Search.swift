internal import ELF
internal import Roots

/// Searches for names, each done once per context.
final class Search {
  let catalogue: Catalogue
  let environment: LoaderEnvironment
  let caches: Caches
  private(set) var lists: [SearchList] = []
  private var listOf: [ListKey: SearchList] = [:]
  var chains = Chains()
  private(set) var settings: [Setting] = []
  private var settingOf: [SettingKey: Setting] = [:]
  private(set) var contexts: [SearchContext] = []
  private var contextOf: [SearchContext: Int32] = [:]
  private var outcomes: [UInt64: Outcome] = [:]
  /// The directories of ld.so.conf, once somebody asks.
  var configured: [Directory]?

  /// What a search came to.
  enum Outcome {
    case found(Found)
    case missing
  }

  /// A library, how it was found, and what better CPUs would take in its place.
  final class Found {
    let file: LocatedFile
    let via: Via
    let better: [Better]
    /// Every place considered by those of them that find nothing; empty where all find something.
    let missingOnBetterCPUs: [Miss.Considered]

    init(
      file: LocatedFile, via: Via, better: [Better] = [],
      missingOnBetterCPUs: [Miss.Considered] = []
    ) {
      self.file = file
      self.via = via
      self.better = better
      self.missingOnBetterCPUs = missingOnBetterCPUs
    }
  }

  struct Better {
    var level: [UInt8]
    var file: LocatedFile
  }

  private struct ListKey: Hashable {
    enum Source: Hashable { case rpath(Int32), runpath(Int32), libraryPath, defaults }
    var source: Source
    var interpreter: Int32
    var origin: [UInt8]
  }

  private struct SettingKey: Hashable {
    var interpreter: Int32
    var abi: ABI
    var libraryPath: Int32
  }

  init(catalogue: Catalogue, environment: LoaderEnvironment) {
    self.catalogue = catalogue
    self.environment = environment
    caches = Caches(catalogue: catalogue)
  }

  /// Searches `name`, which has no slash, in a context.
  func find(_ name: NameTable.ID, in context: Int32) throws(LoadingError) -> Outcome {
    let key = UInt64(UInt32(bitPattern: context)) << 32 | UInt64(UInt32(bitPattern: name))
    if let known = outcomes[key] { return known }
    var report: SearchReport?
    let outcome = try look(for: catalogue.names[name], in: context, &report)
    outcomes[key] = outcome
    return outcome
  }

  /// Every place that a search for `name` considers, in order.
  func explain(_ name: [UInt8], in context: Int32) throws(LoadingError) -> [Miss.Considered] {
    var report: SearchReport? = SearchReport()
    _ = try look(for: name, in: context, &report)
    return report?.considered ?? []
  }

  private func look(
    for name: [UInt8], in id: Int32, _ report: inout SearchReport?
  ) throws(LoadingError) -> Outcome {
    let context = contexts[Int(id)]
    let setting = settings[Int(context.setting)]
    return switch setting.interpreter.kind {
    case .glibc(let glibc):
      try glibcSearch(name, context, setting, glibc, &report)
    case .musl: try muslSearch(name, context, setting, &report)
    }
  }

  func context(_ context: SearchContext) -> Int32 {
    if let known = contextOf[context] { return known }
    let id = Int32(contexts.count)
    contexts.append(context)
    contextOf[context] = id
    return id
  }

  /// What searches of a program have in common; `origin` is its directory, for tokens in LD_LIBRARY_PATH.
  func setting(
    for object: Object, _ interpreter: Interpreter, origin: [UInt8]
  ) throws(LoadingError) -> Setting {
    let libraryPath = try libraryPath(interpreter, origin: origin)
    let key = SettingKey(
      interpreter: interpreter.id, abi: ABI(object), libraryPath: libraryPath?.id ?? -1)
    if let known = settingOf[key] { return known }
    let setting = Setting(
      id: Int32(settings.count), interpreter: interpreter, abi: key.abi,
      libraryPath: libraryPath, defaults: try defaults(interpreter))
    settings.append(setting)
    settingOf[key] = setting
    return setting
  }
}

// MARK: Lists

extension Search {
  /// DT_RPATH of an object that was opened in `origin`; nil where it has none, or a DT_RUNPATH that voids it.
  func rpath(
    of binary: Binary, at path: RootPath, origin: [UInt8], _ interpreter: Interpreter
  ) throws(LoadingError) -> SearchList? {
    guard let text = binary.rpath, !text.isEmpty else { return nil }
    return try list(.rpath(binary.id), text, owner: path, origin: origin, interpreter)
  }

  func runpath(
    of binary: Binary, at path: RootPath, origin: [UInt8], _ interpreter: Interpreter
  ) throws(LoadingError) -> SearchList? {
    guard let text = binary.runpath, !text.isEmpty else { return nil }
    return try list(.runpath(binary.id), text, owner: path, origin: origin, interpreter)
  }

  private func libraryPath(
    _ interpreter: Interpreter, origin: [UInt8]
  ) throws(LoadingError) -> SearchList? {
    guard let text = environment.libraryPath, !text.isEmpty else { return nil }
    return try list(.libraryPath, text, owner: nil, origin: origin, interpreter)
  }

  private func list(
    _ source: ListKey.Source, _ text: [UInt8], owner: RootPath?, origin: [UInt8],
    _ interpreter: Interpreter
  ) throws(LoadingError) -> SearchList {
    let hasTokens = text.contains(UInt8(ascii: "$"))
    let key = ListKey(
      source: source, interpreter: interpreter.id, origin: hasTokens ? origin : [])
    if let known = listOf[key] { return known }
    let paths: [[UInt8]]?
    switch interpreter.kind {
    case .glibc(let glibc):
      let tokens = Tokens(
        origin: origin, lib: glibc.lib,
        platforms: interpreter.abi.platforms)
      paths = SearchPath.glibc(
        text, separators: source == .libraryPath ? Array(":;".utf8) : Array(":".utf8),
        tokens: tokens, workingDirectory: environment.workingDirectory)
    case .musl:
      paths = SearchPath.musl(
        text, origin: source == .libraryPath ? nil : origin,
        workingDirectory: environment.workingDirectory)
    }
    return try add(key, paths ?? [], owner: owner, isVoid: paths == nil)
  }

  private func defaults(_ interpreter: Interpreter) throws(LoadingError) -> SearchList {
    let key = ListKey(source: .defaults, interpreter: interpreter.id, origin: [])
    if let known = listOf[key] { return known }
    switch interpreter.kind {
    case .glibc(let glibc): return try add(key, glibc.defaultDirectories, owner: nil)
    case .musl(let musl):
      let text = try musl.searchPath(in: catalogue)
      let paths = SearchPath.musl(
        text, origin: nil, workingDirectory: environment.workingDirectory)
      return try add(key, paths ?? [], owner: nil)
    }
  }

  private func add(
    _ key: ListKey, _ paths: [[UInt8]], owner: RootPath?, isVoid: Bool = false
  ) throws(LoadingError) -> SearchList {
    var directories: [Directory] = []
    for path in paths { directories.append(try catalogue.directory(path)) }
    let via: Via =
      switch key.source {
      case .rpath: .rpath
      case .runpath: .runpath
      case .libraryPath: .libraryPath
      case .defaults: .defaultPath
      }
    let list = SearchList(
      id: Int32(lists.count), owner: owner, via: via, directories: directories, isVoid: isVoid)
    lists.append(list)
    listOf[key] = list
    return list
  }
}

extension Interpreter.Musl {
  /// What the path file says, or the built-in list where there is none; nothing where it cannot be read (dynlink.c, load_library).
  func searchPath(in catalogue: Catalogue) throws(LoadingError) -> [UInt8] {
    switch try catalogue.look(up: pathFile) {
    case .nothing, .dangling: return Self.defaultDirectories
    case .loop, .other: return []
    case .file(let file):
      let bytes = try reading(file.path) { () throws(RootError) in
        try catalogue.root.bytes(of: file.path, limit: 1 << 20)
      }
      return Array(bytes.prefix { $0 != 0 })
    }
  }
}

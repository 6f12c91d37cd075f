internal import ELF
internal import Roots

/// The loading of one program: what is mapped, in order, and what answers each name.
final class Walk {
  let loader: Loader
  let setting: Setting
  private(set) var instances: [Instance] = []
  private var lastContext: (context: SearchContext, id: Int32)?
  /// The instances by the name that was opened, as far as somebody asked: few names are paths.
  private var opened: [[UInt8]: Int32] = [:]
  private var openedCount = 0
  var answers: [Answer] = []
  /// Answers that came after all others: of dlopen notes and auditors.
  var later: [(requester: Int32, answer: Answer)] = []
  var misses: [WalkMiss] = []
  /// What was asked for: the program, or the plug-in that it opens.
  private(set) var subject: Int32 = 0

  /// A mapped file.
  struct Instance {
    let file: LocatedFile
    let via: Via
    let better: [Search.Better]
    /// Who asked first; -1 for the program.
    let loader: Int32
    /// The lists of this object and of its loaders, and where it searches.
    let chain: Int32
    let context: Int32
    /// It is what a better CPU would load in that one's place, and is here only for what it needs.
    var standsFor: Int32?
    var isDone = false
    /// Its answers, once it is done.
    var answers: Range<Int> = 0..<0
  }

  struct Answer {
    var name: NameTable.ID
    var kind: Need.Kind
    /// -1 where nothing answers.
    var instance: Int32
    var via: Via
  }

  struct WalkMiss {
    var name: NameTable.ID
    var kind: Need.Kind
    var requester: Int32
    /// Where the search was no search.
    var considered: [Miss.Considered]?
  }

  /// Loads `path`, or `program` and then `path`.
  init(
    _ loader: Loader, of path: RootPath, openedBy program: RootPath?, follow: Bool = true
  ) throws(LoadingError) {
    self.loader = loader
    loader.marks.begin()
    let main = try Self.locate(program ?? path, loader)
    guard let object = main.binary.object else {
      throw LoadingError(path: main.path, cause: .fatal("it is not an ELF file"))
    }
    let interpreter = try loader.interpreters.interpreter(
      of: object, workingDirectory: loader.environment.workingDirectory)
    setting = try loader.search.setting(
      for: object, interpreter, origin: main.path.parent.bytes)
    _ = try load(main, via: .path, by: -1)
    guard follow || program == nil || program == path else {
      subject = try load(try Self.locate(path, loader), via: .path, by: 0)
      return
    }
    guard follow else { return }
    if object.interpreter != nil { try preload() }
    try run(from: 0)
    if object.interpreter != nil { try finishInterpreter(object) }
    if let program, program != path {
      subject = try load(try Self.locate(path, loader), via: .path, by: 0)
      try run(from: subject)
    }
  }

  private static func locate(_ path: RootPath, _ loader: Loader) throws(LoadingError) -> LocatedFile
  {
    switch try loader.catalogue.look(up: path.bytes) {
    case .file(let file):
      if case .malformed(let error) = file.binary.fault {
        throw LoadingError(path: path, cause: .elf(error))
      }
      return file
    case .other(let kind):
      throw LoadingError(path: path, cause: .fatal("it is \(kind.withArticle)"))
    case .nothing, .dangling, .loop:
      throw LoadingError(path: path, cause: .fatal("it is not there"))
    }
  }

  // MARK: Breadth first

  /// Loads what `start` needs, and so on: breadth-first, but for filtees, which come before what names them (elf/dl-deps.c,
  /// _dl_map_object_deps).
  func run(from start: Int32) throws(LoadingError) {
    var order = [start]
    if start == 0 { order += instances.indices.dropFirst().map(Int32.init) }
    var position = 0
    while position < order.count {
      let current = order[position]
      guard !instances[Int(current)].isDone else {
        position += 1
        continue
      }
      let known = Int32(instances.count)
      let filtees = try process(current)
      var place = position
      for filtee in filtees where !order[..<position].contains(filtee) {
        order.removeAll { $0 == filtee }
        order.insert(filtee, at: place)
        place += 1
      }
      for new in known..<Int32(instances.count) where !filtees.contains(new) { order.append(new) }
    }
  }

  /// Answers every name that an object asks for; returns what answered its filter and auxiliary names.
  private func process(_ index: Int32) throws(LoadingError) -> [Int32] {
    let binary = instances[Int(index)].file.binary
    // What is preloaded counts among the program's own.
    let first = index == 0 ? 0 : answers.count
    instances[Int(index)].isDone = true
    for name in binary.names.needed { try ask(name, .needed, index) }
    var filtees: [Int32] = []
    if !setting.interpreter.isMusl {
      for name in binary.names.filter {
        try ask(name, .filter, index)
        noteFiltee(of: index, &filtees)
      }
      for name in binary.names.auxiliary {
        try ask(name, .auxiliary, index)
        noteFiltee(of: index, &filtees)
      }
    }
    instances[Int(index)].answers = first..<answers.count
    for better in instances[Int(index)].better {
      try load(better, inPlaceOf: index)
    }
    return filtees
  }

  private func noteFiltee(of index: Int32, _ filtees: inout [Int32]) {
    guard let found = answers.last?.instance, found >= 0, found != index,
      !filtees.contains(found)
    else { return }
    filtees.append(found)
  }

  // MARK: Loading

  /// Maps a file; the same instance where it is mapped already.
  @discardableResult
  func load(
    _ file: LocatedFile, via: Via, by loader: Int32, better: [Search.Better] = []
  ) throws(LoadingError) -> Int32 {
    if let known = marks.instance(of: file.binary) { return known }
    let index = try append(file, via: via, by: loader, better: better, standsFor: nil)
    marks.load(file.binary, as: index)
    // Musl matches neither sonames nor the names of what was opened by path.
    if !setting.interpreter.isMusl, let soname = file.binary.names.soname {
      marks.name(soname, index)
    }
    return index
  }

  /// Looks at what a better CPU would load in the place of `index`, for what that needs in turn.
  private func load(_ better: Search.Better, inPlaceOf index: Int32) throws(LoadingError) {
    let loader = instances[Int(index)].loader
    guard marks.instance(of: better.file.binary) == nil else { return }
    let new = try append(
      better.file, via: instances[Int(index)].via, by: loader, better: [], standsFor: index)
    marks.load(better.file.binary, as: new)
  }

  private func append(
    _ file: LocatedFile, via: Via, by loader: Int32, better: [Search.Better], standsFor: Int32?
  ) throws(LoadingError) -> Int32 {
    let binary = file.binary
    var chain = loader < 0 ? -1 : instances[Int(loader)].chain
    var runpath: Int32 = -1
    if binary.rpath != nil || binary.runpath != nil {
      let search = self.loader.search
      let interpreter = setting.interpreter
      let origin = loader < 0 ? file.path.parent.bytes : directory(of: file.openedAs)
      let ownRunpath = try search.runpath(of: binary, at: file.path, origin: origin, interpreter)
      let ownRpath = try search.rpath(of: binary, at: file.path, origin: origin, interpreter)
      if interpreter.isMusl {
        // Both are handed down to what it loads.
        if let list = ownRunpath ?? ownRpath { chain = search.chains.prepend(list, to: chain) }
      } else {
        if let list = ownRpath { chain = search.chains.prepend(list, to: chain) }
        runpath = ownRunpath?.id ?? -1
      }
    }
    let isVoided = binary.runpath != nil && !setting.interpreter.isMusl
    let context = self.context(
      SearchContext(
        setting: setting.id, chain: isVoided ? -1 : chain, runpath: runpath,
        ignoresDefaults: binary.ignoresDefaultLibraries && !setting.interpreter.isMusl))
    instances.append(
      Instance(
        file: file, via: via, better: better, loader: loader, chain: chain, context: context,
        standsFor: standsFor))
    return Int32(instances.count - 1)
  }

  /// Most objects of a program search where the one before did.
  private func context(_ context: SearchContext) -> Int32 {
    if let last = lastContext, last.context == context { return last.id }
    let id = loader.search.context(context)
    lastContext = (context, id)
    return id
  }

  /// What was loaded by opening `path`.
  func instance(openedAs path: [UInt8]) -> Int32? {
    for index in openedCount..<instances.count {
      let name = instances[index].file.openedAs
      if opened[name] == nil { opened[name] = Int32(index) }
    }
    openedCount = instances.count
    return opened[path]
  }

  /// What `$ORIGIN` stands for in a library: the directory of the name by which it was found, links in it not followed.
  func directory(of path: [UInt8]) -> [UInt8] {
    guard let last = path.lastIndex(of: slash) else {
      return loader.environment.workingDirectory.bytes
    }
    return last == 0 ? [slash] : Array(path[..<last])
  }

  var marks: Marks { loader.marks }
}

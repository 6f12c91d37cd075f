internal import Packages
internal import Planning
internal import Roots
internal import Work

/// Which applications of the installed Erlang are reached: by the name of one of their modules, or of themselves.
///
/// An application that is reached stays whole, since modules are loaded by computed names within one. What it leads to is followed by the modules that
/// are reached: the platform's own call what they need by name; other modules hand names on as atoms, which count too.
final class ErlangReach {
  private let run: Run
  private let library: ErlangLibrary
  /// Reads modules of archives meanwhile.
  let pool: WorkPool
  private var applications: Set<Int> = []
  private var platform: [Int: Bool] = [:]
  private var modules: Set<[UInt8]> = []
  private var names: Set<[UInt8]> = []
  private var queue: [[UInt8]] = []

  private static let largest = 16 << 20

  init(run: Run, library: ErlangLibrary, pool: WorkPool) {
    self.run = run
    self.library = library
    self.pool = pool
  }

  /// What every start of an installation needs.
  func start(_ home: RootPath, by cause: RootPath, evidence: Evidence) throws(PlanningError) {
    for (index, application) in library.applications.enumerated()
    where application.home == home
      && Self.always.contains(where: { application.name.elementsEqual($0.utf8) })
    {
      try enter(index, Reason(.erlangApplication, evidence, from: cause, detail: application.name))
      guard !application.name.elementsEqual("stdlib".utf8) else { continue }
      for module in application.modules where modules.insert(module).inserted {
        queue.append(module)
      }
    }
    // The author's own, among those of the platform.
    for (index, application) in library.applications.enumerated()
    where application.home == home && !run.packages.isOwned(application.directory) {
      let resource = try resource(of: application)
      if let resource, !resource.isPlatform {
        try enter(index, Reason(.erlangApplication, .likely, from: cause, detail: application.name))
      }
    }
    try drain()
  }

  /// Loaded from files before anything else; the modules of `erts` are in the emulator.
  private static let always = ["kernel", "stdlib", "elixir"]

  /// Everything that is not for development: nobody knows what a shell will call.
  func reachAll(of home: RootPath, by cause: RootPath?) throws(PlanningError) {
    for (index, application) in library.applications.enumerated()
    where application.home == home && !run.isLeftOut(application.directory) {
      try enter(index, Reason(.erlangApplication, .likely, from: cause, detail: application.name))
    }
    try drain()
  }

  func reach(_ name: [UInt8], from path: RootPath?) throws(PlanningError) {
    try note(name, from: path, isDependency: false)
    try drain()
  }

  /// A compiled module that is not the platform's.
  func read(module bytes: [UInt8], at path: RootPath) throws(PlanningError) {
    if let file = BeamFile(bytes, .atoms, known: known) { try read(file, at: path) }
  }

  func read(_ module: BeamFile, at path: RootPath) throws(PlanningError) {
    try note(module, from: path, isPlatform: false)
    try drain()
  }

  /// The names that mean something in the installation.
  var known: Set<[UInt8]> { library.names }

  func read(resource text: [UInt8], at path: RootPath) throws(PlanningError) {
    let resource = ErlangResource(text)
    for name in resource.dependencies { try note(name, from: path, isDependency: true) }
    // Its settings may name others.
    for name in Set(resource.words).intersection(library.names).sortedByBytes() {
      try note(name, from: path, isDependency: false)
    }
    try drain()
  }

  func read(bootScript bytes: [UInt8], at path: RootPath) throws(PlanningError) {
    try note(bootScript: bytes, from: path)
    try drain()
  }

  func read(
    _ text: [UInt8], _ kind: ErlangText.Kind, at path: RootPath?
  ) throws(PlanningError) {
    var found: Set<[UInt8]> = []
    ErlangText.forEachName(in: text, kind) { word in
      let name = Array(word)
      if library.names.contains(name) { found.insert(name) }
    }
    for name in found.sortedByBytes() { try note(name, from: path, isDependency: false) }
    try drain()
  }

  // MARK: Inside

  private func note(
    _ file: BeamFile, from path: RootPath, isPlatform: Bool
  ) throws(PlanningError) {
    if !file.strings.isEmpty {
      try ErlangPrograms(file.strings).keep(from: path, isPlatform: isPlatform, run)
    }
    for name in file.imports.union(file.atoms).sortedByBytes() {
      try note(name, from: path, isDependency: false)
    }
  }

  /// - Parameter isDependency: whether a resource file asks for it: then it cannot start without, whatever it is for.
  private func note(
    _ name: [UInt8], from path: RootPath?, isDependency: Bool
  ) throws(PlanningError) {
    guard isDependency || names.insert(name).inserted else { return }
    let reason = Reason(.erlangApplication, .likely, from: path, detail: name)
    for index in library.named[name] ?? []
    where isDependency || !run.isLeftOut(library.applications[index].directory) {
      try enter(index, reason)
    }
    if let boot = library.bootScripts[name], let bytes = bytes(of: boot) {
      try note(bootScript: bytes, from: boot)
    }
    guard let (index, _) = library.modules[name] else { return }
    let application = library.applications[index]
    guard !run.isLeftOut(application.directory) else { return }
    if !application.name.elementsEqual("erts".utf8) { try enter(index, reason) }
    if modules.insert(name).inserted { queue.append(name) }
  }

  private func note(bootScript bytes: [UInt8], from path: RootPath) throws(PlanningError) {
    var found: Set<[UInt8]> = []
    ErlangTerm.forEachAtom(in: bytes[...]) { atom in
      let name = Array(atom)
      if library.named[name] != nil { found.insert(name) }
    }
    for name in found.sortedByBytes() { try note(name, from: path, isDependency: false) }
  }

  /// Follows the modules that wait.
  private func drain() throws(PlanningError) {
    while let module = queue.popLast() {
      guard let (index, path) = library.modules[module], let bytes = bytes(of: path) else {
        continue
      }
      let isPlatform = try isPlatform(index)
      guard
        let file = BeamFile(bytes, isPlatform ? .imports : .atoms, known: library.names)
      else { continue }
      try note(file, from: path, isPlatform: isPlatform)
    }
  }

  private func enter(_ index: Int, _ reason: Reason) throws(PlanningError) {
    guard applications.insert(index).inserted else { return }
    let application = library.applications[index]
    let resource = try resource(of: application)
    try keep(application, reason)
    let path = application.directory.appending("ebin")
      .appending(application.name + Array(".app".utf8))
    for name in resource?.dependencies ?? [] { try note(name, from: path, isDependency: true) }
    if let start = resource?.start { try note(start, from: path, isDependency: false) }
    if try isPlatform(index) { return }
    for module in application.modules where modules.insert(module).inserted {
      queue.append(module)
    }
  }

  private func keep(
    _ application: ErlangLibrary.Application, _ reason: Reason
  ) throws(PlanningError) {
    let isForDevelopment = run.isLeftOut(application.directory)
    try run.keep(application.directory, because: reason, standing: .passive)
    var pending = [application.directory]
    while let directory = pending.popLast() {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      for child in children {
        let path = directory.appending(child.name)
        // What is for development and yet asked for is taken without its sources.
        if isForDevelopment, directory == application.directory {
          guard ["ebin", "priv"].contains(where: { child.name.elementsEqual($0.utf8) }) else {
            continue
          }
        } else if !isForDevelopment, run.isLeftOut(path) {
          continue
        }
        let isModule = child.name.hasSuffix(".beam") || child.name.hasSuffix(".app")
        try run.keep(path, because: reason, standing: isModule ? .passive : .supporting)
        if child.kind == .directory { pending.append(path) }
        if child.kind == .symlink { try run.keepLink(path, because: reason) }
      }
    }
  }

  /// Whether an application is Erlang's or Elixir's own.
  private func isPlatform(_ index: Int) throws(PlanningError) -> Bool {
    if let known = platform[index] { return known }
    let application = library.applications[index]
    let answer =
      try resource(of: application)?.isPlatform == true || library.isElixir(application.home)
    platform[index] = answer
    return answer
  }

  private func resource(
    of application: ErlangLibrary.Application
  ) throws(PlanningError) -> ErlangResource? {
    let path = application.directory.appending("ebin")
      .appending(application.name + Array(".app".utf8))
    return bytes(of: path).map { ErlangResource($0) }
  }

  /// Nil where the file is not there, no file, or larger than such files are.
  private func bytes(of path: RootPath) -> [UInt8]? {
    guard let found = try? run.root.resolve(path), found.entry?.isRegular == true else {
      return nil
    }
    return try? run.root.bytes(of: found.path, limit: Self.largest)
  }
}

extension Reason.Rule {
  /// An application of an installed Erlang that something reaches.
  static let erlangApplication = Reason.Rule(rawValue: "erlang-application")
}

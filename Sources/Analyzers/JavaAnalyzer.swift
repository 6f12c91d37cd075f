internal import Archives
internal import Loading
internal import Packages
internal import Planning
internal import Roots
internal import Work

/// Java: archives and class files that are kept, once a virtual machine is kept that runs them.
///
/// Class files name what they refer to in constant pools: other classes (the packages of the platform bring profiles in, as symbols of objects do), paths,
/// libraries for System.loadLibrary, and, in classes that start processes, programs. A manifest names further archives in `Class-Path`; the command line and
/// the environment name them in class paths, `DIRECTORY/*` being every archive there.
final class JavaAnalyzer: Analyzer {
  let name = "java"
  private let mentions: Mentions
  /// libjvm.so, once it is kept.
  private var machine: RootPath?
  /// Archives and classes that wait for it, or that it has met.
  private var waiting: Set<RootPath> = []
  private var read: [RootPath: KeptFile.Standing] = [:]
  private var sawCommands = false
  private let pool: WorkPool
  private var contents: ReadSources<RootPath, Content>?

  /// What a file says, as far as it can be read.
  private struct Content: Sendable {
    var facts = JavaFacts()
    var problem: ArchiveError?
  }

  init(mentions: Mentions, pool: WorkPool) {
    self.mentions = mentions
    self.pool = pool
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if machine == nil, file.path.name.elementsEqual("libjvm.so".utf8) { machine = file.path }
    if Self.isJava(file.path) { waiting.insert(file.path) }
    if file.standing == .leading, try run.isScript(file.path) { try followScript(file, run) }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard let machine else { return }
    if !sawCommands {
      sawCommands = true
      try followCommands(run)
    }
    // Data of a package is not read, but these are code.
    for path in run.keptPaths where run.standing(of: path) == .passive && Self.isJava(path) {
      waiting.insert(path)
    }
    let files = waiting.sorted().compactMap { path in
      run.keptFile(at: path).flatMap { file in
        file.entry.isRegular && read[path].map { $0 < file.standing } ?? true ? file : nil
      }
    }
    waiting = []
    let contents = contents ?? contents(run)
    self.contents = contents
    for file in files { contents.expect(file.path) }
    for file in files {
      read[file.path] = file.standing
      // What came before may have said more of it.
      let file = run.keptFile(at: file.path) ?? file
      if let content = try contents.source(for: file.path) {
        try follow(content, of: file, machine, run)
      }
    }
  }

  /// Archives are unpacked and read on all processors.
  private func contents(_ run: Run) -> ReadSources<RootPath, Content> {
    ReadSources(pool: pool) { path throws(PlanningError) in
      let file = try reading { () throws(RootError) in try run.root.deferredContent(at: path) }
      let isClass = path.name.hasSuffix(".class")
      return {
        Result { () throws(RootError) in
          try file.withContent { bytes in
            var result = Content()
            if isClass {
              result.facts.add(classFile: bytes)
            } else {
              do throws(ArchiveError) { try result.facts.add(archive: bytes) } catch {
                result.problem = error
              }
            }
            return result
          }
        }
      }
    }
  }

  static func isJava(_ path: RootPath) -> Bool {
    let name = path.name
    return name.hasSuffix(".jar") || name.hasSuffix(".class") || name.hasSuffix(".war")
      || name.hasSuffix(".ear")
  }

  // MARK: What archives say

  private func follow(
    _ content: Content, of file: KeptFile, _ machine: RootPath, _ run: Run
  ) throws(PlanningError) {
    let facts = content.facts
    if let problem = content.problem {
      run.note(
        Note(
          kind: "malformed-archive", path: file.path,
          text: "cannot read the archive '\(file.path)': \(problem)"))
    }
    for package in facts.packages.sortedByBytes() {
      try mentions.hear(importOf: package, by: file.path, in: run)
    }
    try followClassPath(facts.classPath, file, run)
    let speaker = Mentions.Speaker(file: file, executes: !facts.programs.isEmpty, rule: .mention)
    for path in facts.paths.sortedByBytes() { try mentions.follow(path, by: speaker, in: run) }
    for program in facts.programs.sortedByBytes() where !program.contains(UInt8(ascii: "/")) {
      guard let path = try run.program(named: program) else { continue }
      try run.keep(path, because: Reason(.program, .likely, from: file.path, detail: program))
    }
    for library in facts.libraries.sortedByBytes() {
      try followLibrary(library, file, machine, run)
    }
    try ArchivedObjects.keepNeeds(
      of: facts.objects, in: file.path, mappedBy: machine, run)
  }

  /// `Class-Path` is relative to where the archive was found, whatever link led there.
  private func followClassPath(
    _ entries: [[UInt8]], _ file: KeptFile, _ run: Run
  ) throws(PlanningError) {
    let evidence: Evidence =
      file.mustRun ? .required : .likely
    for entry in entries {
      let reason = Reason(.classPath, evidence, from: file.path, detail: entry)
      for name in Set(file.names + [file.path]).sorted() {
        let outcome = try run.keep(
          entry, from: name.parent, because: reason, standing: file.standing)
        if outcome.path != nil { break }
      }
    }
  }

  /// `java.library.path` of a Linux system, and wherever the application has it.
  private func followLibrary(
    _ name: [UInt8], _ file: KeptFile, _ machine: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard !name.contains(UInt8(ascii: "/")), !name.contains(UInt8(ascii: " ")) else { return }
    let library = Array("lib".utf8) + name + Array(".so".utf8)
    let reason = Reason(.dlopen, .likely, from: file.path, detail: library)
    for path in try run.index.paths(named: library) {
      let directory = path.parent
      // The virtual machine's own come with its profile.
      if directory.isWithin(machine.parent.parent) { continue }
      guard
        directory.name.elementsEqual("jni".utf8) || directory.parent.name.elementsEqual("lib".utf8)
          || directory.name.elementsEqual("lib".utf8) || !run.packages.isOwned(path)
      else { continue }
      try run.keep(path, because: reason)
    }
  }

  // MARK: What starts them

  /// Class paths, agents and properties: every part of a word, and of the options in the environment, that names something in the root.
  private func followCommands(_ run: Run) throws(PlanningError) {
    var words = run.request.commands.flatMap { $0.words.dropFirst() }
    for variable in run.request.environment where !variable.starts(with: "PATH=".utf8) {
      words += variable.split(separator: UInt8(ascii: " ")).map(Array.init)
    }
    for word in words {
      for part in word.split(whereSeparator: { ":=,;".utf8.contains($0) }) {
        try followClassPathPart(
          part, from: run.request.workingDirectory,
          because: Reason(.classPath, .likely, detail: word), run)
      }
    }
  }

  private func followClassPathPart(
    _ part: ArraySlice<UInt8>, from directory: RootPath, because reason: Reason, _ run: Run
  ) throws(PlanningError) {
    let isAll = part.hasSuffix("/*") || part.elementsEqual("*".utf8)
    let name = part.first == UInt8(ascii: "@") ? part.dropFirst() : part
    if !isAll {
      guard part.contains(UInt8(ascii: "/")) || part.contains(UInt8(ascii: ".")) else { return }
      let resolution = try? run.root.resolve(name, from: directory)
      guard resolution?.entry?.isRegular == true else { return }
      try run.keep(name, from: directory, because: reason, standing: .leading)
      return
    }
    let resolution = try? run.root.resolve(name.dropLast(), from: directory)
    guard let place = resolution?.path, resolution?.entry?.isDirectory == true else { return }
    let children = try reading { () throws(RootError) in try run.root.children(of: place) ?? [] }
    for child in children where child.name.hasSuffix(".jar") || child.name.hasSuffix(".JAR") {
      try run.keep(place.appending(child.name), because: reason, standing: .leading)
    }
  }

  /// Wrappers of distributions name archives of /usr/share/java without directory and extension, as arguments of a function.
  private func followScript(_ file: KeptFile, _ run: Run) throws(PlanningError) {
    var words: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in
        guard text.byteCount < 1 << 20,
          text.contains("find_jars", in: 0..<text.byteCount)
            || text.contains("/usr/share/java", in: 0..<text.byteCount)
        else { return }
        TextTokens.forEach(in: text) { word, _ in words.insert(word) }
      }
    }
    for word in words.sortedByBytes() where !word.contains(UInt8(ascii: "/")) && word.count > 1 {
      let path = RootPath("/usr/share/java").appending(
        word.hasSuffix(".jar") ? word : word + Array(".jar".utf8))
      try run.keep(path, because: Reason(.classPath, .likely, from: file.path, detail: word))
    }
  }

}

extension Reason.Rule {
  /// An entry of a Java class path.
  static let classPath = Reason.Rule(rawValue: "class-path")
}

internal import ELF
internal import Loading
internal import Packages
internal import Planning
internal import Profiles
internal import Roots
internal import Scanning
internal import Shell

/// Names in the read-only data of objects: absolute paths, names of libraries for dlopen(3), names of programs.
///
/// What a program opens by name it must carry as text. A path that exists is kept; a library's name is searched by the loader's rules for that very
/// object, if it can dlopen; a program counts only where the object can execute one.
final class ObjectTextAnalyzer: Analyzer {
  let name = "object-text"
  let mentions: Mentions
  let facts: ObjectFacts
  private let texts: ObjectTexts
  /// The names of all programs on PATH.
  private var onPath: Set<[UInt8]>?
  private let requested: RequestedPrograms
  private let data = NamedData()

  init(mentions: Mentions, facts: ObjectFacts, texts: ObjectTexts, requested: RequestedPrograms) {
    self.texts = texts
    self.mentions = mentions
    self.requested = requested
    self.facts = facts
  }

  func expect(_ path: RootPath, in run: Run) throws(PlanningError) {
    if !Self.isLoader(path) { try texts.expect(path, run) }
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard let object = try? run.loader.object(at: file.path) else { return }
    guard !Self.isLoader(file.path) else { return }
    let abilities = try facts.abilities(of: file.path, object, run)
    if !isLibcItself(object), abilities.contains(.shell), object.dynamic != nil {
      try run.keep(
        "/bin/sh",
        because: Reason(.shellCommand, .likely, from: file.path, detail: Array("system".utf8)))
    }
    let speaks = abilities.contains(.exec) ? try startsPrograms(file, run) : false
    if !speaks, abilities.contains(.exec) { try offerSiblings(of: file, object, run) }
    let related = speaks ? try RelatedPrograms.programs(for: file.path, run) : [:]
    var programs = related
    var asked: [[UInt8]: [RootPath]] = [:]
    // An interpreter's words are its language's.
    if speaks, file.standing == .leading, RequestedPrograms.areHeard(from: file),
      !file.reasons.contains(where: { $0.rule == .interpreter })
    {
      asked = try requested.programs(besides: run.packages.owner(of: file.path), run)
      programs.merge(asked) { $0 + $1 }
    }
    let scan = try texts.scan(file.path, object, run)
    if speaks { try followCommands(scan.commandLines, of: file, besides: programs, run) }
    // `GET` is rather a method than a program, where nobody's packager says otherwise.
    let constants = Set(asked.keys.filter { Self.isInCapitals($0) && related[$0] == nil })
    let said = programs.keys.sortedByBytes().filter {
      scan.words.contains($0) && !constants.contains($0)
    }
    let listed = try keepBack(
      SubcommandList(in: file.path, among: said, run).names, of: programs, run)
    for word in said {
      for path in programs[word] ?? [] where !run.isLeftOut(path) && !listed.contains(path) {
        if try run.needsDisplayAlone(path) {
          try RelatedPrograms.offer(
            path, because: Reason(.program, .likely, from: file.path, detail: word), run)
          continue
        }
        let isLeading =
          asked[word]?.contains(path) == true
          || (file.standing == .leading && isDependency(path, of: file.path, run))
        try RelatedPrograms.keep(
          path, named: word, because: Reason(.program, .likely, from: file.path, detail: word),
          standing: isLeading ? .leading : .supporting, run)
      }
    }
    let isLibc = isLibcItself(object)
    let speaker = Mentions.Speaker(
      file: file, executes: !isLibc && abilities.contains(.exec), readsDirectories: !isLibc,
      rule: .mention)
    var directories: [RootPath] = []
    for path in scan.paths.sortedByBytes() {
      if let kept = try mentions.follow(path, by: speaker, in: run), run.isPrivate(kept),
        run.keptFile(at: kept)?.entry.isDirectory == true
      {
        directories.append(kept)
      }
    }
    directories += try followUpward(scan.upward, speaker, run)
    for directory in directories {
      try keepNamed(scan, in: directory, speaker, run)
    }
    if file.standing < .leading, !isLibc {
      try data.keep(scan.names, endings: scan.endings, namedBy: file.path, run)
    }
    if file.standing == .leading || !mentions.templates.isEmpty {
      for name in scan.names.sortedByBytes() {
        mentions.templates.hear(name, from: file.path)
      }
    }
    if abilities.contains(.dlopen), !isLibc {
      for library in scan.libraries.sortedByBytes() {
        try followLibrary(library, file, run)
      }
      try LibraryParts.offer(of: file, object, run)
      try LibraryPlugins.offer(of: file, object, run)
    }
  }

  /// Of the programs that an object lists as its subcommands, the compiled ones, where they are large together: their package and the directory that they
  /// lie in do not bring them either.
  private func keepBack(
    _ names: Set<[UInt8]>, of programs: [[UInt8]: [RootPath]], _ run: Run
  ) throws(PlanningError) -> Set<RootPath> {
    var result: Set<RootPath> = []
    for path in names.flatMap({ programs[$0] ?? [] }) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      if entry?.isRegular == true, try run.isObject(path), !run.isKept(path) { result.insert(path) }
    }
    guard try run.bytesAdded(by: result.sorted()) > SubcommandList.together else { return [] }
    for path in result { run.passOver(path) }
    return result
  }

  /// Whether a program belongs to a package that neither every root has nor the package of the one who names it relies on.
  private func isStranger(
    _ program: RootPath, to path: RootPath, _ run: Run
  ) throws(PlanningError) -> Bool {
    let real = try reading { () throws(RootError) in try run.root.resolve(program).path }
    guard let owner = run.packages.owner(of: path), let other = run.packages.owner(of: real),
      !other.isEssential, other.source != owner.source
    else { return false }
    return !RelatedPrograms.packages(of: owner, run).contains { $0.source == other.source }
  }

  /// Whether the package of a program that the application starts depends on that of another one: its packager knows that it starts it.
  private func isDependency(_ program: RootPath, of path: RootPath, _ run: Run) -> Bool {
    guard let owner = run.packages.owner(of: path),
      let other = run.packages.owner(of: program), !other.isEssential
    else { return false }
    return run.packages.dependencies(of: owner).contains(other)
  }

  /// What an object's command lines run, if their first words are programs on PATH, or of `programs`.
  private func followCommands(
    _ lines: [[UInt8]: Set<[UInt8]>], of file: KeptFile, besides programs: [[UInt8]: [RootPath]],
    _ run: Run
  ) throws(PlanningError) {
    let onPath = try programsOnPath(run)
    let words = lines.keys.sortedByBytes().filter { word in
      (onPath.contains(word) || programs[word] != nil)
        && lines[word]?.allSatisfy(MessageText.isOne) == false
    }
    for word in words {
      guard let path = try run.startableProgram(named: word), !run.isLeftOut(path) else { continue }
      let reason = Reason(.program, .likely, from: file.path, detail: word)
      if programs[word] == nil, try isStranger(path, to: file.path, run) {
        // `import %s` is more often a language's than a program's: what costs little may stay.
        try RelatedPrograms.offer(path, because: reason, run)
        continue
      }
      try run.keep(
        path, because: reason,
        standing: file.standing == .leading && isDependency(path, of: file.path, run)
          ? .leading : .supporting)
    }
    let whole = words.reduce(into: Set<[UInt8]>()) { result, word in
      result.formUnion(lines[word]?.filter { !MessageText.isOne($0) } ?? [])
    }
    for command in Self.furtherCommands(of: whole) {
      guard let path = try run.startableProgram(named: command.name), !run.isLeftOut(path) else {
        continue
      }
      let reason = Reason(.program, .likely, from: file.path, detail: command.line)
      if programs[command.name] == nil, try isStranger(path, to: file.path, run) {
        try RelatedPrograms.offer(path, because: reason, run)
      } else {
        try run.keep(path, because: reason)
      }
    }
  }

  /// What command lines run beyond their first words: `env -i run-parts /etc/x.d`, `sort %s | uniq`.
  private static func furtherCommands(
    of lines: Set<[UInt8]>
  ) -> [(name: [UInt8], line: [UInt8])] {
    var result: [(name: [UInt8], line: [UInt8])] = []
    for line in lines.sortedByBytes() {
      let facts = ScriptFacts(script: line, surroundings: ScriptFacts.Surroundings()) { _ in nil }
      for command in facts.commands
      where command.place == .searched && command.isCertain && command.kind != .tested {
        result.append((command.name, line))
      }
    }
    return result
  }

  private static func isInCapitals(_ word: [UInt8]) -> Bool {
    word.count > 1 && word.allSatisfy { (0x41...0x5a).contains($0) }
  }

  /// Whether something is built from the source of what the application starts.
  private func isApplications(_ path: RootPath, _ run: Run) -> Bool {
    guard let owner = run.packages.owner(of: path) else { return false }
    return run.leadingSources().contains(owner.source)
  }

  private func isLibcItself(_ object: Object) -> Bool {
    object.dynamic?.soname.map { $0.starts(with: "libc.so.".utf8) } ?? false
  }

  /// - Parameter template: what the object says, where that is not the library's name as it stands.
  private func followLibrary(
    _ library: [UInt8], template: [UInt8]? = nil, _ file: KeptFile, _ run: Run
  ) throws(PlanningError) {
    guard !library.contains(UInt8(ascii: "*")) else { return }
    if library.contains(UInt8(ascii: "%")) {
      for name in LibraryTemplates.names(for: library, in: file.path, run) {
        try followLibrary(name, template: library, file, run)
      }
      return
    }
    let result = try loading { () throws(LoadingError) in
      try run.loader.search(library, for: file.path)
    }
    guard case .found(let path, let links, _, _) = result, !run.isKept(path) else { return }
    let reason = Reason(.dlopen, .likely, from: file.path, detail: template ?? library)
    if file.standing != .leading, run.isLeftOut(path) { return }
    if file.standing == .leading || (template != nil && isApplications(file.path, run)) {
      for link in links { try run.keepLink(link, because: reason) }
      try run.keep(path, because: reason)
    } else {
      try run.offer(path, because: reason, links: links)
    }
  }

  /// `../lib/x` in a program that was made to be moved: from where it lies. Answers the directories that are one thing's own.
  private func followUpward(
    _ names: StringSet, _ speaker: Mentions.Speaker, _ run: Run
  ) throws(PlanningError) -> [RootPath] {
    guard speaker.file.standing == .leading, speaker.file.entry.isExecutable else { return [] }
    var result: [RootPath] = []
    for name in names.sortedByBytes() {
      let text = speaker.file.path.parent.bytes + [UInt8(ascii: "/")] + name
      guard let path = try? run.root.resolve(text).path,
        let kept = try mentions.follow(path.bytes, by: speaker, in: run), run.isPrivate(kept),
        run.keptFile(at: kept)?.entry.isDirectory == true
      else { continue }
      result.append(kept)
    }
    return result
  }

  /// Files of a mentioned directory whose names the object says too: `proj.db` in /usr/share/proj. In /var, where a directory's content does not come
  /// with it, any name counts: what a package made there when it was installed (a map of fonts) has none with a dot.
  private func keepNamed(
    _ scan: StringScan, in directory: RootPath, _ speaker: Mentions.Speaker, _ run: Run
  ) throws(PlanningError) {
    let children = try reading { () throws(RootError) in try run.root.children(of: directory) ?? []
    }
    // `/name` is put behind the directory as it stands.
    for child in children
    where child.kind != .directory
      && (scan.names.contains(child.name)
        || scan.paths.contains([UInt8(ascii: "/")] + child.name)
        || (directory.isWithin("/var") && child.name.count > 3 && scan.words.contains(child.name)))
    {
      let path = directory.appending(child.name)
      let resolution = try reading { () throws(RootError) in try run.root.resolve(path) }
      try mentions.keep(path, resolution, child.name, speaker, run)
    }
  }

  /// Whether the programs that an object names count: the application's own, and those built from the same source.
  private func startsPrograms(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    if file.standing == .leading { return true }
    guard file.entry.isExecutable, let owner = run.packages.owner(of: file.path) else {
      return false
    }
    return run.leadingSources().contains(owner.source)
  }

  private func programsOnPath(_ run: Run) throws(PlanningError) -> Set<[UInt8]> {
    if let onPath { return onPath }
    var names: Set<[UInt8]> = []
    for directory in run.request.searchPath {
      let real = try reading { () throws(RootError) in try run.root.resolve(directory).path }
      let children = try reading { () throws(RootError) in try run.root.children(of: real) ?? [] }
      names.formUnion(children.map(\.name))
    }
    onPath = names
    return names
  }

  /// Offers the programs of its own source that a program names which something else starts, a module of Python or a library: it may be one of
  /// several that work together (`gpg` and its agent).
  private func offerSiblings(
    of file: KeptFile, _ object: Object, _ run: Run
  ) throws(PlanningError) {
    guard file.entry.isExecutable,
      RelatedPrograms.directories.contains(Array(file.path.parent.name)),
      let owner = run.packages.owner(of: file.path), !owner.isEssential
    else { return }
    let programs = try RelatedPrograms.siblings(of: file.path, owner, run)
    if programs.isEmpty { return }
    let scan = try texts.scan(file.path, object, run)
    for word in programs.keys.sortedByBytes()
    where scan.words.contains(word) || scan.commandLines[word] != nil {
      for path in programs[word] ?? [] where !run.isLeftOut(path) {
        guard let found = try? run.root.resolve(path) else { continue }
        try run.offer(
          found.path, because: Reason(.program, .likely, from: file.path, detail: word),
          links: found.links)
      }
    }
  }

  private static func isLoader(_ path: RootPath) -> Bool {
    path.name.starts(with: "ld-linux".utf8) || path.name.starts(with: "ld-2".utf8)
  }
}

extension Reason.Rule {
  /// The name of a program in an object that can start one.
  static let program = Reason.Rule(rawValue: "program")
  /// A path that a kept file says.
  static let mention = Reason.Rule(rawValue: "mention")
}

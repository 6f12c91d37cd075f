internal import Loading
internal import Packages
internal import Planning
internal import Profiles
internal import Roots
internal import Shell

/// Names in configuration: text files under /etc, files that no package owns, and what the application names otherwise.
///
/// No format is assumed: every word that names an existing file counts, absolute, or relative to the file's directory, to one of the directories above
/// it that are still the application's, or to a private directory that a kept object mentions (a ServerRoot, a prefix). Includes with globs bring what they match.
final class ConfigurationAnalyzer: Analyzer {
  let name = "configuration"
  let mentions: Mentions
  private let shell: ShellReader
  private let replaced = ReplacedConfiguration()
  private let data = DependedData()
  /// Names that would be answered if something mentioned the directory: by that directory.
  private var waiting: [RootPath: [Answer]] = [:]
  private var basesTried = 0
  private var pluginDirectories: [RootPath: Bool] = [:]

  /// What a relative name would be in some directory.
  private struct Answer {
    var candidate: RootPath
    var word: [UInt8]
    var file: RootPath
  }

  init(mentions: Mentions, shell: ShellReader) {
    self.mentions = mentions
    self.shell = shell
  }

  private static let largestFile: UInt64 = 2 << 20

  /// `LUA_PATH=/srv/lib/?.lua;;`: templates in the environment.
  func begin(_ run: Run) throws(PlanningError) {
    for variable in run.request.environment where variable.contains(UInt8(ascii: "?")) {
      guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
      for part in variable[(equals + 1)...].split(separator: UInt8(ascii: ";"))
      where part.first == UInt8(ascii: "/") {
        _ = mentions.templates.learn(Array(part))
      }
    }
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.entry.size <= Self.largestFile, file.entry.size > 0, try !run.isObject(file.path)
    else { return }
    let isModule = mentions.templates.isModule(file.path)
    // Modules of a language lie among their extensions without saying what there is.
    let isRegistry = run.isClaimed(file.path) ? false : try isRegistry(file, run)
    // Code of libraries says what it could use; what it starts and opens is looked for in its literals alone.
    if !isModule, ProgramText.isApplicationLibrary(file.path) { return }
    guard isModule || isRegistry || Self.isConfiguration(file, run) else { return }
    if try replaced.isReplaced(file, run) {
      replaced.wait(with: file.path)
      return
    }
    var found: Set<BytesKey> = []
    var commands: Set<[UInt8]> = []
    var scripts: [[UInt8]] = []
    var isText = false
    // What code starts is found in its literals, and scripts are read as such.
    let isProgram = try ProgramText.isCode(file.path) ? true : run.isScript(file.path)
    let hasShellText = file.standing == .leading && !isProgram
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in
        isText = Self.isText(text)
        guard isText else { return }
        TextTokens.forEach(in: text) { word, startsCommand in
          found.insert(BytesKey(word))
          if startsCommand { commands.insert(word) }
        }
        if hasShellText { scripts = ConfigurationShellText.texts(in: text) }
      }
    }
    let words = found.map(\.bytes).sortedByBytes()
    let isRun = isProgram ? try !isMarked(file, run) : false
    if isText, file.standing == .leading, !isRun { run.configurationFiles.insert(file.path) }
    if isText, file.standing == .leading, !isProgram {
      for word in words where word.count <= 64 && !word.contains(UInt8(ascii: "/")) {
        run.listedWords.insert(word)
      }
    }
    if isModule || file.standing == .leading {
      for word in words { mentions.templates.hear(word, from: file.path) }
    }
    // A module's other words are code, which only says what it imports.
    if isModule, file.standing != .leading { return }
    let speaker = Mentions.Speaker(file: file, executes: true, rule: .configurationFile)
    let near = Self.directories(of: file, run)
    for word in words {
      try follow(word, speaker, near, run)
    }
    for word in commands.sortedByBytes() {
      try followCommand(word, speaker, run)
    }
    if hasShellText { scripts += try commandLines(of: file, run) }
    for script in scripts { try shell.follow(ScriptFacts(script: script), of: file, run) }
    if words.contains(where: CommandText.isInterpreter), !ProgramText.isCode(file.path) {
      try followLines(of: file, run)
    }
  }

  /// Whether a file begins with `#!NAME`, without a directory, as some programs have it in their configuration: execve(2) would look for that where it
  /// is started.
  private func isMarked(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    guard let shebang = Shebang(try run.head(of: file.path)) else { return false }
    return shebang.interpreter.first != UInt8(ascii: "/")
  }

  /// See `ConfigurationCommandLines`.
  private func commandLines(of file: KeptFile, _ run: Run) throws(PlanningError) -> [[UInt8]] {
    guard file.entry.size <= Self.largestWithCommands else { return [] }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    guard unsafe Self.isText(text.span.bytes) else { return [] }
    return ConfigurationCommandLines.texts(in: text) { word in
      // What cannot be looked up is no program.
      ((try? run.startableProgram(named: word)) ?? nil) != nil
    }
  }

  private static let largestWithCommands: UInt64 = 128 << 10

  /// `command = python3 -m site.worker`: a line at a time.
  private func followLines(of file: KeptFile, _ run: Run) throws(PlanningError) {
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    for line in text.split(separator: UInt8(ascii: "\n")) { shell.hear([Array(line)], in: file) }
    let lists = unsafe ListedWords.lists(in: text.span.bytes)
    for list in lists where list.contains(where: CommandText.isInterpreter) {
      shell.hear(list, in: file)
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    for file in try replaced.others(run) { try analyze(file, in: run) }
    try mentions.templates.settle(run)
    try mentions.followIncluded(run)
    try data.settle(run)
    let bases = mentions.bases
    guard bases.count > basesTried else { return }
    for base in bases[basesTried...] {
      for answer in waiting.removeValue(forKey: base) ?? [] {
        guard let file = run.keptFile(at: answer.file) else { continue }
        let speaker = Mentions.Speaker(file: file, executes: true, rule: .configurationFile)
        try keep(answer.candidate, answer.word, speaker, run)
      }
    }
    basesTried = bases.count
  }

  /// Whether a small text lies among shared objects: it says which of them there are.
  private func isRegistry(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    let directory = file.path.parent
    guard file.entry.size < 256 << 10, run.isPrivate(directory), !run.isPassive(file.path) else {
      return false
    }
    if let known = pluginDirectories[directory] { return known }
    let children = try reading { () throws(RootError) in try run.root.children(of: directory) ?? []
    }
    let answer = children.contains { $0.name.namesSharedObject }
    pluginDirectories[directory] = answer
    return answer
  }

  private func follow(
    _ word: [UInt8], _ speaker: Mentions.Speaker, _ near: Set<RootPath>, _ run: Run
  ) throws(PlanningError) {
    guard let first = word.first, word.count > 1, word.count < 1024 else { return }
    if first == UInt8(ascii: "/") {
      try mentions.follow(word, by: speaker, in: run)
      return
    }
    // key=/value, @/file, ~/file
    if let slash = word.firstIndex(of: UInt8(ascii: "/")), slash > 0 {
      let before = word[slash - 1]
      if before == UInt8(ascii: "=") || before == UInt8(ascii: "@") || before == UInt8(ascii: "!") {
        try mentions.follow(Array(word[slash...]), by: speaker, in: run)
        return
      }
    }
    if word.count <= 64, speaker.file.standing == .leading {
      if !word.contains(UInt8(ascii: "/")) {
        run.configurationWords.insert(word)
        try followLibrary(word, speaker, run)
      } else if Self.isNameInParts(word) {
        run.configurationWords.insert(word)
      }
    }
    try followRelative(word, speaker, near, run)
  }

  /// `Europe/Paris`, `America/Argentina/Salta`: a name of two or three parts, which need be no file, since catalogues of modules have such names.
  private static func isNameInParts(_ word: [UInt8]) -> Bool {
    let parts = word.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return (2...3).contains(parts.count)
      && parts.allSatisfy { part in
        part.first.map { $0 | 0x20 }.map { (0x61...0x7a).contains($0) } == true
          && part.allSatisfy { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ":") && $0 < 0x80 }
      }
  }

  /// `load_extension('mod_x')`: a shared object `mod_x.so` that lies where the loader looks, of a package that people asked for by name.
  private func followLibrary(
    _ word: [UInt8], _ speaker: Mentions.Speaker, _ run: Run
  ) throws(PlanningError) {
    guard word.count > 3 else { return }
    let ending = Array(".so".utf8)
    let name = word.suffix(3) == ending[...] ? word : word + ending
    for path in try run.index.paths(named: name) where !run.isPrivate(path.parent) {
      guard let real = try? run.root.resolve(path).path,
        run.packages.owner(of: real)?.isRequested == true, !run.isLeftOut(real)
      else { continue }
      try run.keep(
        path,
        because: Reason(.configurationFile, .likely, from: speaker.file.path, detail: word))
    }
  }

  private func followRelative(
    _ word: [UInt8], _ speaker: Mentions.Speaker, _ near: Set<RootPath>, _ run: Run
  ) throws(PlanningError) {
    let isPlain = !word.contains(UInt8(ascii: "/")) && !word.contains(UInt8(ascii: "."))
    if word.contains(where: Mentions.isGlobByte) {
      // In code that is arithmetic, or a regular expression.
      guard !isPlain, word.contains(UInt8(ascii: "/")) || word.first == UInt8(ascii: "*"),
        !ProgramText.isCode(speaker.file.path), try !run.isScript(speaker.file.path)
      else { return }
      for directory in near.sorted() {
        try mentions.follow(directory.appending(word).bytes, by: speaker, in: run)
      }
      return
    }
    guard let last = word.split(separator: UInt8(ascii: "/")).last else { return }
    // A name that half the root has says little.
    let candidates = try run.index.paths(named: last, limit: Self.mostCandidates)
    if candidates.isEmpty { return }
    let clean = RootPath(word).bytes
    if !isPlain, candidates.count == 1, candidates[0].bytes.suffix(clean.count) == clean[...] {
      try data.hear(word, of: candidates[0], speaker.file, run)
    }
    for candidate in candidates where candidate.bytes.count > clean.count {
      for name in [candidate] + (isPlain ? [] : try run.index.aliases(of: candidate)) {
        guard name.bytes.count > clean.count, name.bytes.suffix(clean.count).elementsEqual(clean)
        else { continue }
        let base = RootPath(canonical: Array(name.bytes.dropLast(clean.count)))
        if near.contains(base) || (!isPlain && mentions.isBase(base)) {
          try keep(name, word, speaker, run)
        } else if !isPlain {
          waiting[base, default: []].append(
            Answer(candidate: name, word: word, file: speaker.file.path))
        }
      }
    }
  }

  private static let mostCandidates = 64

  private func keep(
    _ candidate: RootPath, _ word: [UInt8], _ speaker: Mentions.Speaker, _ run: Run
  ) throws(PlanningError) {
    let resolution: Resolution
    do { resolution = try run.root.resolve(candidate) } catch {
      if error.code == .symlinkLoop { return }
      throw .root(error)
    }
    try mentions.keep(candidate, resolution, word, speaker, run)
  }

  /// Whether configuration is the application's: its author's, or of a package built from its source.
  private func isApplications(_ file: KeptFile, _ run: Run) -> Bool {
    guard let owner = run.packages.owner(of: file.path) else { return file.standing == .leading }
    return run.leadingSources().contains(owner.source)
  }

  /// `command="gs"`, `ExecStart=...`, `program: x`: an installed program that configuration says is run.
  private func followCommand(
    _ word: [UInt8], _ speaker: Mentions.Speaker, _ run: Run
  ) throws(PlanningError) {
    guard word.count > 1, let path = try run.startableProgram(named: word), !run.isLeftOut(path)
    else { return }
    try run.keep(
      path, because: Reason(.configurationFile, .likely, from: speaker.file.path, detail: word),
      standing: isApplications(speaker.file, run) ? .leading : .supporting)
  }

  /// The directories that relative names of a file are tried against: its own and those above that are private, for each of its names.
  static func directories(of file: KeptFile, _ run: Run) -> Set<RootPath> {
    var result: Set<RootPath> = []
    for name in file.names + [file.path] {
      var directory = name.parent
      while run.isPrivate(directory) {
        result.insert(directory)
        directory = directory.parent
      }
    }
    return result
  }

  /// Whether a file's text may say what the application uses.
  private static func isConfiguration(_ file: KeptFile, _ run: Run) -> Bool {
    if run.isPassive(file.path) { return false }
    if file.path.isWithin("/etc") || file.standing == .leading { return true }
    let name = file.path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return extensions.contains(Array(name[(dot + 1)...]))
  }

  private static let extensions = Set(
    [
      "conf", "cnf", "cfg", "ini", "xml", "la", "yaml", "yml", "toml", "json", "properties",
      "cache", "load", "service",
    ]
    .map { Array($0.utf8) })

  /// Text has no NUL in its first bytes.
  static func isText(_ bytes: borrowing RawSpan) -> Bool {
    for index in 0..<min(bytes.byteCount, 1024)
    where unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) == 0 {
      return false
    }
    return true
  }
}

extension Reason.Rule {
  /// A name in a configuration file.
  static let configurationFile = Reason.Rule(rawValue: "configuration-file")
}

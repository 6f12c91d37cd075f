internal import Planning
internal import Roots

/// Names in configuration: text files under /etc, files that no package owns, and what the application names otherwise.
///
/// No format is assumed: every word that names an existing file counts, absolute, or relative to the file's directory, to one of the directories above
/// it that are still the application's, or to a private directory that a kept object mentions (a ServerRoot, a prefix). Includes with globs bring what they match.
final class ConfigurationAnalyzer: Analyzer {
  let name = "configuration"
  let mentions: Mentions
  /// Relative names that nothing answered yet: a directory mentioned later may.
  private var open: [RootPath: Set<[UInt8]>] = [:]
  private var basesTried = 0

  init(mentions: Mentions) { self.mentions = mentions }

  private static let largestFile: UInt64 = 2 << 20

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard file.entry.size <= Self.largestFile, file.entry.size > 0, Self.isConfiguration(file),
      try !run.isCode(file.path)
    else { return }
    var words: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in
        guard Self.isText(text) else { return }
        TextTokens.forEach(in: text) { word, _ in words.insert(word) }
      }
    }
    let speaker = Mentions.Speaker(file: file, executes: true, rule: .configurationFile)
    for word in words.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try follow(word, speaker, run)
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard mentions.bases.count != basesTried else { return }
    basesTried = mentions.bases.count
    for (path, words) in open.sorted(by: { $0.key < $1.key }) {
      guard let file = run.keptFile(at: path) else { continue }
      let speaker = Mentions.Speaker(file: file, executes: true, rule: .configurationFile)
      for word in words.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        try followRelative(word, speaker, run)
      }
    }
  }

  private func follow(
    _ word: [UInt8], _ speaker: Mentions.Speaker, _ run: Run
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
    if word.count <= 64, !word.contains(UInt8(ascii: "/")), speaker.file.standing == .leading {
      run.configurationWords.insert(word)
    }
    try followRelative(word, speaker, run)
  }

  private func followRelative(
    _ word: [UInt8], _ speaker: Mentions.Speaker, _ run: Run
  ) throws(PlanningError) {
    let isPlain =
      !word.contains(UInt8(ascii: "/")) && !word.contains(UInt8(ascii: "."))
    let near = Self.directories(of: speaker.file)
    let isGlob = word.contains(where: Mentions.isGlobByte)
    if isGlob {
      guard !isPlain, word.contains(UInt8(ascii: "/")) || word.first == UInt8(ascii: "*") else {
        return
      }
      for directory in near {
        try mentions.follow(directory.appending(word).bytes, by: speaker, in: run)
      }
      return
    }
    guard let last = word.split(separator: UInt8(ascii: "/")).last else { return }
    let candidates = try run.index.paths(named: last)
    if candidates.isEmpty { return }
    let clean = RootPath(word).bytes
    var answered = false
    for candidate in candidates where candidate.bytes.count > clean.count {
      guard candidate.bytes.suffix(clean.count).elementsEqual(clean) else { continue }
      let base = RootPath(canonical: Array(candidate.bytes.dropLast(clean.count)))
      guard near.contains(base) || (!isPlain && mentions.bases.contains(base)) else { continue }
      let resolution: Resolution
      do { resolution = try run.root.resolve(candidate) } catch {
        if error.code == .symlinkLoop { continue }
        throw .root(error)
      }
      answered = true
      try mentions.keep(candidate, resolution, word, speaker, run)
    }
    if !answered, !isPlain { open[speaker.file.path, default: []].insert(word) }
  }

  /// The directories that relative names of a file are tried against: its own and those above that are private, for each of its names.
  static func directories(of file: KeptFile) -> Set<RootPath> {
    var result: Set<RootPath> = []
    for name in file.names + [file.path] {
      var directory = name.parent
      while Territory.isPrivate(directory) {
        result.insert(directory)
        directory = directory.parent
      }
    }
    return result
  }

  /// Whether a file's text may say what the application uses.
  private static func isConfiguration(_ file: KeptFile) -> Bool {
    if Passive.contains(file.path) { return false }
    if file.path.isWithin("/etc") || file.standing == .leading { return true }
    let name = file.path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return extensions.contains(Array(name[(dot + 1)...]))
  }

  private static let extensions = Set(
    [
      "conf", "cnf", "cfg", "ini", "xml", "la", "yaml", "yml", "toml", "json", "properties",
      "cache", "load",
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

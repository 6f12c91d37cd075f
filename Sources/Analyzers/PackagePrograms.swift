internal import Planning
internal import Profiles
internal import Roots

/// The programs that the texts of a package may name, and how much of these may still be read for that.
struct PackagePrograms {
  /// Of the package and of those that count as the same: named where a text sets something to their name.
  let own: [BytesKey: RootPath]
  /// Those that people asked for by name: named by any word.
  let requested: [[UInt8]: [RootPath]]
  /// Of packages that theirs depends on: named where configuration in /etc sets something to their name, and as a literal in code (`PackagedCode`).
  let related: [BytesKey: RootPath]
  private var readable = Self.largestReading
  private var readableCode = Self.largestReading

  private static let largestReading: UInt64 = 4 << 20
  private static let largestText: UInt64 = 16384

  init(
    own: [BytesKey: RootPath], requested: [[UInt8]: [RootPath]], related: [BytesKey: RootPath]
  ) {
    self.own = own
    self.requested = requested
    self.related = related
  }

  /// Keeps the programs that a text of the package names.
  mutating func keep(
    namedIn path: RootPath, _ entry: Entry, _ run: Run
  ) throws(PlanningError) {
    try keepSet(in: path, entry, run)
    if entry.size <= readableCode, PackagedCode.speaks(path, entry) {
      readableCode -= entry.size
      try PackagedCode.keep(namedIn: path, of: related, run)
    }
  }

  private struct Names {
    var own: Set<BytesKey> = []
    var requested: Set<[UInt8]> = []
    var related: Set<BytesKey> = []
  }

  private mutating func keepSet(
    in path: RootPath, _ entry: Entry, _ run: Run
  ) throws(PlanningError) {
    let hearsRelated = path.isWithin("/etc") && !related.isEmpty
    guard entry.size <= Self.largestText, entry.size <= readable,
      !own.isEmpty || !requested.isEmpty || hearsRelated, !run.isPassive(path)
    else { return }
    readable -= entry.size
    let names = try names(in: path, hearsRelated: hearsRelated, run)
    for name in names.own.sorted() {
      guard let program = own[name], !run.isLeftOut(program) else { continue }
      let reason = Reason(.program, .likely, from: path, detail: name.bytes)
      if try run.needsDisplayAlone(program) {
        try RelatedPrograms.offer(program, because: reason, run)
      } else {
        try run.keep(program, because: reason)
      }
    }
    for name in names.related.sorted() {
      guard let program = related[name], !run.isLeftOut(program),
        !run.profiles.has(name: name.bytes, in: .administrationCommands)
      else { continue }
      try run.keep(
        program, because: Reason(.program, .likely, from: path, detail: name.bytes),
        standing: .leading)
    }
    for name in names.requested.sortedByBytes() {
      for program in requested[name] ?? [] where !run.isLeftOut(program) {
        try run.keep(
          program, because: Reason(.program, .likely, from: path, detail: name), standing: .leading)
      }
    }
  }

  private func names(
    in path: RootPath, hearsRelated: Bool, _ run: Run
  ) throws(PlanningError) -> Names {
    var names = Names()
    try reading { () throws(RootError) in
      try run.root.withContent(of: path) { (text) throws(RootError) in
        guard ConfigurationAnalyzer.isText(text) else { return }
        SettingLines.forEachValue(in: text) {
          let key = BytesKey($0)
          if own[key] != nil { names.own.insert(key) }
          if requested[$0] != nil { names.requested.insert($0) }
          if hearsRelated, related[key] != nil { names.related.insert(key) }
        }
        if requested.isEmpty { return }
        // In data that is no configuration, two letters are more likely a language.
        let least = path.isWithin("/etc") ? 1 : 3
        TextTokens.forEach(in: text) { word, _ in
          if word.count >= least, requested[word] != nil { names.requested.insert(word) }
        }
      }
    }
    return names
  }
}

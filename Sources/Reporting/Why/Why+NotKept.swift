internal import Packages
internal import Planning
internal import Profiles
internal import Roots
internal import Terminal

extension Why {
  /// What is known of a path that is there and not kept: what leaves it out, what speaks for it, what would bring it. Each "would" was tried.
  func notKept(_ path: RootPath) throws(PlanningError) -> String {
    let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
    guard let entry else { return "" }
    var text = style.bold("\(path)") + " is not kept" + describe(entry, path) + "\n"
    for line in try hindrances(path) { text += "  \(line)\n" }
    text += spokenFor(path)
    for line in try mentions(of: path) { text += "  \(line)\n" }
    for line in try remedies(path) { text += "  \(line)\n" }
    if entry.isDirectory { text += try content(of: path) }
    return text
  }

  /// What leaves it out.
  private func hindrances(_ path: RootPath) throws(PlanningError) -> [String] {
    var lines: [String] = []
    for pattern in drops(of: path) { lines.append("--drop '\(printable(pattern))' leaves it out") }
    if let verdict = run.profiles.verdict(on: path), verdict.isDropped {
      let comment = verdict.item.comment.map { " (\($0))" } ?? ""
      lines.append(
        "the profile \(verdict.profile) leaves it out: \(verdict.item.text)\(comment)")
    } else if run.isDocumentation(path) {
      lines.append("it is documentation: no package and no mentioned directory brings that")
    }
    if run.isClaimed(path) {
      lines.append("it came with the modules of a language, and no import reaches it")
    }
    return lines + run.notes(about: path).map(\.text)
  }

  /// The patterns of `--drop` that leave a path out.
  private func drops(of path: RootPath) -> [[UInt8]] {
    run.request.drop.filter { pattern in
      guard let glob = try? Glob(pattern) else { return false }
      return ([path] + path.ancestors).contains { glob.matches($0) }
    }
  }

  private func spokenFor(_ path: RootPath) -> String {
    let reasons = run.declinedReasons(for: path)
    if reasons.isEmpty { return "" }
    var text = "  what speaks for it is not enough:\n"
    var told: Set<String> = []
    for reason in showsAll ? reasons[...] : reasons.prefix(5)
    where told.insert(reason.sentence).inserted {
      text += "    \(reason.sentence)\n"
    }
    return text
  }

  private func mentions(of path: RootPath) throws(PlanningError) -> [String] {
    let search = MentionSearch(run: run)
    let limit = showsAll ? Int.max : 5
    let found = try reading { () throws(RootError) in
      try search.mentions(of: path, aliases: (try? run.index.aliases(of: path)) ?? [])
    }
    func line(_ what: String, _ paths: [RootPath]) -> String {
      let shown = paths.prefix(limit).map { "\($0)" }.joined(separator: ", ")
      return "\(what) \(shown)" + (paths.count > limit ? ", and \(paths.count - limit) more" : "")
    }
    var lines: [String] = []
    if !found.byPath.isEmpty {
      lines.append(
        line("its path stands in", found.byPath)
          + (run.ignoresMention(of: path) ? ", which counts for nothing: it does in too much" : ""))
    }
    if !found.byName.isEmpty { lines.append(line("its name stands in", found.byName)) }
    if lines.isEmpty { lines.append("no kept file mentions it") }
    return lines
  }

  /// What would bring it.
  private func remedies(_ path: RootPath) throws(PlanningError) -> [String] {
    var lines: [String] = []
    for level in Evidence.allCases where level > run.request.evidence {
      var request = run.request
      request.evidence = level
      if let reason = try reason(for: path, request) {
        lines.append("--evidence \(level.rawValue) keeps it: \(reason)")
        break
      }
    }
    for name in try profiles(speakingOf: path) {
      var request = run.request
      request.profiles.append(name)
      if let reason = try reason(for: path, request) {
        lines.append("--profile \(name) keeps it: \(reason)")
      }
    }
    if drops(of: path).isEmpty {
      lines.append("--keep '\(printable(Glob.escaped(path.bytes)))' keeps it")
    }
    return lines
  }

  private func reason(for path: RootPath, _ request: Request) throws(PlanningError) -> String? {
    try trials.run(request).reasons(for: path)?.first?.sentence
  }

  /// The profiles that are not in force and whose patterns match the path, or a directory above it.
  private func profiles(speakingOf path: RootPath) throws(PlanningError) -> [String] {
    let library = run.profiles.library
    let active = Set(run.profiles.matches.map(\.profile))
    var places: [String: [ProfileMatch]] = [:]
    for (file, kind) in try run.index.everything() where kind == .regular || kind == .symlink {
      for match in library.matches(path: file) where !active.contains(match.profile) {
        if places[match.profile]?.contains(match) != true {
          places[match.profile, default: []].append(match)
        }
      }
    }
    var result: [String] = []
    for name in library.names where !active.contains(name) {
      let profile: Profile
      do { profile = try library.profile(named: name) } catch { throw .input("\(error)") }
      let matches = places[name] ?? [ProfileMatch(profile: name)]
      let speaks = (profile.keep + profile.bare).contains { item in
        matches.contains { match in
          guard let pattern = match.pattern(of: item), let glob = try? Glob(pattern) else {
            return false
          }
          return ([path] + path.ancestors).contains { glob.matches($0) }
        }
      }
      if speaks || profile.libraries.contains(where: { path.name.elementsEqual($0.text.utf8) })
        || profile.commands.contains(where: { path.name.elementsEqual($0.text.utf8) })
      {
        result.append(name)
      }
    }
    return result
  }
}

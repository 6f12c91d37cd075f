internal import Loading
internal import Planning
internal import Profiles
internal import Roots

/// Profiles: knowledge that is data.
///
/// A profile comes in when it is asked for, when a kept file's path matches what it applies to, when a kept object imports a function that it names, or when a
/// kept file mentions one of its paths; docs/profiles.md says what each of its keys does.
final class ProfileAnalyzer: Analyzer {
  let name = "profile"
  private let library: ProfileLibrary
  private let mentions: Mentions
  private let facts: ObjectFacts
  private var applied: Set<ProfileMatch> = []
  private var mentionsSeen = 0

  init(library: ProfileLibrary, mentions: Mentions, facts: ObjectFacts) {
    self.library = library
    self.mentions = mentions
    self.facts = facts
  }

  func begin(_ run: Run) throws(PlanningError) {
    for match in library.always { try apply(match, because: nil, run) }
    for name in run.request.profiles {
      try apply(ProfileMatch(profile: name), because: nil, run)
      let profile = try Self.profile(named: name, in: library)
      guard run.request.commands.isEmpty else { continue }
      for word in profile.command {
        guard let path = try run.program(named: word.utf8) else {
          if word == profile.command.first {
            run.miss(Missing(name: Array(word.utf8), from: nil, rule: .profile))
          }
          continue
        }
        try run.keep(
          path, because: Reason(.profile, .required, detail: Array(name.utf8)), standing: .leading)
      }
    }
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    for path in Set([file.path] + file.names) {
      for match in library.matches(path: path) { try apply(match, because: file.path, run) }
    }
    guard let object = try? run.loader.object(at: file.path) else { return }
    for name in try facts.imports(of: file.path, object, run) {
      for match in library.matches(importing: name) {
        try apply(match, because: file.path, run)
      }
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    let heard = mentions.heard
    guard heard.count > mentionsSeen else { return }
    for (text, speaker) in heard[mentionsSeen...] {
      for match in library.matches(mention: text) { try apply(match, because: speaker, run) }
    }
    mentionsSeen = heard.count
  }

  private func apply(
    _ match: ProfileMatch, because cause: RootPath?, _ run: Run
  ) throws(PlanningError) {
    guard applied.insert(match).inserted else { return }
    let profile = try Self.profile(named: match.profile, in: library)
    for need in profile.needs {
      try apply(ProfileMatch(profile: need, bindings: match.bindings), because: cause, run)
    }
    // What is not needed is known before anything is kept.
    for item in profile.drop {
      if let pattern = match.pattern(of: item) { run.leaveOut(try Self.glob(pattern, profile)) }
    }
    for item in profile.keep { try keep(item, match, profile, cause, run) }
    for item in profile.commands {
      let reason = Self.reason(item, profile, cause)
      if let path = try run.program(named: item.text.utf8) {
        try run.keep(path, because: reason)
      } else if reason.evidence == .required, !item.isOptional {
        run.miss(Missing(name: Array(item.text.utf8), from: cause, rule: .profile))
      }
    }
    for item in profile.libraries { try keepLibrary(item, match, profile, cause, run) }
    for directory in profile.directories { try make(directory, profile, cause, run) }
    for variable in profile.pathVariables { try keepPaths(of: variable, profile, cause, run) }
  }

  private func keep(
    _ item: Profile.Item, _ match: ProfileMatch, _ profile: Profile, _ cause: RootPath?, _ run: Run
  ) throws(PlanningError) {
    guard let pattern = match.pattern(of: item) else { return }
    let reason = Self.reason(item, profile, cause)
    let glob = try Self.glob(pattern, profile)
    let found = try reading { () throws(RootError) in try run.root.expand(glob) }
    for link in found.links { try run.keepLink(link, because: Reason(.link, reason.evidence)) }
    for path in found.paths where !run.isLeftOut(path) {
      let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
      if entry?.isSymlink == true { try run.keepLink(path, because: reason) }
      try run.keep(path, because: reason, standing: .supporting)
    }
    if found.paths.isEmpty, reason.evidence == .required, !item.isOptional {
      run.miss(Missing(name: pattern, from: cause, rule: .profile))
    }
  }

  private func keepLibrary(
    _ item: Profile.Item, _ match: ProfileMatch, _ profile: Profile, _ cause: RootPath?, _ run: Run
  ) throws(PlanningError) {
    guard let pattern = match.pattern(of: item), let requester = cause else { return }
    let result = try loading { () throws(LoadingError) in
      try run.loader.search(pattern, for: requester)
    }
    guard case .found(let path, let links, _, _) = result else { return }
    let reason = Self.reason(item, profile, cause)
    for link in links { try run.keepLink(link, because: reason) }
    try run.keep(path, because: reason)
  }

  /// A directory that every program of this kind expects is made where the root lacks it.
  private func make(
    _ directory: Profile.Directory, _ profile: Profile, _ cause: RootPath?, _ run: Run
  ) throws(PlanningError) {
    let path = RootPath(directory.path)
    let reason = Reason(.profile, .likely, from: cause, detail: Array(profile.name.utf8))
    switch try run.keep(path, because: reason, standing: .passive) {
    case .kept, .declined: return
    case .absent(let path):
      let entry = Entry(
        kind: .directory, mode: directory.mode, uid: UInt32(directory.user) ?? 0,
        gid: UInt32(directory.group) ?? 0, identity: Entry.Identity(volume: .max, number: 0))
      try run.write(path, entry: entry, content: [], because: reason)
    }
  }

  private func keepPaths(
    of variable: String, _ profile: Profile, _ cause: RootPath?, _ run: Run
  ) throws(PlanningError) {
    guard let value = run.request.variable(variable) else { return }
    for part in value.split(separator: UInt8(ascii: ":")) {
      let reason = Reason(.profile, .likely, from: cause, detail: Array(variable.utf8))
      try run.keep(part, from: run.request.workingDirectory, because: reason)
    }
  }

  private static func reason(
    _ item: Profile.Item, _ profile: Profile, _ cause: RootPath?
  ) -> Reason {
    var detail = "\(profile.name): \(item.text)"
    if let comment = item.comment { detail += " (\(comment))" }
    return Reason(
      .profile, Evidence(rawValue: item.strength.rawValue) ?? .likely, from: cause,
      detail: Array(detail.utf8))
  }

  private static func profile(
    named name: String, in library: ProfileLibrary
  ) throws(PlanningError) -> Profile {
    do { return try library.profile(named: name) } catch { throw .input("\(error)") }
  }

  private static func glob(_ pattern: [UInt8], _ profile: Profile) throws(PlanningError) -> Glob {
    do { return try Glob(pattern) } catch { throw .input("profile '\(profile.name)': \(error)") }
  }
}

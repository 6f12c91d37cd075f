internal import Loading
internal import Planning
internal import Profiles
internal import Roots

/// Profiles: knowledge that is data.
///
/// A profile comes in when it is asked for, when a kept file's path matches what it applies to, when a kept object imports a function that it names or code
/// of a language a module, a package or a class, or when a kept file mentions one of its paths; docs/profiles.md says what each of its keys does.
final class ProfileAnalyzer: Analyzer {
  let name = "profile"
  private let mentions: Mentions
  private let facts: ObjectFacts
  private let sessions: GivenSessions

  init(mentions: Mentions, facts: ObjectFacts, shell: ShellReader) {
    self.mentions = mentions
    self.facts = facts
    sessions = GivenSessions(shell: shell)
  }

  func begin(_ run: Run) throws(PlanningError) {
    // Before a mention is followed, so that what a profile drops is known when a directory's content is kept.
    mentions.onHearing = { [weak self] (text, speaker, run) throws(PlanningError) in
      guard let self else { return }
      for match in run.profiles.library.matches(mention: text) {
        try self.apply(match, because: speaker, run)
      }
    }
    mentions.onImport = { [weak self] (name, speaker, run) throws(PlanningError) in
      guard let self else { return }
      for match in run.profiles.library.matches(importing: name) {
        try self.apply(match, because: speaker, run)
      }
    }
    let library = run.profiles.library
    // Trees are kept before it is known what runs in them, so each runtime that the root has says now what nobody needs.
    for (path, kind) in try run.index.everything() where kind == .regular || kind == .symlink {
      for match in library.matches(path: path) {
        do { try run.profiles.announce(match) } catch { throw .input("\(error)") }
      }
    }
    for match in library.always { try apply(match, because: nil, run) }
    let isBare = run.request.commands.isEmpty
    for name in run.request.profiles {
      try apply(ProfileMatch(profile: name), for: isBare ? .bare : .asked, because: nil, run)
      if isBare { try keepCommand(of: name, run) }
    }
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    let library = run.profiles.library
    for path in [file.path] + file.names.filter({ $0 != file.path }) {
      for match in library.matches(path: path, isStarted: file.standing == .leading) {
        try apply(match, because: file.path, run)
      }
    }
    guard let object = try? run.loader.object(at: file.path) else { return }
    for match in library.matches(imports: try facts.imports(of: file.path, object, run)) {
      if try opensSession(match, run), sessions.holdBack(match, of: file) { continue }
      try apply(match, because: file.path, run)
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    for (match, path) in sessions.forPeople(run) { try apply(match, because: path, run) }
  }

  /// Whether a profile is for what opens sessions at a terminal: it asks for functions together.
  private func opensSession(_ match: ProfileMatch, _ run: Run) throws(PlanningError) -> Bool {
    do {
      return try !run.profiles.library.profile(named: match.profile).appliesTo.importsTogether
        .isEmpty
    } catch {
      throw .input("\(error)")
    }
  }

  /// What a bare runtime runs; words that are no programs are its arguments.
  private func keepCommand(of name: String, _ run: Run) throws(PlanningError) {
    let profile: Profile
    do { profile = try run.profiles.library.profile(named: name) } catch {
      throw .input("\(error)")
    }
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

  private func apply(
    _ match: ProfileMatch, for request: ActiveProfiles.Request = .nobody,
    because cause: RootPath?, _ run: Run
  ) throws(PlanningError) {
    let new: [ActiveProfiles.Contribution]
    do {
      new = try run.profiles.activate(match, for: request)
    } catch {
      throw .input("\(error)")
    }
    for contribution in new {
      try ProfileContribution(contribution: contribution, cause: cause).enter(run)
    }
  }
}

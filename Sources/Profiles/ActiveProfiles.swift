public import Roots

/// The profiles in force in one plan, merged.
///
/// What was said last wins: `drop` over `keep` of the same profile, a later profile over an earlier one, a profile that was asked for over one that
/// came in by itself.
public final class ActiveProfiles {
  public let library: ProfileLibrary
  /// In the order in which they came into force.
  public private(set) var matches: [ProfileMatch] = []
  /// How each profile in force was asked for.
  private var named: [String: Request] = [:]
  private var seen: Set<ProfileMatch> = []
  /// What profiles say, by how they came in.
  private let rules = Patterns<Verdict>()

  /// Whose word counts before whose.
  private enum Rank: Int {
    case announced, automatic, asked
  }
  private var announced: Set<ProfileMatch> = []
  private var verdicts: [RootPath: Verdict?] = [:]
  /// Changes where verdicts may.
  public private(set) var revision = 0
  private var conventions: [ConventionKey: Patterns<Bool>] = [:]
  private var names: [ConventionKey: Set<BytesKey>] = [:]

  public init(library: ProfileLibrary) { self.library = library }

  /// Who wants a profile.
  public enum Request: Hashable, Sendable {
    /// Something that is kept.
    case nobody
    /// A person, by name, who also said what runs.
    case asked
    /// A person who said nothing else: whatever the runtime may need to run anything.
    case bare
  }

  /// What a profile says of one path, and where.
  public struct Verdict: Hashable, Sendable {
    public var isDropped: Bool
    public var profile: String
    public var item: Profile.Item
  }

  /// What a profile brings into the plan now.
  public struct Contribution: Sendable {
    public var match: ProfileMatch
    public var profile: Profile
    public var keep: [(item: Profile.Item, glob: Glob)]
    /// Whether the profile was in force already, for other places: then `commands`, `libraries` and the rest have been said.
    public var isFurther: Bool
  }

  /// Has the `drop` of a profile count though nothing has brought it in yet.
  ///
  /// Trees are kept before it is known what runs in them; what nobody needs of a runtime that the root has is not needed in any of them.
  public func announce(_ match: ProfileMatch) throws(ProfileError) {
    guard announced.insert(match).inserted, !seen.contains(match) else { return }
    let profile = try library.profile(named: match.profile)
    for item in profile.drop {
      drop(item, profile, match) { rules.insert($0, $1, .announced) }
    }
    forgetVerdicts()
  }

  /// Puts a profile into force, and those that it needs before it. Answers what is new, in that order; nothing where all of it was in force.
  ///
  /// - Parameter request: for a profile in force already, the first answer counts.
  public func activate(
    _ match: ProfileMatch, for request: Request = .nobody
  ) throws(ProfileError) -> [Contribution] {
    guard seen.insert(match).inserted else { return [] }
    let profile = try library.profile(named: match.profile)
    var result: [Contribution] = []
    let known = named[profile.name]
    if known == nil {
      named[profile.name] = request
      for need in profile.needs {
        result += try activate(ProfileMatch(profile: need), for: request)
      }
      adopt(profile.conventions)
    }
    matches.append(match)
    let keep = rule(profile, match, known ?? request, isFurther: known != nil)
    result.append(
      Contribution(match: match, profile: profile, keep: keep, isFurther: known != nil))
    return result
  }

  /// Adds what the profile says of paths, and answers what it keeps.
  private func rule(
    _ profile: Profile, _ match: ProfileMatch, _ request: Request, isFurther: Bool
  ) -> [(item: Profile.Item, glob: Glob)] {
    var kept: [(item: Profile.Item, glob: Glob)] = []
    func say(_ glob: Glob, _ verdict: Verdict) {
      rules.insert(glob, verdict, request == .nobody ? .automatic : .asked)
    }
    func isNew(_ item: Profile.Item) -> Bool {
      !isFurther || item.text.utf8.contains(UInt8(ascii: "$"))
    }
    for item in profile.keep + (request == .bare ? profile.bare : []) where isNew(item) {
      // What was read is well formed, and the names stand for escaped paths: every pattern can be read.
      for pattern in patterns(of: item, profile, match) {
        guard let glob = try? Glob(pattern) else { continue }
        kept.append((item, glob))
        say(glob, Verdict(isDropped: false, profile: profile.name, item: item))
      }
    }
    // All of them again: what the same profile keeps elsewhere must not be the last word.
    for item in profile.drop { drop(item, profile, match, say) }
    forgetVerdicts()
    return kept
  }

  private func forgetVerdicts() {
    verdicts = [:]
    revision += 1
  }

  /// A dropped directory is all that is in it.
  private func drop(
    _ item: Profile.Item, _ profile: Profile, _ match: ProfileMatch,
    _ say: (Glob, Verdict) -> Void
  ) {
    let verdict = Verdict(isDropped: true, profile: profile.name, item: item)
    for pattern in patterns(of: item, profile, match) {
      if let glob = try? Glob(pattern) { say(glob, verdict) }
      if let content = try? Glob(pattern + Array("/**".utf8)) { say(content, verdict) }
    }
  }

  /// An item's pattern; where its names are not this match's, what they stand for where the profiles that this one needs came in.
  private func patterns(
    of item: Profile.Item, _ profile: Profile, _ match: ProfileMatch
  ) -> [[UInt8]] {
    if let pattern = match.pattern(of: item) { return [pattern] }
    guard match.bindings.isEmpty else { return [] }
    return matches.filter { profile.needs.contains($0.profile) }
      .compactMap { $0.pattern(of: item) }
  }

  private func adopt(_ new: Profile.Conventions) {
    for (key, list) in new.lists {
      let patterns = conventions[key] ?? Patterns<Bool>()
      conventions[key] = patterns
      for text in list {
        if key.isPattern, let glob = try? Glob(text) {
          patterns.insert(glob, true)
        } else {
          names[key, default: []].insert(BytesKey(Array(text.utf8)))
        }
      }
    }
  }

  /// Patterns and what they say. Shared, not a value: asking must not copy them.
  private final class Patterns<Value: Sendable> {
    private var globs = GlobSet<Value>()
    /// The same until something is inserted: what never changes is asked where it is, and not copied for each question.
    private var asked: Asked?

    private final class Asked {
      let globs: GlobSet<Value>

      init(_ globs: GlobSet<Value>) { self.globs = globs }
    }

    func insert(_ glob: Glob, _ value: Value, _ rank: Rank = .automatic) {
      asked = nil
      globs.insert(glob, value, rank: rank.rawValue)
    }

    func lastMatch(_ path: RootPath) -> Value? {
      if globs.isEmpty { return nil }
      let asked = asked ?? Asked(globs)
      self.asked = asked
      return asked.globs.lastMatch(path)
    }
  }

  // MARK: Asking

  /// The last word on `path`; nil where no profile says anything.
  public func verdict(on path: RootPath) -> Verdict? {
    if let known = verdicts[path] { return known }
    let verdict = rules.lastMatch(path)
    verdicts[path] = .some(verdict)
    return verdict
  }

  /// Whether a list of patterns has `path`.
  public func has(_ path: RootPath, in key: ConventionKey) -> Bool {
    conventions[key]?.lastMatch(path) ?? false
  }

  /// Whether a list of names has `name`, which has no directory in it.
  public func has(name: some Collection<UInt8>, in key: ConventionKey) -> Bool {
    names[key]?.contains(BytesKey(Array(name))) ?? false
  }

  /// Whether a list of names has one that `name` begins with: `python` for `python3.13`.
  public func hasBeginning(of name: some Collection<UInt8>, in key: ConventionKey) -> Bool {
    names[key]?.contains { name.starts(with: $0.bytes) } ?? false
  }
}

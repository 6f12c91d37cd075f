public import Roots

/// The profiles in force in one plan, merged.
///
/// What a profile says counts from when it comes into force; what was said last wins: `drop` over `keep` of the same profile, a later profile over an
/// earlier one, a profile that was asked for over one that came in by itself.
public final class ActiveProfiles {
  public let library: ProfileLibrary
  /// In the order in which they came into force.
  public private(set) var matches: [ProfileMatch] = []
  private var named: Set<String> = []
  private var seen: Set<ProfileMatch> = []
  /// What profiles that came in by themselves say, and what those asked for say.
  private var rules = (automatic: GlobSet<Verdict>(), asked: GlobSet<Verdict>())
  private var conventions: [ConventionKey: GlobSet<Bool>] = [:]
  private var names: [ConventionKey: Set<[UInt8]>] = [:]

  public init(library: ProfileLibrary) { self.library = library }

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

  /// Puts a profile into force, and those that it needs before it. Answers what is new, in that order; nothing where all of it was in force.
  ///
  /// - Parameter isAsked: whether somebody asked for it by name, so that its word counts more.
  public func activate(
    _ match: ProfileMatch, isAsked: Bool = false
  ) throws(ProfileError) -> [Contribution] {
    guard seen.insert(match).inserted else { return [] }
    let profile = try library.profile(named: match.profile)
    var result: [Contribution] = []
    let isFurther = !named.insert(profile.name).inserted
    if !isFurther {
      for need in profile.needs {
        result += try activate(ProfileMatch(profile: need), isAsked: isAsked)
      }
      adopt(profile.conventions)
    }
    matches.append(match)
    result.append(
      Contribution(
        match: match, profile: profile, keep: rule(profile, match, isFurther, isAsked),
        isFurther: isFurther))
    return result
  }

  /// Adds what the profile says of paths, and answers what it keeps.
  private func rule(
    _ profile: Profile, _ match: ProfileMatch, _ isFurther: Bool, _ isAsked: Bool
  ) -> [(item: Profile.Item, glob: Glob)] {
    var kept: [(item: Profile.Item, glob: Glob)] = []
    for item in profile.keep where !isFurther || item.text.utf8.contains(UInt8(ascii: "$")) {
      // What was read is well formed, and the names stand for escaped paths: every pattern can be read.
      guard let pattern = match.pattern(of: item), let glob = try? Glob(pattern) else { continue }
      kept.append((item, glob))
      say(glob, Verdict(isDropped: false, profile: profile.name, item: item), isAsked)
    }
    for item in profile.drop where !isFurther || item.text.utf8.contains(UInt8(ascii: "$")) {
      guard let pattern = match.pattern(of: item) else { continue }
      let verdict = Verdict(isDropped: true, profile: profile.name, item: item)
      if let glob = try? Glob(pattern) { say(glob, verdict, isAsked) }
      if let content = try? Glob(pattern + Array("/**".utf8)) { say(content, verdict, isAsked) }
    }
    return kept
  }

  private func say(_ glob: Glob, _ verdict: Verdict, _ isAsked: Bool) {
    if isAsked { rules.asked.insert(glob, verdict) } else { rules.automatic.insert(glob, verdict) }
  }

  private func adopt(_ new: Profile.Conventions) {
    for (key, list) in new.lists {
      for text in list {
        if key.isPattern, let glob = try? Glob(text) {
          conventions[key, default: GlobSet()].insert(glob, true)
        } else {
          names[key, default: []].insert(Array(text.utf8))
        }
      }
    }
  }

  // MARK: Asking

  /// The last word on `path`; nil where no profile says anything.
  public func verdict(on path: RootPath) -> Verdict? {
    rules.asked.lastMatch(path) ?? rules.automatic.lastMatch(path)
  }

  /// Whether a list of patterns has `path`.
  public func has(_ path: RootPath, in key: ConventionKey) -> Bool {
    conventions[key]?.lastMatch(path) ?? false
  }

  /// Whether a list of names has `name`.
  public func has(name: some Collection<UInt8>, in key: ConventionKey) -> Bool {
    names[key]?.contains(Array(name)) ?? false
  }
}

internal import EmbeddedProfiles
public import Roots

/// The profiles at hand: those built in, and those that were read from files. Belongs to one run.
///
/// Of a built-in profile only the beginning is read, until one is asked for by name: what it applies to.
public final class ProfileLibrary {
  private var heads: [Profile] = []
  private var profiles: [String: Profile] = [:]
  private var index = TriggerIndex()

  /// The names of the profiles built in, sorted.
  public static let builtInNames: [String] = EmbeddedProfile.all.map { $0.name.description }

  public init() throws(ProfileError) {
    for file in EmbeddedProfile.all {
      let head = try Self.read(file, stopAfter: .appliesTo)
      heads.append(head)
      index.insert(head)
    }
  }

  /// All names, sorted.
  public var names: [String] { heads.map(\.name).sorted() }

  /// What `pith profile list` shows: name and summary, sorted by name.
  public var summaries: [(name: String, summary: String)] {
    heads.map { ($0.name, $0.summary) }.sorted { $0.name < $1.name }
  }

  /// Adds a profile from a file. It takes the place of a built-in one of the same name.
  public func add(_ profile: Profile) {
    heads.removeAll { $0.name == profile.name }
    heads.append(profile)
    profiles[profile.name] = profile
    index = TriggerIndex()
    for head in heads { index.insert(head) }
  }

  /// - Throws: `unknown` where there is none, with the name that may have been meant.
  public func profile(named name: String) throws(ProfileError) -> Profile {
    if let known = profiles[name] { return known }
    guard let file = EmbeddedProfile.all.first(where: { $0.name.description == name }) else {
      let hint = suggestion(for: name, among: names).map { "did you mean '\($0)'?" }
      throw ProfileError(
        .unknown, subject: name, hint: hint ?? "'pith profile list' shows those there are")
    }
    let profile = try Self.read(file, stopAfter: nil)
    profiles[name] = profile
    return profile
  }

  /// The text of a built-in profile.
  public static func builtInText(_ name: String) -> String? {
    EmbeddedProfile.all.first { $0.name.description == name }?.text.description
  }

  /// The profiles that are part of every plan.
  public var always: [ProfileMatch] { index.always }

  /// The profiles that a kept file or link of this path brings in, sorted by name.
  ///
  /// - Parameter isStarted: whether the application itself starts it.
  public func matches(path: RootPath, isStarted: Bool = true) -> [ProfileMatch] {
    index.matches(path: path.bytes, isStarted: isStarted)
  }

  /// The profiles that a kept object's import of `symbol` brings in.
  public func matches(importing symbol: some Collection<UInt8>) -> [ProfileMatch] {
    index.imports[Array(symbol)] ?? []
  }

  /// The profiles that a kept object brings in by what it imports.
  public func matches(imports symbols: [[UInt8]]) -> [ProfileMatch] {
    var result: [ProfileMatch] = []
    for symbol in symbols {
      result += index.imports[symbol] ?? []
      for (others, match) in index.importsTogether[symbol] ?? []
      where others.allSatisfy(symbols.contains) {
        result.append(match)
      }
    }
    return result.sorted { $0.profile < $1.profile }
  }

  /// The profiles that a kept file's mention of `path` brings in.
  public func matches(mention path: some Collection<UInt8>) -> [ProfileMatch] {
    index.mentions[Array(path)] ?? []
  }

  private static func read(
    _ file: EmbeddedProfile, stopAfter key: ProfileKey?
  ) throws(ProfileError) -> Profile {
    let name = file.name.description
    do {
      return try file.withBytes { bytes throws(ProfileReader.Failures) in
        // Each plan reads many of them, and the tests read all with every check.
        try ProfileReader.read(bytes, expectedName: name, stopAfter: key, knowsPatterns: true)
      }
    } catch {
      throw ProfileError(
        .malformed, subject: "Profiles/\(name).yaml", problems: error.problems)
    }
  }
}

extension EmbeddedProfile {
  fileprivate func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return try body(unsafe buffer.span)
  }
}

/// One thing that is wrong with a profile, and where.
public struct ProfileProblem: Error, Hashable, Sendable {
  public var place: TextPlace
  public var text: String

  public init(at place: TextPlace, _ text: String) {
    self.place = place
    self.text = text
  }
}

/// A profile that cannot be used.
public struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An open set: what went wrong.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The text is no profile; `problems` says why.
    public static let malformed = Code(rawValue: "malformed")
    /// There is no profile of that name.
    public static let unknown = Code(rawValue: "unknown")
  }

  public var code: Code
  /// The file's name as it was given, or the profile's.
  public var subject: String
  /// All that is wrong, in the order of the text.
  public var problems: [ProfileProblem]
  /// A way out.
  public var hint: String?

  public init(
    _ code: Code, subject: String, problems: [ProfileProblem] = [], hint: String? = nil
  ) {
    self.code = code
    self.subject = subject
    self.problems = problems
    self.hint = hint
  }

  /// `FILE:LINE:COLUMN: what is wrong`, one per line.
  public var lines: [String] {
    problems.map { "\(subject):\($0.place): \($0.text)" }
  }

  public var description: String {
    let hint = hint.map { "; \($0)" } ?? ""
    if code == .unknown { return "cannot find a profile named '\(subject)'\(hint)" }
    return (["cannot use the profile '\(subject)'\(hint)"] + lines.map { "  " + $0 })
      .joined(separator: "\n")
  }
}

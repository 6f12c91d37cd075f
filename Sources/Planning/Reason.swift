public import Roots

/// Why a file is kept: which rule brought it in, how strong that is, and the file that it came from.
public struct Reason: Hashable, Sendable {
  /// An open set, one name per rule; docs/evidence.md lists them. The raw value is what pith.plan/1 shows.
  public struct Rule: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public var rule: Rule
  public var evidence: Evidence
  /// The file that asks for it; nil where the request itself does (a word of the command line, `--keep`, the configuration).
  public var from: RootPath?
  /// What exactly asks: the name in DT_NEEDED, the text that mentions the path, the profile's entry.
  public var detail: [UInt8]?

  public init(_ rule: Rule, _ evidence: Evidence, from: RootPath? = nil, detail: [UInt8]? = nil) {
    self.rule = rule
    self.evidence = evidence
    self.from = from
    self.detail = detail
  }

  /// Whether it speaks for what nothing in the result reads as it runs.
  public var isMetadata: Bool { rule == .packageMetadata || rule == .license }
}

extension Reason.Rule {
  /// A word of the command line.
  public static let commandLine = Reason.Rule(rawValue: "command-line")
  /// The image configuration: user, working directory, volumes, environment.
  public static let configuration = Reason.Rule(rawValue: "configuration")
  /// `--keep`.
  public static let keep = Reason.Rule(rawValue: "keep")
  /// DT_NEEDED.
  public static let needed = Reason.Rule(rawValue: "needed")
  /// A library's name in an object that can dlopen(3).
  public static let dlopen = Reason.Rule(rawValue: "dlopen")
  /// PT_INTERP or `#!`.
  public static let interpreter = Reason.Rule(rawValue: "interpreter")
  /// A symbolic link on the way to a kept file.
  public static let link = Reason.Rule(rawValue: "link")
  /// A plug-in that the package of a library has for it.
  public static let libraryPlugin = Reason.Rule(rawValue: "library-plug-in")
  /// A directory that a kept file lies in.
  public static let parent = Reason.Rule(rawValue: "parent")
  /// A package database cut to what is kept, or what names the distribution: for scanners, not for the application.
  public static let packageMetadata = Reason.Rule(rawValue: "package-metadata")
  /// The licence of a package of which something is kept.
  public static let license = Reason.Rule(rawValue: "licence")
  /// A profile's entry.
  public static let profile = Reason.Rule(rawValue: "profile")
}

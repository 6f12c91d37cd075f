public import Roots

/// Something in a root that is broken, missing or unwise, at one file.
public struct Finding: Hashable, Sendable {
  /// An open set, one word per rule; `AllKinds.swift` lists them. The raw value is what pith.audit/1 shows.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// It does not work.
    case error
    /// It may not work, or is unsafe.
    case warning
    /// Worth knowing; nothing is wrong.
    case note

    /// The graver comes first.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }
  }

  /// One place that was looked at, and what was there.
  public struct Considered: Hashable, Sendable {
    public var place: String
    public var outcome: String

    public init(place: String, outcome: String) {
      self.place = place
      self.outcome = outcome
    }
  }

  public var kind: Kind
  public var severity: Severity
  /// The file that has to change, or that lacks something.
  public var path: RootPath
  /// What exactly: the library's name, the symbol, the directory. With kind and path it tells two findings apart.
  public var subject: [UInt8]
  /// One sentence.
  public var detail: String
  /// Every place considered, in order.
  public var considered: [Considered]
  /// A way out.
  public var hint: String?
  /// For undefined symbols: each one, as `name` or `name@version`.
  public var symbols: [[UInt8]] = []

  public init(
    _ kind: Kind, _ severity: Severity, at path: RootPath, subject: [UInt8] = [], detail: String,
    considered: [Considered] = [], hint: String? = nil
  ) {
    self.kind = kind
    self.severity = severity
    self.path = path
    self.subject = subject
    self.detail = detail
    self.considered = considered
    self.hint = hint
  }

  /// By file; in a file the graver first, then by kind and subject.
  static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.severity != right.severity { return left.severity < right.severity }
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    return left.subject.lexicographicallyPrecedes(right.subject)
  }
}

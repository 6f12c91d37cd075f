public import Roots

/// A file that the plan keeps, as the analyzers see it.
public struct KeptFile: Sendable {
  /// The real path, free of links.
  public var path: RootPath
  public var entry: Entry
  /// Every name under which it was asked for, the first first: relative names in it are resolved against the directory of each.
  public var names: [RootPath]
  public var reasons: [Reason]
  public var standing: Standing

  /// How far its own words are believed.
  public enum Standing: Int, Sendable, Comparable {
    /// Kept and never read: licences, user tables, data that names half the system without using it.
    case passive
    /// Read; what it says is weaker than what the application says (libraries, plug-ins).
    case supporting
    /// The application itself: what the request starts, what its scripts run, its own configuration.
    case leading

    public static func < (left: Standing, right: Standing) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Whether the application cannot start without it running: it was asked for as a command, is an interpreter, or is mapped by something that is.
  public var mustRun: Bool {
    reasons.contains {
      $0.evidence == .required
        && [.commandLine, .interpreter, .needed].contains($0.rule)
    }
  }

  public init(
    path: RootPath, entry: Entry, names: [RootPath], reasons: [Reason], standing: Standing
  ) {
    self.path = path
    self.entry = entry
    self.names = names
    self.reasons = reasons
    self.standing = standing
  }
}

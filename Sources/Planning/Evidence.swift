/// How strong a reason is. The raw values are those of pith.plan/1.
public enum Evidence: String, Sendable, CaseIterable, Comparable {
  /// It cannot run without.
  case required
  /// A real run would use it; the default keeps these.
  case likely
  /// It might.
  case possible

  /// Stronger evidence comes first.
  public static func < (left: Evidence, right: Evidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .required: 0
    case .likely: 1
    case .possible: 2
    }
  }
}

public import Roots

/// One path at which two sides are not the same.
public struct Difference {
  public var path: RootPath
  /// What the first side has; nil where it has nothing there.
  public var old: Snapshot.Item?
  /// What the second side has.
  public var new: Snapshot.Item?
  /// In what the two differ; empty where one of them has nothing.
  public var aspects: [Aspect]

  public enum Change: String, Sendable, CaseIterable {
    case added, removed, changed
  }

  public enum Aspect: String, Sendable, CaseIterable {
    case kind, content, target, device, mode, owner, attributes
  }

  public var change: Change { old == nil ? .added : new == nil ? .removed : .changed }
}

public import Roots
public import Terminal

/// How what is kept now differs from what a lock file says.
public struct Drift {
  public let comparison: Comparison
  /// Packages whose version is another one, or that came or went, in the order of their names.
  public let packages: [PackageDrift]

  /// A package that is not as the lock file says; an empty version where it is not there.
  public struct PackageDrift: Hashable, Sendable {
    public var name: String
    public var old: String
    public var new: String

    public init(name: String, old: String, new: String) {
      self.name = name
      self.old = old
      self.new = new
    }
  }

  /// - Throws: where content that must be compared cannot be read.
  public init(of now: Snapshot, from lock: Snapshot) throws(RootError) {
    comparison = try Comparison(of: lock, with: now)
    let old = Self.versions(lock)
    let new = Self.versions(now)
    packages = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { PackageDrift(name: $0, old: old[$0] ?? "", new: new[$0] ?? "") }
  }

  public var isEmpty: Bool { comparison.differences.isEmpty && packages.isEmpty }

  private static func versions(_ side: Snapshot) -> [String: String] {
    Dictionary(side.packages.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
  }

  /// For people: the packages, then the files.
  public func text(style: TextStyle) -> String {
    var text = ""
    for package in packages {
      switch (package.old, package.new) {
      case ("", let new): text += "  package \(package.name) \(new) is new\n"
      case (let old, ""): text += "  package \(package.name) \(old) is gone\n"
      case (let old, let new): text += "  package \(package.name) \(old) -> \(new)\n"
      }
    }
    return text + comparison.text(style: style)
  }
}

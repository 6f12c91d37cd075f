public import Roots

/// An installed package.
public struct Package: Hashable, Sendable {
  public var name: [UInt8]
  public var version: [UInt8]
  /// The source package; the name itself where the database names none.
  public var source: [UInt8]
  /// The names in Depends and Pre-Depends (all alternatives), without versions and architectures.
  public var depends: [[UInt8]]
  public var recommends: [[UInt8]]
  /// Essential: yes, or a Priority of required.
  public var isEssential: Bool

  public init(
    name: [UInt8], version: [UInt8], source: [UInt8]? = nil, depends: [[UInt8]] = [],
    recommends: [[UInt8]] = [], isEssential: Bool = false
  ) {
    self.name = name
    self.version = version
    self.source = source ?? name
    self.depends = depends
    self.recommends = recommends
    self.isEssential = isEssential
  }
}

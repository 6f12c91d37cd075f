public import Roots

/// A name that nothing answered, with every place considered, in order.
public struct Miss: Hashable, Sendable {
  public var name: [UInt8]
  public var kind: Need.Kind
  public var requester: RootPath
  public var considered: [Considered]

  public init(name: [UInt8], kind: Need.Kind, requester: RootPath, considered: [Considered]) {
    self.name = name
    self.kind = kind
    self.requester = requester
    self.considered = considered
  }

  /// Whether the program cannot start without it. Its loader goes on without what is preloaded, an auditor, an auxiliary filtee.
  public var isRequired: Bool {
    switch kind {
    case .needed, .filter, .interpreter: true
    case .auxiliary, .audit, .preload, .dlopen: false
    }
  }

  /// One place of one stage of the search, and what it came to: ("DT_RUNPATH", "/opt/lib: no such directory").
  public struct Considered: Hashable, Sendable {
    public var stage: String
    public var outcome: String

    public init(stage: String, outcome: String) {
      self.stage = stage
      self.outcome = outcome
    }
  }
}

/// A version that `library` does not define though `requester` needs it of it.
public struct VersionMiss: Hashable, Sendable {
  public var requester: RootPath
  public var library: RootPath
  public var version: [UInt8]
  /// ld.so only warns.
  public var isWeak: Bool

  public init(requester: RootPath, library: RootPath, version: [UInt8], isWeak: Bool) {
    self.requester = requester
    self.library = library
    self.version = version
    self.isWeak = isWeak
  }
}

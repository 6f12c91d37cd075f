/// The dynamic section.
public struct Dynamic: Hashable, Sendable {
  /// DT_NEEDED, in order.
  public var needed: [[UInt8]] = []
  public var soname: [UInt8]?
  /// DT_RPATH, also where DT_RUNPATH voids it; of several the last counts, and an empty one is none.
  public var rpath: [UInt8]?
  /// DT_RUNPATH; of several the last counts. An empty one is kept: it still voids DT_RPATH.
  public var runpath: [UInt8]?
  /// DT_FLAGS, with the bits that DT_SYMBOLIC, DT_TEXTREL and DT_BIND_NOW stand for.
  public var flags: UInt64 = 0
  /// DT_FLAGS_1.
  public var flags1: UInt64 = 0
  /// DT_AUXILIARY, DT_FILTER, DT_AUDIT, DT_DEPAUDIT, in order.
  public var auxiliary: [[UInt8]] = []
  public var filter: [[UInt8]] = []
  public var audit: [[UInt8]] = []
  public var depaudit: [[UInt8]] = []
  /// Verneed: which versions of which library it wants.
  public var versionsNeeded: [VersionsNeeded] = []
  /// Verdef: the versions that it defines, its base version (the file's own name) left out.
  public var versionsDefined: [[UInt8]] = []
  /// Whether it has a Verdef table at all; without one, ld.so checks no versions against it.
  public var definesVersions = false
  /// Where its tables are, for what is read on demand.
  var tables = Tables()

  public init() {}

  /// DF_1_NODEFLIB: the default directories are not searched.
  public var ignoresDefaultLibraries: Bool { flags1 & 0x800 != 0 }
  /// DF_1_PIE.
  public var isPIE: Bool { flags1 & 0x0800_0000 != 0 }
  /// DF_TEXTREL: code is written to when it is relocated.
  public var hasTextRelocations: Bool { flags & 0x4 != 0 }
  /// DF_BIND_NOW or DF_1_NOW: every function is looked up at start.
  public var bindsNow: Bool { flags & 0x8 != 0 || flags1 & 0x1 != 0 }
  /// DF_SYMBOLIC: its own definitions are looked at first.
  public var isSymbolic: Bool { flags & 0x2 != 0 }
}

/// The addresses (before the load bias) and sizes that the dynamic section gives; nil where it does not.
struct Tables: Hashable, Sendable {
  var strings: UInt64?
  var stringsSize: UInt64?
  var symbols: UInt64?
  var hash: UInt64?
  var gnuHash: UInt64?
  var symbolVersions: UInt64?
  var versionsNeeded: UInt64?
  var versionsNeededCount: UInt64 = 0
  var versionsDefined: UInt64?
  var versionsDefinedCount: UInt64 = 0
  /// DT_RELA, DT_REL and DT_JMPREL.
  var relocations: [Relocations] = []

  struct Relocations: Hashable, Sendable {
    var address: UInt64
    var size: UInt64
    var hasAddends: Bool
  }
}

/// The versions that an object wants of one library.
public struct VersionsNeeded: Hashable, Sendable {
  public struct Version: Hashable, Sendable {
    public var name: [UInt8]
    /// VER_FLG_WEAK: its absence is a warning.
    public var isWeak: Bool

    public init(name: [UInt8], isWeak: Bool) {
      self.name = name
      self.isWeak = isWeak
    }
  }

  public var file: [UInt8]
  public var versions: [Version]

  public init(file: [UInt8], versions: [Version]) {
    self.file = file
    self.versions = versions
  }
}

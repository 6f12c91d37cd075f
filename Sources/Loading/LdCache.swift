public import ELF
internal import Roots

/// The content of /etc/ld.so.cache: which file ldconfig(8) found for which name.
///
/// Source: glibc, sysdeps/generic/dl-cache.h and elf/cache.c.
public struct LdCache: Hashable, Sendable {
  /// One name and the file that answers it.
  public struct Entry: Hashable, Sendable {
    /// The soname.
    public var name: [UInt8]
    /// Absolute, as ldconfig wrote it: symbolic links in it are not followed.
    public var path: [UInt8]
    /// The kind of library: 3 for any ELF of glibc, with the machine above it (0x303 for x86-64).
    public var flags: UInt32
    /// The bits by which glibc before 2.37 chose among CPUs; 0 for what any CPU takes.
    public var legacyHwcap: UInt64
    /// The glibc-hwcaps subdirectory it is in, if any, and the instruction set level that its notes ask for.
    public var level: [UInt8]?
    public var isaLevel: UInt32

    public init(
      name: [UInt8], path: [UInt8], flags: UInt32, legacyHwcap: UInt64 = 0,
      level: [UInt8]? = nil, isaLevel: UInt32 = 0
    ) {
      self.name = name
      self.path = path
      self.flags = flags
      self.legacyHwcap = legacyHwcap
      self.level = level
      self.isaLevel = isaLevel
    }
  }

  public var entries: [Entry]
  public var byteOrder: Object.ByteOrder
  /// Which ldconfig wrote it, as it says of itself; empty where it does not.
  public var generator: [UInt8]

  public init(
    entries: [Entry] = [], byteOrder: Object.ByteOrder = .little, generator: [UInt8] = []
  ) {
    self.entries = entries
    self.byteOrder = byteOrder
    self.generator = generator
  }

  static let oldMagic = Array("ld.so-1.7.0".utf8)
  static let newMagic = Array("glibc-ld.so.cache1.1".utf8)
  static let headerSize = 48
  static let oldHeaderSize = 16
  static let entrySize = 24
  static let oldEntrySize = 12
  static let extensionMagic: UInt32 = 0xeaa4_2174
  /// In `hwcap`: the lower half is an index into the list of glibc-hwcaps subdirectories.
  static let extensionBit: UInt64 = 1 << 62
  static let isaLevelMask: UInt64 = 0x3ff
}

/// A file that cannot be read as a cache.
public struct LdCacheError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, for people.
  public var description: String

  init(_ description: String) { self.description = description }
}

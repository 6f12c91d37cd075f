public import ELF

/// Writes small ELF files for tests, of either class and byte order; nothing in them can run.
///
/// The read-only part is mapped at 0x400000 and the writable one at 0x600000, so that an address is never an offset.
public struct ObjectBuilder {
  public enum Hash: Sendable { case sysv, gnu, both, none }

  public struct BuiltSymbol: Sendable {
    public var name: String
    public var version: String?
    public var isHidden: Bool
    public var isDefined: Bool
    public var kind: UInt8
    public var binding: UInt8
    public var visibility: UInt8
    public var value: UInt64
    /// Whether a relocation names it.
    public var isRelocated: Bool

    public init(
      _ name: String, version: String? = nil, isHidden: Bool = false, isDefined: Bool = false,
      kind: UInt8 = 2, binding: UInt8 = 1, visibility: UInt8 = 0, value: UInt64 = 0,
      isRelocated: Bool = true
    ) {
      self.name = name
      self.version = version
      self.isHidden = isHidden
      self.isDefined = isDefined
      self.kind = kind
      self.binding = binding
      self.visibility = visibility
      self.value = value
      self.isRelocated = isRelocated
    }
  }

  public struct BuiltNote: Sendable {
    public var type: UInt32
    public var owner: String
    public var content: [UInt8]

    public init(type: UInt32, owner: String, content: some Sequence<UInt8>) {
      self.type = type
      self.owner = owner
      self.content = Array(content)
    }
  }

  public var elfClass = Object.Class.elf64
  public var byteOrder = Object.ByteOrder.little
  public var machine = Machine.x86_64
  public var machineFlags: UInt32 = 0
  public var osABI: UInt8 = 0
  public var type = ObjectType.shared
  public var interpreter: String?
  /// Without it the file is static.
  public var isDynamic = true
  public var needed: [String] = []
  public var soname: String?
  public var rpath: String?
  public var runpath: String?
  public var auxiliary: [String] = []
  public var filter: [String] = []
  public var audit: [String] = []
  public var depaudit: [String] = []
  public var flags: UInt64 = 0
  public var flags1: UInt64 = 0
  /// Further entries of the dynamic section whose value is a name.
  public var names: [(tag: UInt64, name: String)] = []
  /// Further entries of the dynamic section.
  public var entries: [(tag: UInt64, value: UInt64)] = []
  public var versionsNeeded: [VersionsNeeded] = []
  public var versionsDefined: [String] = []
  public var symbols: [BuiltSymbol] = []
  public var hash = Hash.gnu
  public var notes: [BuiltNote] = []
  /// p_flags of PT_GNU_STACK.
  public var stackFlags: UInt32?
  public var hasRelocationReadOnly = false
  public var hasSections = false
  /// Section headers that say that the code is in another file.
  public var isDebugOnly = false
  /// Bytes in the read-only and in the writable segment.
  public var readOnlyData: [UInt8] = []
  public var writableData: [UInt8] = []

  public init() {}

  /// A builder with some settings changed.
  public init(_ change: (inout ObjectBuilder) -> Void) { change(&self) }

  /// A library.
  public static func library(
    _ soname: String, needed: [String] = [], _ change: (inout ObjectBuilder) -> Void = { _ in }
  ) -> [UInt8] {
    var builder = ObjectBuilder()
    builder.soname = soname
    builder.needed = needed
    change(&builder)
    return builder.bytes()
  }

  /// A position-independent program of x86-64 glibc.
  public static func program(
    needed: [String] = [], _ change: (inout ObjectBuilder) -> Void = { _ in }
  ) -> [UInt8] {
    var builder = ObjectBuilder()
    builder.interpreter = "/lib64/ld-linux-x86-64.so.2"
    builder.needed = needed
    builder.flags1 = 0x0800_0000
    change(&builder)
    return builder.bytes()
  }
}

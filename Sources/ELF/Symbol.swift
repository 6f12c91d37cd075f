/// One dynamic symbol.
public struct Symbol: Hashable, Sendable {
  /// STT_*; an open set.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let none = Kind(rawValue: 0)
    public static let object = Kind(rawValue: 1)
    public static let function = Kind(rawValue: 2)
    public static let section = Kind(rawValue: 3)
    public static let file = Kind(rawValue: 4)
    public static let common = Kind(rawValue: 5)
    public static let threadLocal = Kind(rawValue: 6)
    /// STT_GNU_IFUNC: its value is the address of a function that says which function it is.
    public static let indirectFunction = Kind(rawValue: 10)
  }

  /// STB_*; an open set.
  public struct Binding: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let local = Binding(rawValue: 0)
    public static let global = Binding(rawValue: 1)
    public static let weak = Binding(rawValue: 2)
    /// STB_GNU_UNIQUE: one definition for the whole process.
    public static let unique = Binding(rawValue: 10)
  }

  /// STV_*, which has these four values.
  public enum Visibility: UInt8, Sendable { case normal, `internal`, hidden, protected }

  public var name: [UInt8]
  /// The version wanted or defined, without the `@`.
  public var version: [UInt8]?
  /// For a version that is wanted: the file that it is wanted of. A defined symbol has it where it is a copy of that file's data.
  public var versionFile: [UInt8]?
  /// VERSYM_HIDDEN: the definition is only found by those who ask for its version (`name@V`, not `name@@V`).
  public var isVersionHidden: Bool
  public var isDefined: Bool
  public var isWeak: Bool { binding == .weak }
  public var kind: Kind
  public var binding: Binding
  public var visibility: Visibility
  /// st_shndx, where it is no section: SHN_ABS.
  public var isAbsolute: Bool
  public var value: UInt64
  public var size: UInt64

  public init(
    name: [UInt8], version: [UInt8]? = nil, versionFile: [UInt8]? = nil,
    isVersionHidden: Bool = false, isDefined: Bool, kind: Kind = .none, binding: Binding = .global,
    visibility: Visibility = .normal, isAbsolute: Bool = false, value: UInt64 = 0, size: UInt64 = 0
  ) {
    self.name = name
    self.version = version
    self.versionFile = versionFile
    self.isVersionHidden = isVersionHidden
    self.isDefined = isDefined
    self.kind = kind
    self.binding = binding
    self.visibility = visibility
    self.isAbsolute = isAbsolute
    self.value = value
    self.size = size
  }
}

/// What one ELF file says of itself, read by its program headers (section headers may be stripped).
///
/// A plain value: nothing of it points into the file. Names are bytes, as they stand in the file.
public struct Object: Hashable, Sendable {
  public enum Class: UInt8, Sendable { case elf32 = 1, elf64 = 2 }
  public enum ByteOrder: UInt8, Sendable { case little = 1, big = 2 }

  public var elfClass: Class
  public var byteOrder: ByteOrder
  public var machine: Machine
  /// EI_OSABI.
  public var osABI: UInt8
  public var type: ObjectType
  /// PT_INTERP, without its NUL.
  public var interpreter: [UInt8]?
  /// What PT_DYNAMIC says; nil where there is none (static programs, relocatable files).
  public var dynamic: Dynamic?

  public init(
    elfClass: Class, byteOrder: ByteOrder, machine: Machine, osABI: UInt8, type: ObjectType,
    interpreter: [UInt8]? = nil, dynamic: Dynamic? = nil
  ) {
    self.elfClass = elfClass
    self.byteOrder = byteOrder
    self.machine = machine
    self.osABI = osABI
    self.type = type
    self.interpreter = interpreter
    self.dynamic = dynamic
  }
}

/// The dynamic section.
public struct Dynamic: Hashable, Sendable {
  /// DT_NEEDED, in order.
  public var needed: [[UInt8]] = []
  public var soname: [UInt8]?
  /// DT_RPATH, also where DT_RUNPATH voids it; of several the last counts, and an empty one is none.
  public var rpath: [UInt8]?
  public var runpath: [UInt8]?
  /// DT_FLAGS and DT_FLAGS_1.
  public var flags: UInt64 = 0
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

  public init() {}

  /// DF_1_NODEFLIB: the default directories are not searched.
  public var ignoresDefaultLibraries: Bool { flags1 & 0x800 != 0 }
  /// DF_1_PIE.
  public var isPIE: Bool { flags1 & 0x0800_0000 != 0 }
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

/// e_machine; an open set.
public struct Machine: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
}

/// e_type; an open set.
public struct ObjectType: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let relocatable = ObjectType(rawValue: 1)
  public static let executable = ObjectType(rawValue: 2)
  public static let shared = ObjectType(rawValue: 3)
  public static let core = ObjectType(rawValue: 4)
}

/// One dynamic symbol.
public struct Symbol: Hashable, Sendable {
  public var name: [UInt8]
  /// The version wanted or defined, without the `@`.
  public var version: [UInt8]?
  public var isDefined: Bool
  public var isWeak: Bool

  public init(name: [UInt8], version: [UInt8]?, isDefined: Bool, isWeak: Bool) {
    self.name = name
    self.version = version
    self.isDefined = isDefined
    self.isWeak = isWeak
  }
}

/// One entry of an FDO dlopen note (`.note.dlopen`, type 0x407c0c0a): https://uapi-group.org/specifications/specs/elf_dlopen_metadata/
public struct DlopenNote: Hashable, Sendable {
  public enum Priority: String, Sendable { case required, recommended, suggested }

  /// Any one of these will do; the first found is used.
  public var sonames: [[UInt8]]
  public var feature: String?
  public var description: String?
  public var priority: Priority

  public init(
    sonames: [[UInt8]], feature: String? = nil, description: String? = nil,
    priority: Priority = .recommended
  ) {
    self.sonames = sonames
    self.feature = feature
    self.description = description
    self.priority = priority
  }
}

/// A file that cannot be read as ELF.
public struct ELFError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The first four bytes are not the magic number: not an ELF file at all.
    public static let notELF = Code(rawValue: "not-elf")
    /// It begins as ELF and then contradicts itself or ends too early.
    public static let malformed = Code(rawValue: "malformed")
    /// The system refused to read it.
    public static let io = Code(rawValue: "io")
  }

  public var code: Code
  /// What is wrong, for people: "the dynamic section ends outside the file".
  public var what: String
  /// Where in the file, in bytes, if that is known.
  public var offset: UInt64?

  public init(_ code: Code, _ what: String, offset: UInt64? = nil) {
    self.code = code
    self.what = what
    self.offset = offset
  }

  public var description: String {
    offset.map { "\(what) (at byte \($0))" } ?? what
  }
}

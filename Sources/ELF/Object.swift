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
  /// The program headers, in order.
  public var segments: [Segment]
  /// e_flags, whose meaning depends on the machine (the float ABI of ARM and RISC-V, the ABI of MIPS).
  public var machineFlags: UInt32
  /// The debugging information of another file, whose program headers it repeats though it has none of what they describe.
  public var isDebugOnly = false
  /// Where the section headers are; only used where the program headers cannot say it.
  var sections = SectionHeaders()

  public init(
    elfClass: Class, byteOrder: ByteOrder, machine: Machine, osABI: UInt8, type: ObjectType,
    interpreter: [UInt8]? = nil, dynamic: Dynamic? = nil, segments: [Segment] = [],
    machineFlags: UInt32 = 0
  ) {
    self.elfClass = elfClass
    self.byteOrder = byteOrder
    self.machine = machine
    self.osABI = osABI
    self.type = type
    self.interpreter = interpreter
    self.dynamic = dynamic
    self.segments = segments
    self.machineFlags = machineFlags
  }

  /// Whether a kernel can start it: ET_EXEC, or a shared object that asks for an interpreter or says that it is a PIE.
  public var isProgram: Bool {
    switch type {
    case .executable: true
    case .shared: interpreter != nil || dynamic?.isPIE == true
    default: false
    }
  }

  /// Whether the kernel starts it with a dynamic loader; a library that merely can be started is none.
  public var isStarted: Bool {
    interpreter != nil && (type == .executable || dynamic?.soname == nil)
  }

  /// The permissions that PT_GNU_STACK asks for; nil where there is none, and the machine's ABI decides.
  public var stackFlags: Segment.Flags? {
    segments.first { $0.type == .gnuStack }?.flags
  }

  /// PT_GNU_RELRO: some of its data is made read-only after relocation.
  public var hasRelocationReadOnly: Bool {
    segments.contains { $0.type == .gnuRelocationReadOnly }
  }
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

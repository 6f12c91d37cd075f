/// e_machine; an open set.
public struct Machine: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let i386 = Machine(rawValue: 3)
  public static let mips = Machine(rawValue: 8)
  public static let ppc = Machine(rawValue: 20)
  public static let ppc64 = Machine(rawValue: 21)
  public static let s390 = Machine(rawValue: 22)
  public static let arm = Machine(rawValue: 40)
  public static let x86_64 = Machine(rawValue: 62)
  public static let aarch64 = Machine(rawValue: 183)
  public static let riscv = Machine(rawValue: 243)
  public static let loongarch = Machine(rawValue: 258)
  public static let alpha = Machine(rawValue: 0x9026)
}

extension Object {
  /// How the machine is called: `x86-64`, `i386`, `aarch64`, ...; `machine-N` for one that has no name here.
  ///
  /// One e_machine can stand for several machines, told apart by class, byte order and, for MIPS, the ABI in the flags.
  public var machineName: String {
    let is64 = elfClass == .elf64
    let isLittle = byteOrder == .little
    switch machine {
    case .i386: return "i386"
    case .x86_64: return is64 ? "x86-64" : "x32"
    case .aarch64: return (is64 ? "aarch64" : "aarch64_ilp32") + (isLittle ? "" : "_be")
    case .arm: return isLittle ? "arm" : "armeb"
    case .riscv: return is64 ? "riscv64" : "riscv32"
    case .s390: return is64 ? "s390x" : "s390"
    case .ppc: return isLittle ? "ppcle" : "ppc"
    case .ppc64: return isLittle ? "ppc64le" : "ppc64"
    case .mips:
      // EF_MIPS_ABI2: the 32-bit files of the n32 ABI.
      let name = is64 ? "mips64" : machineFlags & 0x20 != 0 ? "mipsn32" : "mips"
      return isLittle ? name + "el" : name
    case .loongarch: return is64 ? "loongarch64" : "loongarch32"
    default: break
    }
    switch machine.rawValue {
    case 2: return "sparc"
    case 4: return "m68k"
    case 15: return "hppa"
    case 42: return isLittle ? "sh" : "sheb"
    case 43: return "sparc64"
    case 50: return "ia64"
    case 92: return "or1k"
    case 94: return "xtensa"
    case 189: return "microblaze"
    case 195: return "arc"
    case 247: return "bpf"
    case 252: return "csky"
    case 0x9026: return "alpha"
    default: return "machine-\(machine.rawValue)"
    }
  }
}

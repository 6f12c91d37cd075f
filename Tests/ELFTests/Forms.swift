internal import ELF
internal import ELFTesting
internal import Testing

/// Both classes in both byte orders, with a machine of each.
struct Form: CustomTestStringConvertible, Sendable {
  var elfClass: Object.Class
  var byteOrder: Object.ByteOrder
  var machine: Machine
  var name: String

  var testDescription: String { name }

  static let all = [
    Form(elfClass: .elf64, byteOrder: .little, machine: .x86_64, name: "x86-64"),
    Form(elfClass: .elf32, byteOrder: .little, machine: .i386, name: "i386"),
    Form(elfClass: .elf64, byteOrder: .big, machine: .s390, name: "s390x"),
    Form(elfClass: .elf32, byteOrder: .big, machine: .ppc, name: "ppc"),
  ]

  func built(_ change: (inout ObjectBuilder) -> Void) -> [UInt8] {
    ObjectBuilder {
      $0.elfClass = elfClass
      $0.byteOrder = byteOrder
      $0.machine = machine
      change(&$0)
    }.bytes()
  }
}

extension [UInt8] {
  init(_ text: String) { self = Array(text.utf8) }
}

func bytes(_ names: String...) -> [[UInt8]] { names.map { Array($0.utf8) } }

/// Something of everything, for tests that break it.
func everything(_ form: Form) -> [UInt8] {
  form.built {
    $0.interpreter = "/lib/ld.so.1"
    $0.needed = ["libc.so.6", "libm.so.6"]
    $0.soname = "libeverything.so.1"
    $0.rpath = "/opt/a"
    $0.runpath = "/opt/b"
    $0.versionsNeeded = [
      VersionsNeeded(file: .init("libc.so.6"), versions: [.init(name: .init("V_1"), isWeak: true)])
    ]
    $0.versionsDefined = ["MINE_1", "MINE_2"]
    $0.symbols = [
      .init("dlopen", version: "V_1"), .init("mine", version: "MINE_1", isDefined: true),
      .init("mine2", version: "MINE_2", isDefined: true, value: 5),
    ]
    $0.hash = .both
    $0.notes = [
      .init(type: 0x407c_0c0a, owner: "FDO", content: #"[{"soname":["libz.so.1"]}]"#.utf8)
    ]
    $0.stackFlags = 6
    $0.hasSections = true
    $0.readOnlyData = .init("constant")
    $0.writableData = .init("variable")
  }
}

internal import ELF
internal import Testing

@Suite struct MachineTests {
  @Test(arguments: [
    (62, 2, 1, 0, "x86-64"), (62, 1, 1, 0, "x32"), (3, 1, 1, 0, "i386"), (183, 2, 1, 0, "aarch64"),
    (40, 1, 1, 0, "arm"), (243, 2, 1, 0, "riscv64"), (243, 1, 1, 0, "riscv32"),
    (22, 2, 2, 0, "s390x"), (21, 2, 1, 0, "ppc64le"), (21, 2, 2, 0, "ppc64"), (20, 1, 2, 0, "ppc"),
    (8, 1, 2, 0, "mips"), (8, 1, 1, 0, "mipsel"), (8, 2, 1, 0, "mips64el"),
    (8, 1, 1, 0x20, "mipsn32el"), (258, 2, 1, 0, "loongarch64"), (12345, 2, 1, 0, "machine-12345"),
  ])
  func `a machine is named by class, byte order and flags`(
    _ number: UInt16, _ elfClass: UInt8, _ order: UInt8, _ flags: UInt32, _ name: String
  ) throws {
    let object = Object(
      elfClass: try #require(Object.Class(rawValue: elfClass)),
      byteOrder: try #require(Object.ByteOrder(rawValue: order)),
      machine: Machine(rawValue: number), osABI: 0, type: .shared, machineFlags: flags)
    #expect(object.machineName == name)
  }
}

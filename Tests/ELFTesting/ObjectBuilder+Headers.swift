internal import ELF

extension ObjectBuilder {
  func header(_ sections: (offset: Int, count: Int)) -> ByteWriter {
    var result = writer()
    result.bytes = [
      0x7f, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F"), elfClass.rawValue,
      byteOrder.rawValue, 1, osABI, 0, 0, 0, 0, 0, 0, 0, 0,
    ]
    result.half(Int(type.rawValue))
    result.half(Int(machine.rawValue))
    result.word(1)
    result.address(Self.base)
    result.address(is64 ? 64 : 52)
    result.address(UInt64(sections.offset))
    result.word(machineFlags)
    result.half(is64 ? 64 : 52)
    result.half(is64 ? 56 : 32)
    result.half(segmentCount)
    result.half(is64 ? 64 : 40)
    result.half(sections.count)
    result.half(0)
    return result
  }

  func segment(
    _ kind: Segment.Kind, flags: UInt32, offset: Int, size: Int, address: UInt64
  ) -> [UInt8] {
    var result = writer()
    result.word(kind.rawValue)
    if is64 { result.word(flags) }
    result.address(UInt64(offset))
    result.address(address)
    result.address(address)
    result.address(UInt64(size))
    result.address(UInt64(size))
    if !is64 { result.word(flags) }
    result.address(kind == .load ? 0x1000 : 4)
    return result.bytes
  }

  /// The empty first section header, and that of the dynamic symbols.
  func sectionHeaders(_ dynsym: (offset: Int, size: Int)) -> [UInt8] {
    var result = writer()
    result.bytes = [UInt8](repeating: 0, count: is64 ? 64 : 40)
    result.word(0)
    result.word(isDebugOnly ? 8 : 11)
    result.address(isDebugOnly ? 6 : 2)
    result.address(Self.base + UInt64(dynsym.offset))
    result.address(UInt64(dynsym.offset))
    result.address(UInt64(dynsym.size))
    result.word(0)
    result.word(1)
    result.address(8)
    result.address(is64 ? 24 : 16)
    return result.bytes
  }

  private var segmentCount: Int {
    2
      + [interpreter != nil, isDynamic, !notes.isEmpty, stackFlags != nil, hasRelocationReadOnly]
      .filter { $0 }.count
  }
}

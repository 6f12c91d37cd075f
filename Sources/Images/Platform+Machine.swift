extension Platform {
  /// The machine that an ELF file is for, by its header (e_ident and e_machine); nil for what is no ELF file and for machines that Go has no
  /// word for.
  public init?(elfHeader header: [UInt8]) {
    guard header.count >= 20, header.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else { return nil }
    let is64 = header[4] == 2
    let isLittle = header[5] == 1
    let machine =
      isLittle
      ? UInt16(header[18]) | UInt16(header[19]) << 8
      : UInt16(header[19]) | UInt16(header[18]) << 8
    let name: String? =
      switch (machine, is64, isLittle) {
      case (62, true, true): "amd64"
      case (3, false, true): "386"
      case (183, true, true): "arm64"
      case (40, false, true): "arm"
      case (243, true, true): "riscv64"
      case (22, true, false): "s390x"
      case (21, true, true): "ppc64le"
      case (21, true, false): "ppc64"
      case (258, true, true): "loong64"
      case (8, true, true): "mips64le"
      case (8, true, false): "mips64"
      case (8, false, true): "mipsle"
      case (8, false, false): "mips"
      default: nil
      }
    guard let name else { return nil }
    self.init(os: "linux", architecture: name)
  }
}

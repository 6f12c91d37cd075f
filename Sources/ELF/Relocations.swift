internal import CLibELF

extension Object {
  /// The symbols that relocations name, which are those that a loader looks up: indices in the symbol table, ascending.
  public func relocatedSymbols(
    descriptor: Int32, offset: UInt64 = 0, size: UInt64
  ) throws(ELFError) -> [Int] {
    try relocatedSymbols(Source(descriptor: descriptor, offset: offset, size: size))
  }

  /// The symbols that relocations name. `bytes` must be the file that this was read from.
  public func relocatedSymbols(_ bytes: RawSpan) throws(ELFError) -> [Int] {
    unsafe try bytes.withUnsafeBytes { (buffer) throws(ELFError) in
      unsafe try relocatedSymbols(Source(memory: buffer))
    }
  }

  func relocatedSymbols(_ source: Source) throws(ELFError) -> [Int] {
    var symbols: Set<UInt32> = []
    for table in dynamic?.tables.relocations ?? [] {
      let bytes = try bytes(
        of: table.address, count: table.size, source, "the dynamic relocations")
      let found: [UInt32]
      switch (elfClass, table.hasAddends) {
      case (.elf32, false):
        found = try encoding.records(bytes, ELF_T_REL, Elf32_Rel.self) { $0.r_info >> 8 }
      case (.elf32, true):
        found = try encoding.records(bytes, ELF_T_RELA, Elf32_Rela.self) { $0.r_info >> 8 }
      case (.elf64, false):
        found = try encoding.records(bytes, ELF_T_REL, Elf64_Rel.self) { symbol($0.r_info) }
      case (.elf64, true):
        found = try encoding.records(bytes, ELF_T_RELA, Elf64_Rela.self) { symbol($0.r_info) }
      }
      var last: UInt32 = 0
      for symbol in found where symbol != last {
        symbols.insert(symbol)
        last = symbol
      }
    }
    symbols.remove(0)
    return symbols.map { Int($0) }.sorted()
  }

  /// r_info's symbol; little-endian MIPS stores the two halves in the order of big-endian.
  private func symbol(_ info: UInt64) -> UInt32 {
    UInt32(
      truncatingIfNeeded: machine == .mips && byteOrder == .little ? info : info >> 32)
  }
}

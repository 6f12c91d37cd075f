internal import CLibELF

/// e_shoff, e_shnum and e_shentsize; they promise nothing about what is there.
struct SectionHeaders: Hashable, Sendable {
  var offset: UInt64 = 0
  var count: UInt16 = 0
  var entrySize: UInt16 = 0
}

/// What is used of a section header.
struct SectionRecord {
  var type: UInt32
  var flags: UInt64
  var address: UInt64
  var size: UInt64

  init(_ raw: Elf32_Shdr) {
    type = raw.sh_type
    flags = UInt64(raw.sh_flags)
    address = UInt64(raw.sh_addr)
    size = UInt64(raw.sh_size)
  }

  init(_ raw: Elf64_Shdr) {
    type = raw.sh_type
    flags = raw.sh_flags
    address = raw.sh_addr
    size = raw.sh_size
  }
}

extension Object {
  /// The section headers; empty where they are stripped, or are not where the header says.
  func readSections(_ source: Source) throws(ELFError) -> [SectionRecord] {
    let size = encoding.size(MemoryLayout<Elf32_Shdr>.size, MemoryLayout<Elf64_Shdr>.size)
    guard sections.offset > 0, sections.count > 0, UInt64(sections.entrySize) == size,
      sections.offset < source.size, size * UInt64(sections.count) <= source.size - sections.offset
    else { return [] }
    let bytes = try source.bytes(
      at: sections.offset, count: size * UInt64(sections.count), "the section headers")
    return switch elfClass {
    case .elf32: try encoding.records(bytes, ELF_T_SHDR, Elf32_Shdr.self) { SectionRecord($0) }
    case .elf64: try encoding.records(bytes, ELF_T_SHDR, Elf64_Shdr.self) { SectionRecord($0) }
    }
  }

  /// Whether the code was taken out of the file and put into another (`objcopy --only-keep-debug`): a section of code that has an
  /// address and no bytes.
  func lacksCode(_ source: Source) throws(ELFError) -> Bool {
    // SHT_NOBITS with SHF_EXECINSTR.
    try readSections(source).contains { $0.type == 8 && $0.flags & 4 != 0 }
  }
}

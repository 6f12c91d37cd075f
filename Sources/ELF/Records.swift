internal import CLibELF

/// How the records of one file are encoded, and their translation to this machine's, by libelf.
struct Encoding {
  let elfClass: Object.Class
  let byteOrder: Object.ByteOrder

  /// libelf refuses to work before it was asked for its version.
  private static let isReady = elf_version(UInt32(EV_CURRENT)) != 0

  /// Translates `bytes`, which hold records of one kind and nothing else, in place.
  func translate(_ bytes: inout [UInt8], _ kind: Elf_Type) throws(ELFError) {
    guard Self.isReady else { throw ELFError(.io, "libelf is of another version") }
    if bytes.isEmpty { return }
    let done = unsafe bytes.withUnsafeMutableBytes { buffer in
      var data = unsafe Elf_Data(
        d_buf: buffer.baseAddress, d_type: kind, d_version: UInt32(EV_CURRENT),
        d_size: buffer.count, d_off: 0, d_align: 1)
      return unsafe withUnsafeMutablePointer(to: &data) { data in
        switch elfClass {
        case .elf32: unsafe elf32_xlatetom(data, data, UInt32(byteOrder.rawValue)) != nil
        case .elf64: unsafe elf64_xlatetom(data, data, UInt32(byteOrder.rawValue)) != nil
        }
      }
    }
    guard done else {
      throw ELFError(.malformed, "libelf: \(unsafe String(cString: elf_errmsg(-1)))")
    }
  }

  func words(_ bytes: [UInt8]) throws(ELFError) -> [UInt32] {
    try records(bytes, ELF_T_WORD, UInt32.self) { $0 }
  }

  func doubleWords(_ bytes: [UInt8]) throws(ELFError) -> [UInt64] {
    try records(bytes, ELF_T_XWORD, UInt64.self) { $0 }
  }

  func halves(_ bytes: [UInt8]) throws(ELFError) -> [UInt16] {
    try records(bytes, ELF_T_HALF, UInt16.self) { $0 }
  }

  /// One number of a table whose records libelf cannot bound, such as a version chain.
  func integer<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: [UInt8], at index: Int
  ) -> Number {
    let raw = unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: Number.self)
    return byteOrder == .little ? Number(littleEndian: raw) : Number(bigEndian: raw)
  }

  /// The records in `bytes`, of which `Raw` is this machine's form; an incomplete one at the end is left out.
  func records<Raw: BitwiseCopyable, Record>(
    _ bytes: [UInt8], _ kind: Elf_Type, _: Raw.Type, _ make: (Raw) -> Record
  ) throws(ELFError) -> [Record] {
    let count = bytes.count / MemoryLayout<Raw>.size
    var whole = bytes
    whole.removeLast(bytes.count - count * MemoryLayout<Raw>.size)
    try translate(&whole, kind)
    var result: [Record] = []
    result.reserveCapacity(count)
    unsafe whole.withUnsafeBytes { buffer in
      for index in 0..<count {
        let offset = index * MemoryLayout<Raw>.size
        result.append(make(unsafe buffer.loadUnaligned(fromByteOffset: offset, as: Raw.self)))
      }
    }
    return result
  }

  /// Picks by class.
  func size(_ small: Int, _ large: Int) -> UInt64 {
    UInt64(elfClass == .elf32 ? small : large)
  }
}

/// The ELF header, of both classes.
struct Header {
  var type: UInt16
  var machine: UInt16
  var flags: UInt32
  var segmentsOffset: UInt64
  var segmentSize: UInt16
  var segmentCount: UInt16
  var sections: SectionHeaders

  init(_ raw: Elf32_Ehdr) {
    type = raw.e_type
    machine = raw.e_machine
    flags = raw.e_flags
    segmentsOffset = UInt64(raw.e_phoff)
    segmentSize = raw.e_phentsize
    segmentCount = raw.e_phnum
    sections = SectionHeaders(
      offset: UInt64(raw.e_shoff), count: raw.e_shnum, entrySize: raw.e_shentsize)
  }

  init(_ raw: Elf64_Ehdr) {
    type = raw.e_type
    machine = raw.e_machine
    flags = raw.e_flags
    segmentsOffset = raw.e_phoff
    segmentSize = raw.e_phentsize
    segmentCount = raw.e_phnum
    sections = SectionHeaders(
      offset: raw.e_shoff, count: raw.e_shnum, entrySize: raw.e_shentsize)
  }
}

extension Segment {
  init(_ raw: Elf32_Phdr) {
    self.init(
      type: Kind(rawValue: raw.p_type), flags: Flags(rawValue: raw.p_flags),
      offset: UInt64(raw.p_offset), fileSize: UInt64(raw.p_filesz), address: UInt64(raw.p_vaddr),
      memorySize: UInt64(raw.p_memsz), alignment: UInt64(raw.p_align))
  }

  init(_ raw: Elf64_Phdr) {
    self.init(
      type: Kind(rawValue: raw.p_type), flags: Flags(rawValue: raw.p_flags),
      offset: raw.p_offset, fileSize: raw.p_filesz, address: raw.p_vaddr,
      memorySize: raw.p_memsz, alignment: raw.p_align)
  }
}

/// One entry of the dynamic section.
struct DynamicEntry {
  var tag: Int64
  var value: UInt64

  /// Elf32_Dyn and Elf64_Dyn, without the union that keeps those from being plain values.
  struct Raw32: BitwiseCopyable {
    var tag: Int32
    var value: UInt32
  }

  struct Raw64: BitwiseCopyable {
    var tag: Int64
    var value: UInt64
  }

  init(_ raw: Raw32) {
    tag = Int64(raw.tag)
    value = UInt64(raw.value)
  }

  init(_ raw: Raw64) {
    tag = raw.tag
    value = raw.value
  }
}

/// One entry of a symbol table, its name as a place in the string table.
package struct SymbolRecord: Sendable {
  package var name: UInt32
  package var info: UInt8
  package var other: UInt8
  package var section: UInt16
  package var value: UInt64
  package var size: UInt64

  init(_ raw: Elf32_Sym) {
    name = raw.st_name
    info = raw.st_info
    other = raw.st_other
    section = raw.st_shndx
    value = UInt64(raw.st_value)
    size = UInt64(raw.st_size)
  }

  init(_ raw: Elf64_Sym) {
    name = raw.st_name
    info = raw.st_info
    other = raw.st_other
    section = raw.st_shndx
    value = raw.st_value
    size = raw.st_size
  }
}

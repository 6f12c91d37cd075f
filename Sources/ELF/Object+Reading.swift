internal import CLibELF

extension Object {
  /// Reads the file of `size` bytes that begins at `offset` of an open file; nil where it does not begin with ELF's magic number.
  ///
  /// Reads the headers, the dynamic section and the names in it, never the whole file.
  ///
  /// - Parameter withVersions: whether the versions that it needs and defines are read too, which is a quarter of the work.
  public static func read(
    descriptor: Int32, offset: UInt64 = 0, size: UInt64, withVersions: Bool = true
  ) throws(ELFError) -> Object? {
    try Object(
      Source(descriptor: descriptor, offset: offset, size: size), withVersions: withVersions)
  }

  /// Reads a file that is in memory; nil where it does not begin with ELF's magic number.
  public static func read(_ bytes: RawSpan) throws(ELFError) -> Object? {
    unsafe try bytes.withUnsafeBytes { (buffer) throws(ELFError) in
      unsafe try Object(Source(memory: buffer))
    }
  }

  init?(_ source: Source, withVersions: Bool = true) throws(ELFError) {
    let head = source.head
    guard head.starts(with: [0x7f, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F")]) else {
      return nil
    }
    guard head.count >= Int(EI_NIDENT) else {
      throw ELFError(.malformed, "the ELF header is cut off", offset: UInt64(head.count))
    }
    guard let elfClass = Class(rawValue: head[4]) else {
      throw ELFError(.malformed, "its class is \(head[4]), neither 1 (32 bit) nor 2", offset: 4)
    }
    guard let byteOrder = ByteOrder(rawValue: head[5]) else {
      throw ELFError(
        .malformed, "its byte order is \(head[5]), neither 1 (little) nor 2", offset: 5)
    }
    guard head[6] == 1 else {
      throw ELFError(.malformed, "its ELF version is \(head[6]), not 1", offset: 6)
    }
    let encoding = Encoding(elfClass: elfClass, byteOrder: byteOrder)
    let header = try Header(source, encoding)
    self.init(
      elfClass: elfClass, byteOrder: byteOrder, machine: Machine(rawValue: header.machine),
      osABI: head[7], type: ObjectType(rawValue: header.type), machineFlags: header.flags)
    sections = header.sections
    // A core dump's segments describe the memory of a process, not a program.
    if type == .core { return }
    segments = try header.segments(source, encoding)
    do {
      interpreter = try readInterpreter(source)
      dynamic = try readDynamic(source, encoding, withVersions: withVersions)
    } catch {
      guard error.code == .malformed, try lacksCode(source) else { throw error }
      interpreter = nil
      isDebugOnly = true
    }
  }

  private func readInterpreter(_ source: Source) throws(ELFError) -> [UInt8]? {
    guard let segment = segments.first(where: { $0.type == .interpreter }) else { return nil }
    // As Linux does (fs/binfmt_elf.c): at most PATH_MAX bytes, the last of which is NUL.
    guard segment.fileSize >= 2, segment.fileSize <= 4096 else {
      throw ELFError(
        .malformed, "the interpreter's name has \(segment.fileSize) bytes", offset: segment.offset)
    }
    let name = try source.bytes(
      at: segment.offset, count: segment.fileSize, "the bytes of the interpreter's name")
    guard name.last == 0 else {
      throw ELFError(
        .malformed, "the interpreter's name does not end in NUL", offset: segment.offset)
    }
    return Array(name.prefix { $0 != 0 })
  }
}

extension Header {
  init(_ source: Source, _ encoding: Encoding) throws(ELFError) {
    let bytes = try source.bytes(
      at: 0, count: encoding.size(MemoryLayout<Elf32_Ehdr>.size, MemoryLayout<Elf64_Ehdr>.size),
      "the bytes of the ELF header")
    let headers =
      switch encoding.elfClass {
      case .elf32: try encoding.records(bytes, ELF_T_EHDR, Elf32_Ehdr.self) { Header($0) }
      case .elf64: try encoding.records(bytes, ELF_T_EHDR, Elf64_Ehdr.self) { Header($0) }
      }
    self = headers[0]
  }

  func segments(_ source: Source, _ encoding: Encoding) throws(ELFError) -> [Segment] {
    if segmentCount == 0 { return [] }
    let size = encoding.size(MemoryLayout<Elf32_Phdr>.size, MemoryLayout<Elf64_Phdr>.size)
    guard UInt64(segmentSize) == size else {
      throw ELFError(
        .malformed, "its program headers have \(segmentSize) bytes each, not \(size)",
        offset: encoding.size(42, 54))
    }
    let bytes = try source.bytes(
      at: segmentsOffset, count: size * UInt64(segmentCount), "its program headers")
    return switch encoding.elfClass {
    case .elf32: try encoding.records(bytes, ELF_T_PHDR, Elf32_Phdr.self) { Segment($0) }
    case .elf64: try encoding.records(bytes, ELF_T_PHDR, Elf64_Phdr.self) { Segment($0) }
    }
  }
}

extension Object {
  /// Where the tables lie by which exceptions unwind the stack: a fifth of what is mapped of a library written in C++, all of it numbers.
  ///
  /// What PT_GNU_EH_FRAME has, and the section to which that leads (Linux Standard Base, Core, 10.6), whose size the section headers alone say.
  ///
  /// - Returns: ranges of the file, in order, all of them in PT_LOAD segments; fewer where headers are stripped or do not agree.
  /// - Throws: where the file cannot be read.
  public func unwindTables(
    descriptor: Int32, offset: UInt64 = 0, size: UInt64
  ) throws(ELFError) -> [Range<UInt64>] {
    try unwindTables(Source(descriptor: descriptor, offset: offset, size: size))
  }

  /// The same of a file that is in memory.
  public func unwindTables(_ bytes: RawSpan) throws(ELFError) -> [Range<UInt64>] {
    unsafe try bytes.withUnsafeBytes { (buffer) throws(ELFError) in
      unsafe try unwindTables(Source(memory: buffer))
    }
  }

  private func unwindTables(_ source: Source) throws(ELFError) -> [Range<UInt64>] {
    guard let header = segments.first(where: { $0.type == .unwindHeader }),
      let place = place(of: header.address), place.offset == header.offset,
      header.fileSize >= 8, header.fileSize <= place.available,
      place.offset <= source.size, header.fileSize <= source.size - place.offset
    else { return [] }
    let tables = [header.offset..<(header.offset + header.fileSize)]
    guard let address = try frameAddress(header, source),
      let frames = self.place(of: address),
      let section = try readSections(source).first(where: { $0.address == address && $0.isData }),
      section.size >= 8, section.size <= frames.available,
      frames.offset <= source.size, section.size <= source.size - frames.offset
    else { return tables }
    let first = try source.bytes(at: frames.offset, count: 8, "the first unwinding record")
    // A record that others refer to comes first: it has a length, and 0 where those have the distance to theirs.
    let (length, distance): (UInt32, UInt32) = (
      encoding.integer(first, at: 0), encoding.integer(first, at: 4)
    )
    guard length != 0, distance == 0 else { return tables }
    return (tables + [frames.offset..<(frames.offset + section.size)])
      .sorted { $0.lowerBound < $1.lowerBound }
  }

  /// What the header of the tables says in the form that all linkers write: four bytes, relative to where they stand.
  private func frameAddress(_ header: Segment, _ source: Source) throws(ELFError) -> UInt64? {
    let bytes = try source.bytes(at: header.offset, count: 8, "the header of the unwinding tables")
    // DW_EH_PE_pcrel | DW_EH_PE_sdata4
    guard bytes[0] == 1, bytes[1] == 0x1b else { return nil }
    let distance: Int32 = encoding.integer(bytes, at: 4)
    let address = header.address &+ 4 &+ UInt64(bitPattern: Int64(distance))
    return elfClass == .elf32 ? address & 0xffff_ffff : address
  }
}

extension SectionRecord {
  /// Whether its bytes are mapped and are no code (SHF_ALLOC, SHF_EXECINSTR; SHT_NOBITS has none).
  fileprivate var isData: Bool { flags & 2 != 0 && flags & 4 == 0 && type != 8 }
}

extension Range<UInt64> {
  /// What is left of it without other ranges, which are in order.
  public func without(_ others: [Range]) -> [Range] {
    var result: [Range] = []
    var start = lowerBound
    for other in others where other.upperBound > start && other.lowerBound < upperBound {
      if other.lowerBound > start { result.append(start..<other.lowerBound) }
      start = Swift.max(start, other.upperBound)
    }
    if start < upperBound { result.append(start..<upperBound) }
    return result
  }
}

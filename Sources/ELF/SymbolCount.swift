internal import CLibELF

extension Object {
  /// How many dynamic symbols there are, which no entry of the dynamic section says.
  ///
  /// DT_HASH has one chain entry per symbol. DT_GNU_HASH ends with the last defined symbol, after all undefined ones; but where it
  /// is empty (a program that exports nothing) it says nothing of the undefined ones. Then the section headers do, or, where they are
  /// stripped, the relocations: a symbol beyond the last one that they name is not looked up by anyone.
  func symbolCount(_ source: Source) throws(ELFError) -> UInt64 {
    guard let tables = dynamic?.tables else { return 0 }
    if let address = tables.hash {
      // Two ABIs have entries of eight bytes.
      let isWide = elfClass == .elf64 && (machine == .s390 || machine == .alpha)
      let head = try bytes(of: address, count: isWide ? 16 : 8, source, "the bytes of DT_HASH")
      return isWide
        ? encoding.integer(head, at: 8) : UInt64(encoding.integer(head, at: 4) as UInt32)
    }
    if let address = tables.gnuHash, let count = try gnuHashCount(address, source) { return count }
    if let count = try sectionCount(source) { return count }
    let last = try relocatedSymbols(source).last
    return last.map { UInt64($0) + 1 } ?? 0
  }

  /// How many symbols come before those that DT_GNU_HASH lists: the undefined ones are among them. nil where it lists none.
  func gnuHashOffset(_ source: Source) throws(ELFError) -> UInt64? {
    guard dynamic?.tables.hash == nil, let address = dynamic?.tables.gnuHash else { return nil }
    let table = try GNUHash(at: address, of: self, source)
    return table.buckets.contains { $0 != 0 } ? UInt64(table.symbolOffset) : nil
  }

  private func gnuHashCount(_ address: UInt64, _ source: Source) throws(ELFError) -> UInt64? {
    let table = try GNUHash(at: address, of: self, source)
    guard let last = table.buckets.max(), last >= table.symbolOffset, last > 0 else { return nil }
    // The chain of the last bucket ends the table; its end has the lowest bit set.
    var index = UInt64(last)
    var start = table.chains + 4 * (index - UInt64(table.symbolOffset))
    while start < table.end {
      let count = min(1024, (table.end - start) / 4)
      if count == 0 { break }
      let words = try encoding.words(
        source.bytes(at: start, count: count * 4, "the bytes of DT_GNU_HASH"))
      for word in words {
        index += 1
        if word & 1 != 0 { return index }
      }
      start += count * 4
    }
    throw ELFError(.malformed, "the last chain of DT_GNU_HASH has no end", offset: table.chains)
  }

  private func sectionCount(_ source: Source) throws(ELFError) -> UInt64? {
    let symbolSize = encoding.size(MemoryLayout<Elf32_Sym>.size, MemoryLayout<Elf64_Sym>.size)
    return try readSections(source)
      .first { $0.type == 11 && $0.address == dynamic?.tables.symbols }
      .map { $0.size / symbolSize }
  }
}

/// The fixed part of DT_GNU_HASH (https://sourceware.org/gnu-gabi/program-loading-and-dynamic-linking.txt).
struct GNUHash {
  var symbolOffset: UInt32
  var buckets: [UInt32]
  /// Where the chains are in the file, and where their segment ends.
  var chains: UInt64
  var end: UInt64

  init(at address: UInt64, of object: Object, _ source: Source) throws(ELFError) {
    let encoding = object.encoding
    let header = try encoding.words(
      object.bytes(of: address, count: 16, source, "the bytes of DT_GNU_HASH"))
    symbolOffset = header[1]
    guard let place = object.place(of: address) else {
      throw ELFError(.malformed, "DT_GNU_HASH is in no segment of the file")
    }
    end = min(place.offset + place.available, source.size)
    let skipped = 16 + UInt64(header[2]) * encoding.size(4, 8)
    let size = UInt64(header[0]) * 4
    guard skipped + size <= place.available else {
      throw ELFError(.malformed, "DT_GNU_HASH ends outside its segment", offset: place.offset)
    }
    buckets = try encoding.words(
      source.bytes(at: place.offset + skipped, count: size, "the bytes of DT_GNU_HASH"))
    chains = place.offset + skipped + size
  }
}

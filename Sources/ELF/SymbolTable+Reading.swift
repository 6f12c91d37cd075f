internal import CLibELF

extension Object {
  /// The dynamic symbols with their versions; empty where there are none. The file must be the one that this was read from.
  public func symbols(
    descriptor: Int32, offset: UInt64 = 0, size: UInt64
  ) throws(ELFError) -> SymbolTable {
    try symbols(Source(descriptor: descriptor, offset: offset, size: size))
  }

  /// The dynamic symbols with their versions; empty where there are none. `bytes` must be the file that this was read from.
  public func symbols(_ bytes: RawSpan) throws(ELFError) -> SymbolTable {
    unsafe try bytes.withUnsafeBytes { (buffer) throws(ELFError) in
      unsafe try symbols(Source(memory: buffer))
    }
  }

  func symbols(_ source: Source) throws(ELFError) -> SymbolTable {
    guard let tables = dynamic?.tables, tables.symbols != nil else {
      return SymbolTable(records: [], strings: [], versionIndices: [], versions: VersionNames())
    }
    let records = try symbolRecords(count: symbolCount(source), tables, source)
    var indices: [UInt16] = []
    if let address = tables.symbolVersions {
      let size = UInt64(records.count) * 2
      indices = try encoding.halves(
        bytes(of: address, count: size, source, "the bytes of DT_VERSYM"))
    }
    var versions = VersionNames()
    let needed = try readVersionsNeeded(tables, source, encoding)
    let defined = try readVersionsDefined(tables, source, encoding)
    let strings = try stringTable(tables, source)
    for file in needed {
      let name = bytes(at: file.name, in: strings)
      for version in file.versions {
        versions.add(bytes(at: version.name, in: strings), index: version.index, file: name)
      }
    }
    for version in defined where !version.isBase {
      versions.add(bytes(at: version.name, in: strings), index: version.index, file: nil)
    }
    return SymbolTable(
      records: records, strings: strings, versionIndices: indices, versions: versions)
  }

  var encoding: Encoding { Encoding(elfClass: elfClass, byteOrder: byteOrder) }

  func symbolRecords(
    count: UInt64, _ tables: Tables, _ source: Source
  ) throws(ELFError) -> [SymbolRecord] {
    guard let address = tables.symbols else { return [] }
    let size = encoding.size(MemoryLayout<Elf32_Sym>.size, MemoryLayout<Elf64_Sym>.size)
    let (total, overflow) = count.multipliedReportingOverflow(by: size)
    if overflow { throw ELFError(.malformed, "there are \(count) dynamic symbols") }
    let bytes = try bytes(of: address, count: total, source, "the dynamic symbols")
    return switch elfClass {
    case .elf32: try encoding.records(bytes, ELF_T_SYM, Elf32_Sym.self) { SymbolRecord($0) }
    case .elf64: try encoding.records(bytes, ELF_T_SYM, Elf64_Sym.self) { SymbolRecord($0) }
    }
  }

  /// The whole of DT_STRTAB.
  func stringTable(_ tables: Tables, _ source: Source) throws(ELFError) -> [UInt8] {
    guard let address = tables.strings, let place = place(of: address) else {
      throw ELFError(.malformed, "the dynamic section has symbols and no DT_STRTAB")
    }
    return try source.bytes(
      at: place.offset, count: min(tables.stringsSize ?? place.available, place.available),
      "the bytes of the dynamic string table")
  }

  /// `count` bytes mapped at `address`, all of one segment.
  func bytes(
    of address: UInt64, count: UInt64, _ source: Source, _ what: @autoclosure () -> String
  ) throws(ELFError) -> [UInt8] {
    guard let place = place(of: address) else {
      throw ELFError(.malformed, "\(what()) are in no segment of the file: \(hexadecimal(address))")
    }
    guard count <= place.available else {
      throw ELFError(.malformed, "\(what()) end outside their segment", offset: place.offset)
    }
    return try source.bytes(at: place.offset, count: count, what())
  }

  private func bytes(at position: UInt32, in strings: [UInt8]) -> [UInt8] {
    guard Int(position) < strings.count else { return [] }
    return Array(strings[Int(position)...].prefix { $0 != 0 })
  }
}

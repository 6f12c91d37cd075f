internal import CLibELF

/// The versions wanted of one file, with names as places in the string table.
struct VersionRequirement {
  struct Version {
    var name: UInt32
    /// What the symbols' version table calls it.
    var index: UInt16
    var isWeak: Bool
  }

  var name: UInt32
  var versions: [Version]
}

/// A version that a file defines, its name as a place in the string table.
struct VersionDefinition {
  var name: UInt32
  var index: UInt16
  /// VER_FLG_BASE: the name of the file itself.
  var isBase: Bool
}

extension Object {
  /// The Verneed chain. Every count and step is the file's word: the number of records is bounded, and a chain only goes forward.
  func readVersionsNeeded(
    _ tables: Tables, _ source: Source, _ encoding: Encoding
  ) throws(ELFError) -> [VersionRequirement] {
    guard let address = tables.versionsNeeded, tables.versionsNeededCount > 0 else { return [] }
    var chain = try VersionChain(at: address, of: self, source, encoding, "DT_VERNEED")
    var result: [VersionRequirement] = []
    var position: UInt64 = 0
    for _ in 0..<tables.versionsNeededCount {
      // Elf32_Verneed and Elf64_Verneed: vn_version, vn_cnt (halves), vn_file, vn_aux, vn_next (words).
      let record = try chain.record(at: position, length: 16)
      var file = VersionRequirement(name: chain.word(record + 4), versions: [])
      let count = chain.half(record + 2)
      let next = chain.word(record + 12)
      var place = position + UInt64(chain.word(record + 8))
      for _ in 0..<count {
        // Vernaux: vna_hash (word), vna_flags, vna_other (halves), vna_name, vna_next (words).
        let version = try chain.record(at: place, length: 16)
        file.versions.append(
          VersionRequirement.Version(
            name: chain.word(version + 8), index: chain.half(version + 6) & 0x7fff,
            isWeak: chain.half(version + 4) & 0x2 != 0))
        let step = chain.word(version + 12)
        if step == 0 { break }
        place += UInt64(step)
      }
      result.append(file)
      if next == 0 { break }
      position += UInt64(next)
    }
    return result
  }

  /// The Verdef chain, each with the first of its names (the others are its predecessors').
  func readVersionsDefined(
    _ tables: Tables, _ source: Source, _ encoding: Encoding
  ) throws(ELFError) -> [VersionDefinition] {
    guard let address = tables.versionsDefined, tables.versionsDefinedCount > 0 else { return [] }
    var chain = try VersionChain(at: address, of: self, source, encoding, "DT_VERDEF")
    var result: [VersionDefinition] = []
    var position: UInt64 = 0
    for _ in 0..<tables.versionsDefinedCount {
      // Verdef: vd_version, vd_flags, vd_ndx, vd_cnt (halves), vd_hash, vd_aux, vd_next (words).
      let record = try chain.record(at: position, length: 20)
      var definition = VersionDefinition(
        name: 0, index: chain.half(record + 4) & 0x7fff, isBase: chain.half(record + 2) & 0x1 != 0)
      let next = chain.word(record + 16)
      // Verdaux: vda_name, vda_next (words).
      let name = try chain.record(at: position + UInt64(chain.word(record + 12)), length: 8)
      definition.name = chain.word(name)
      result.append(definition)
      if next == 0 { break }
      position += UInt64(next)
    }
    return result
  }
}

/// Reads the records of a version table, a window at a time: the dynamic section does not say how long the table is.
private struct VersionChain {
  private let source: Source
  private let encoding: Encoding
  private let table: String
  private let start: UInt64
  private let size: UInt64
  private var window: [UInt8] = []
  private var windowStart: UInt64 = 0
  private var count = 0

  /// More than any real object has.
  private static let limit = 65536

  init(
    at address: UInt64, of object: Object, _ source: Source, _ encoding: Encoding, _ table: String
  ) throws(ELFError) {
    guard let place = object.place(of: address), place.offset < source.size else {
      throw ELFError(.malformed, "\(table) is in no segment of the file: \(hexadecimal(address))")
    }
    self.source = source
    self.encoding = encoding
    self.table = table
    start = place.offset
    size = min(place.available, source.size - place.offset)
  }

  /// Makes `length` bytes from `position` of the table on readable, and says where they are in the window.
  mutating func record(at position: UInt64, length: UInt64) throws(ELFError) -> Int {
    guard position <= size, length <= size - position else {
      throw ELFError(.malformed, "\(table) leads outside its segment", offset: start)
    }
    count += 1
    guard count <= Self.limit else {
      throw ELFError(.malformed, "\(table) has more than \(Self.limit) records", offset: start)
    }
    if position < windowStart || position + length > windowStart + UInt64(window.count) {
      window = try source.bytes(
        at: start + position, count: min(2048, size - position), "the bytes of \(table)")
      windowStart = position
    }
    return Int(position - windowStart)
  }

  func half(_ index: Int) -> UInt16 { encoding.integer(window, at: index) }
  func word(_ index: Int) -> UInt32 { encoding.integer(window, at: index) }
}

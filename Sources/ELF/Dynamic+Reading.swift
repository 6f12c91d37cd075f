internal import CLibELF

extension Object {
  /// The dynamic section, which the loader finds by PT_DYNAMIC's address, with all its names; nil where there is none.
  func readDynamic(
    _ source: Source, _ encoding: Encoding, withVersions: Bool
  ) throws(ELFError) -> Dynamic? {
    guard let segment = segments.first(where: { $0.type == .dynamic }), segment.fileSize > 0 else {
      return nil
    }
    let start = place(of: segment.address)?.offset ?? segment.offset
    let bytes = try source.bytes(at: start, count: segment.fileSize, "the dynamic section's bytes")
    let entries =
      switch encoding.elfClass {
      case .elf32:
        try encoding.records(bytes, ELF_T_DYN, DynamicEntry.Raw32.self, DynamicEntry.init)
      case .elf64:
        try encoding.records(bytes, ELF_T_DYN, DynamicEntry.Raw64.self, DynamicEntry.init)
      }
    guard entries.count <= 65536 else {
      throw ELFError(.malformed, "the dynamic section has \(entries.count) entries", offset: start)
    }
    var names = DynamicNames()
    var result = Dynamic()
    for entry in entries {
      if entry.tag == 0 { break }
      names.note(entry)
      result.note(entry)
    }
    result.tables.note(entries)
    let needed = withVersions ? try readVersionsNeeded(result.tables, source, encoding) : []
    let defined = withVersions ? try readVersionsDefined(result.tables, source, encoding) : []
    var offsets = names.offsets
    for file in needed {
      offsets.append(UInt64(file.name))
      offsets.append(contentsOf: file.versions.map { UInt64($0.name) })
    }
    offsets.append(contentsOf: defined.map { UInt64($0.name) })
    if offsets.isEmpty { return result }
    let strings = try Strings(of: offsets, in: result.tables, of: self, source)
    try names.read(from: strings, into: &result)
    result.definesVersions = result.tables.versionsDefined != nil
    for file in needed {
      var versions: [VersionsNeeded.Version] = []
      for version in file.versions {
        versions.append(
          VersionsNeeded.Version(
            name: try strings[UInt64(version.name)], isWeak: version.isWeak))
      }
      result.versionsNeeded.append(
        VersionsNeeded(file: try strings[UInt64(file.name)], versions: versions))
    }
    for version in defined where !version.isBase {
      result.versionsDefined.append(try strings[UInt64(version.name)])
    }
    return result
  }
}

/// Where in the string table the names are that the entries of a dynamic section give.
private struct DynamicNames {
  private var names: [(tag: Int64, offset: UInt64)] = []

  var offsets: [UInt64] { names.map(\.offset) }

  mutating func note(_ entry: DynamicEntry) {
    switch entry.tag {
    case 1, 14, 15, 29, 0x6fff_fefb, 0x6fff_fefc, 0x7fff_fffd, 0x7fff_ffff:
      names.append((entry.tag, entry.value))
    default: break
    }
  }

  func read(from strings: Strings, into dynamic: inout Dynamic) throws(ELFError) {
    for (tag, offset) in names {
      let name = try strings[offset]
      switch tag {
      case 1: dynamic.needed.append(name)
      case 14: dynamic.soname = name
      // An empty DT_RPATH means none to ld.so, unlike an empty entry in one.
      case 15: dynamic.rpath = name.isEmpty ? nil : name
      case 29: dynamic.runpath = name
      case 0x6fff_fefb: dynamic.depaudit.append(name)
      case 0x6fff_fefc: dynamic.audit.append(name)
      case 0x7fff_fffd: dynamic.auxiliary.append(name)
      case 0x7fff_ffff: dynamic.filter.append(name)
      default: break
      }
    }
  }
}

extension Dynamic {
  fileprivate mutating func note(_ entry: DynamicEntry) {
    switch entry.tag {
    // DT_SYMBOLIC, DT_TEXTREL and DT_BIND_NOW are what DF_SYMBOLIC, DF_TEXTREL and DF_BIND_NOW have replaced.
    case 16: flags |= 0x2
    case 22: flags |= 0x4
    case 24: flags |= 0x8
    case 30: flags |= entry.value
    case 0x6fff_fffb: flags1 |= entry.value
    default: break
    }
  }
}

extension Tables {
  fileprivate mutating func note(_ entries: [DynamicEntry]) {
    var rela = (address: UInt64?.none, size: UInt64(0))
    var rel = rela
    var jumps = rela
    var jumpsHaveAddends = false
    for entry in entries {
      if entry.tag == 0 { break }
      switch entry.tag {
      case 4: hash = entry.value
      case 5: strings = entry.value
      case 6: symbols = entry.value
      case 10: stringsSize = entry.value
      case 0x6fff_fef5: gnuHash = entry.value
      case 0x6fff_fff0: symbolVersions = entry.value
      case 0x6fff_fffc: versionsDefined = entry.value
      case 0x6fff_fffd: versionsDefinedCount = entry.value
      case 0x6fff_fffe: versionsNeeded = entry.value
      case 0x6fff_ffff: versionsNeededCount = entry.value
      case 7: rela.address = entry.value
      case 8: rela.size = entry.value
      case 17: rel.address = entry.value
      case 18: rel.size = entry.value
      case 23: jumps.address = entry.value
      case 2: jumps.size = entry.value
      // DT_PLTREL says which of the two forms DT_JMPREL has.
      case 20: jumpsHaveAddends = entry.value == 7
      default: break
      }
    }
    for (table, hasAddends) in [(rela, true), (rel, false), (jumps, jumpsHaveAddends)] {
      guard let address = table.address, table.size > 0 else { continue }
      relocations.append(
        Relocations(address: address, size: table.size, hasAddends: hasAddends))
    }
  }
}

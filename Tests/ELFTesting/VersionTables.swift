internal import ELF

/// DT_VERDEF, DT_VERNEED and what DT_VERSYM says of each symbol.
struct VersionTables {
  private var definedIndices: [String: Int] = [:]
  private var neededIndices: [String: Int] = [:]
  private(set) var defined: [UInt8] = []
  private(set) var needed: [UInt8] = []

  var hasAny: Bool { !definedIndices.isEmpty || !neededIndices.isEmpty }

  init(_ builder: ObjectBuilder, _ strings: inout StringTable) {
    var index = 2
    if !builder.versionsDefined.isEmpty {
      var table = builder.writer()
      let names = [builder.soname ?? "base"] + builder.versionsDefined
      for (position, name) in names.enumerated() {
        table.half(1)
        table.half(position == 0 ? 1 : 0)
        table.half(position + 1)
        table.half(1)
        table.word(0)
        table.word(20)
        table.word(position + 1 == names.count ? 0 : 28)
        table.word(UInt32(strings.add(name.utf8)))
        table.word(0)
        if position > 0 { definedIndices[name] = position + 1 }
      }
      index = names.count + 1
      defined = table.bytes
    }
    var table = builder.writer()
    for (position, file) in builder.versionsNeeded.enumerated() {
      table.half(1)
      table.half(file.versions.count)
      table.word(UInt32(strings.add(file.file)))
      table.word(16)
      let isLast = position + 1 == builder.versionsNeeded.count
      table.word(isLast ? 0 : UInt32(16 + 16 * file.versions.count))
      for (place, version) in file.versions.enumerated() {
        table.word(0)
        table.half(version.isWeak ? 2 : 0)
        table.half(index)
        table.word(UInt32(strings.add(version.name)))
        table.word(place + 1 == file.versions.count ? 0 : 16)
        neededIndices[String(decoding: version.name, as: UTF8.self)] = index
        index += 1
      }
    }
    needed = table.bytes
  }

  func indices(of symbols: [ObjectBuilder.BuiltSymbol], _ empty: ByteWriter) -> [UInt8] {
    var result = empty
    result.half(0)
    for symbol in symbols {
      let known = symbol.isDefined ? definedIndices : neededIndices
      let index = symbol.version.flatMap { known[$0] } ?? 1
      result.half(symbol.isHidden ? index | 0x8000 : index)
    }
    return result.bytes
  }
}

internal import ELF

extension ObjectBuilder {
  func symbolTable(_ symbols: [BuiltSymbol], _ strings: inout StringTable) -> [UInt8] {
    var result = writer()
    result.bytes = [UInt8](repeating: 0, count: is64 ? 24 : 16)
    for symbol in symbols {
      result.word(UInt32(strings.add(symbol.name.utf8)))
      let section = symbol.isDefined ? 1 : 0
      if !is64 {
        result.address(symbol.value)
        result.address(0)
      }
      result.bytes += [symbol.binding << 4 | symbol.kind, symbol.visibility]
      result.half(section)
      if is64 {
        result.address(symbol.value)
        result.address(0)
      }
    }
    return result.bytes
  }

  func relocationTable(_ symbols: [BuiltSymbol]) -> [UInt8] {
    var result = writer()
    for (index, symbol) in symbols.enumerated() where symbol.isRelocated && !symbol.isDefined {
      result.address(Self.writableBase)
      result.address(is64 ? UInt64(index + 1) << 32 | 6 : UInt64(index + 1) << 8 | 6)
      result.address(0)
    }
    return result.bytes
  }

  func sysvHash(_ symbols: [BuiltSymbol]) -> [UInt8] {
    var result = writer()
    let isWide = is64 && machine == .s390
    func put(_ value: Int) {
      if isWide { result.number(UInt64(value)) } else { result.word(UInt32(value)) }
    }
    put(1)
    put(symbols.count + 1)
    put(symbols.isEmpty ? 0 : 1)
    put(0)
    for index in symbols.indices { put(index + 1 == symbols.count ? 0 : index + 2) }
    return result.bytes
  }

  func gnuHash(_ symbols: [BuiltSymbol]) -> [UInt8] {
    let defined = symbols.filter(\.isDefined)
    // As GNU ld writes the table of a program that exports nothing.
    let first = defined.isEmpty ? 1 : symbols.count - defined.count + 1
    var result = writer()
    for value in [1, first, 1, 0] { result.word(UInt32(value)) }
    result.address(.max)
    result.word(defined.isEmpty ? 0 : UInt32(first))
    for (index, symbol) in defined.enumerated() {
      var hash: UInt32 = 5381
      for byte in symbol.name.utf8 { hash = hash &* 33 &+ UInt32(byte) }
      result.word(index + 1 == defined.count ? hash | 1 : hash & ~1)
    }
    return result.bytes
  }
}

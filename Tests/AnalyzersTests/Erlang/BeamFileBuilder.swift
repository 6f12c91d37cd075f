/// Makes compiled modules of Erlang, as far as anyone reads them here.
enum BeamFileBuilder {
  /// - Parameters:
  ///   - atoms: the first names the module.
  ///   - imports: the modules that are called, by indices of atoms counted from 1.
  ///   - functions: likewise which of their functions.
  ///   - literals: the bytes of the chunk `LitT`, its size field included.
  ///   - isCompact: lengths of atoms as OTP 28 writes them.
  static func module(
    atoms: [String], imports: [Int] = [], functions: [Int] = [], literals: [UInt8]? = nil,
    isCompact: Bool = false
  ) -> [UInt8] {
    var table: [UInt8] = number(isCompact ? -atoms.count : atoms.count)
    for atom in atoms {
      let length = atom.utf8.count
      if !isCompact {
        table.append(UInt8(length))
      } else if length < 16 {
        table.append(UInt8(length << 4))
      } else {
        table += [UInt8((length >> 3) & 0xe0 | 0x08), UInt8(length & 0xff)]
      }
      table += Array(atom.utf8)
    }
    var calls = number(imports.count)
    for (position, index) in imports.enumerated() {
      calls += number(index) + number(position < functions.count ? functions[position] : 1)
      calls += number(0)
    }
    var form = Array("BEAM".utf8) + chunk("AtU8", table) + chunk("ImpT", calls)
    if let literals { form += chunk("LitT", literals) }
    return Array("FOR1".utf8) + number(form.count) + form
  }

  static func number(_ value: Int) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    return Array(name.utf8) + number(bytes.count) + bytes + padding
  }
}

/// Terms in the external format (erl_ext_dist(5)): literals of compiled modules, boot scripts.
enum ErlangTerm {
  /// Hands over what may be an atom.
  ///
  /// The bytes are searched for the tags of atoms rather than taken apart: what is found is compared with names that exist, and a
  /// term of a kind that is not known here hides nothing.
  static func forEachAtom(
    in bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void
  ) {
    for index in bytes.indices {
      let start: Int
      let length: Int
      switch bytes[index] {
      // SMALL_ATOM_UTF8_EXT, SMALL_ATOM_EXT.
      case 119, 115:
        guard bytes.endIndex - index >= 2 else { continue }
        start = index + 2
        length = Int(bytes[index + 1])
      // ATOM_UTF8_EXT, ATOM_EXT.
      case 118, 100:
        guard bytes.endIndex - index >= 3 else { continue }
        start = index + 3
        length = Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
      default: continue
      }
      // Modules are named by at most 255 characters.
      guard length > 0, length <= 1020, length <= bytes.endIndex - start else { continue }
      body(bytes[start..<(start + length)])
    }
  }

  /// Hands over what may be a string (a list of bytes, a binary) of printable characters, searched for in the same way.
  static func forEachString(
    in bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void
  ) {
    for index in bytes.indices {
      let digits: Int
      switch bytes[index] {
      // STRING_EXT, BINARY_EXT.
      case 107: digits = 2
      case 109: digits = 4
      default: continue
      }
      guard bytes.endIndex - index > digits else { continue }
      let length = bytes[(index + 1)...(index + digits)].reduce(0) { $0 << 8 | Int($1) }
      let start = index + 1 + digits
      guard length > 1, length <= 512, length <= bytes.endIndex - start else { continue }
      let text = bytes[start..<(start + length)]
      if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a || $0 == 0x09 }) { body(text) }
    }
  }
}

extension PythonSource {
  /// What bytecode without a source says (marshal.c): the names and strings in it, any of which may be what it imports.
  ///
  /// Which of them are, only its instructions tell, and these differ from version to version.
  init(bytecode: [UInt8]) {
    var names: Set<[UInt8]> = []
    // Behind the header: the magic number, flags, time and size.
    var position = 16
    while position + 5 < bytecode.count {
      var start = position
      var length = 0
      switch bytecode[position] & 0x7f {
      case UInt8(ascii: "z"), UInt8(ascii: "Z"):
        length = Int(bytecode[position + 1])
        start += 2
      case UInt8(ascii: "a"), UInt8(ascii: "A"), UInt8(ascii: "u"):
        // Longer ones are text.
        guard bytecode[position + 2] == 0, bytecode[position + 3] == 0, bytecode[position + 4] == 0
        else { break }
        length = Int(bytecode[position + 1])
        start += 5
      default: break
      }
      guard length > 1, length <= 100, start + length <= bytecode.count,
        bytecode[start..<(start + length)].allSatisfy({
          $0 < 0x80 && PythonTokens.isNameByte($0) || $0 == UInt8(ascii: ".")
            || $0 == UInt8(ascii: ":")
        })
      else {
        position += 1
        continue
      }
      names.insert(Array(bytecode[start..<(start + length)]))
      position = start + length
    }
    literals = names
    for name in names.sortedByBytes()
    where !name.contains(UInt8(ascii: ":")) && name.first != UInt8(ascii: ".") {
      // From the path, or from its own package.
      imports.append(Import(level: 0, module: name, attempt: 1))
      imports.append(Import(level: 1, module: name, attempt: 1))
    }
    putInOrder()
  }
}

/// Sources of Python that a program of another language has among its constants, and gives to an interpreter: tools that ask it about itself.
enum PythonInProgram {
  /// How many lines that import must follow one another to be taken for a source.
  private static let fewest = 3

  /// The modules that they import, by dotted names.
  static func modules(in data: [UInt8]) -> Set<[UInt8]> {
    var result: Set<[UInt8]> = []
    var block: Set<[UInt8]> = []
    var count = 0
    func close() {
      if count >= fewest { result.formUnion(block) }
      block = []
      count = 0
    }
    var position = 0
    while position < data.count {
      guard let start = next(in: data, from: position) else { break }
      if start != position { close() }
      let end = data[start...].prefix(longest).firstIndex(of: UInt8(ascii: "\n"))
      guard let end, let module = module(data[start..<end]) else {
        close()
        position = start + 1
        continue
      }
      block.insert(module)
      count += 1
      position = end + 1
    }
    close()
    return result
  }

  private static let longest = 120

  /// Where the next line begins that may import.
  private static func next(in data: [UInt8], from position: Int) -> Int? {
    var index = position
    while index + 8 < data.count {
      let byte = data[index]
      if byte == UInt8(ascii: "i") || byte == UInt8(ascii: "f"),
        index == 0 || index == position || data[index - 1] == UInt8(ascii: "\n"),
        data[index...].starts(with: "import ".utf8) || data[index...].starts(with: "from ".utf8)
      {
        return index
      }
      // Lines are short beside what lies between them.
      guard let newline = data[index...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      index = newline + 1
    }
    return nil
  }

  /// `import a.b`, `from a import b`; nil for other lines.
  private static func module(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    let words = line.split(separator: UInt8(ascii: " "))
    guard words.count >= 2,
      words[1].allSatisfy({
        $0 < 0x80 && (PythonTokens.isNameByte($0) || $0 == UInt8(ascii: "."))
      })
    else { return nil }
    if words[0].elementsEqual("import".utf8) { return words.count == 2 ? Array(words[1]) : nil }
    guard words.count >= 4, words[2].elementsEqual("import".utf8) else { return nil }
    return Array(words[1])
  }
}

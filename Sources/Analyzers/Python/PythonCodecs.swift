/// The codecs of a standard library, by every name that `codecs.lookup` takes for them.
struct PythonCodecs {
  /// From alias to module, as `encodings/aliases.py` has them.
  private var aliases: [[UInt8]: [UInt8]] = [:]

  /// - Parameter text: of `encodings/aliases.py`.
  init(aliases text: [UInt8]) {
    var lexer = PythonTokens(text)
    while lexer.next() {
      let tokens = lexer.tokens
      for index in tokens.indices.dropLast(2)
      where tokens[index].kind == .string && tokens[index + 2].kind == .string
        && tokens[index + 1].byte == UInt8(ascii: ":")
      {
        aliases[Array(text[tokens[index].start..<tokens[index].end])] =
          Array(text[tokens[index + 2].start..<tokens[index + 2].end])
      }
    }
  }

  /// The names of the modules that a string may mean: what `encodings.normalize_encoding` makes of it, and what that is an alias of.
  func modules(named name: [UInt8]) -> [[UInt8]] {
    guard name.count <= 24 else { return [] }
    var normal: [UInt8] = []
    for byte in name {
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
        if normal.last != UInt8(ascii: "_") { normal.append(UInt8(ascii: "_")) }
      } else if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) {
        normal.append(byte | 0x20)
      } else {
        normal.append(byte)
      }
    }
    return [aliases[normal], normal].compactMap { $0 }
  }
}

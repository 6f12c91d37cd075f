/// Scripts of execline, in which each program is given its own arguments and then the next program with its arguments: the text is one command
/// line, and only the programs know where their arguments end.
///
/// Source: https://skarnet.org/software/execline/ (execlineb, el_transform): words are parted by blanks, `{` and `}` enclose command lines, `#` begins
/// a comment, `"` quotes, `\` escapes, `$x` is a variable.
enum ChainScript {
  /// What is longer is no script of this kind.
  static let limit: UInt64 = 1 << 16

  static func isInterpreter(_ name: ArraySlice<UInt8>) -> Bool {
    name.elementsEqual("execlineb".utf8)
  }

  /// Each word that could name a program, once, in order: no quoted one, no option, nothing that is computed.
  static func words(of text: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var seen: Set<[UInt8]> = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      for word in line.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      ) {
        if word.first == UInt8(ascii: "#") { break }
        guard word.count < 256, word.first != UInt8(ascii: "-"),
          !word.contains(where: { "{}$\"\\=".utf8.contains($0) })
        else { continue }
        if seen.insert(Array(word)).inserted { result.append(Array(word)) }
      }
    }
    return result
  }
}

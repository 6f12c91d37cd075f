/// Command lines that stand as text in application code: `"tar -xf " + name`, `` `id -un` ``, `"ps ax | grep x"`.
enum CommandText {
  /// The words that would be run if `text` were given to a shell, or taken as a list of arguments.
  ///
  /// Nothing is said about whether they are programs; whoever asks looks them up.
  static func programs(in text: some Collection<UInt8>) -> [[UInt8]] {
    guard text.count >= 2, text.count <= 2048 else { return [] }
    var result: [[UInt8]] = []
    for command in text.split(whereSeparator: { Self.separators.contains($0) }) {
      let words = command.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
      let program = words.first {
        // `LC_ALL=C sort`, `! test`, `then x`
        !$0.contains(UInt8(ascii: "=")) && !Self.prefixes.contains(Array($0))
      }
      guard let program else { continue }
      let word = program.drop(while: { Self.quotes.contains($0) })
      let name = word.prefix { !Self.quotes.contains($0) }
      guard name.count >= 2, name.count <= 64, name.allSatisfy(Self.isNameByte) else { continue }
      if !result.contains(Array(name)) { result.append(Array(name)) }
    }
    return result
  }

  private static let separators = Set("|;&\n()`".utf8)
  private static let quotes = Set("\"'".utf8)
  private static let prefixes = Set(
    ["!", "then", "do", "else", "if", "while", "exec", "command", "time", "nohup", "sudo"]
      .map { Array($0.utf8) })

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "._-+/[".utf8.contains(byte)
    }
  }
}

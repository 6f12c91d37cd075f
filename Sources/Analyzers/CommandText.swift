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

  /// The text from the first interpreter on that has options of its own: `perl -ne ...`, `/usr/bin/python3 -m x`.
  static func interpreterCall(in text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
    guard text.contains(UInt8(ascii: "-")) else { return nil }
    var words = text.split(whereSeparator: {
      $0 <= 0x20 || quotes.contains($0) || $0 == UInt8(ascii: "=")
    })[...]
    while let word = words.popFirst() {
      guard words.first?.first == UInt8(ascii: "-") else { continue }
      if isInterpreter(word) { return Array(text[word.startIndex...]) }
    }
    return nil
  }

  /// `perl`, `/usr/bin/python3.11`
  static func isInterpreter(_ word: some BidirectionalCollection<UInt8>) -> Bool {
    let slash = word.lastIndex(of: UInt8(ascii: "/"))
    let name = word[(slash.map { word.index(after: $0) } ?? word.startIndex)...]
    return interpreters.contains { interpreter in
      name.starts(with: interpreter)
        && name.dropFirst(interpreter.count).allSatisfy {
          (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".")
        }
    }
  }

  private static let interpreters = ["perl", "python", "ruby"].map { Array($0.utf8) }
  private static let separators = Set("|;&\n()`".utf8)
  private static let quotes = Set("\"'".utf8)
  private static let prefixes = Set(
    [
      "!", "then", "do", "else", "if", "while", "exec", "command", "time", "nohup", "sudo", "and",
      "or", "not", "begin", "builtin",
      // What is given to a shell besides its name: `-c "id -un"`.
      "-c", "-lc", "-ec", "-euc",
    ]
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

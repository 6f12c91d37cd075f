internal import Packages
internal import Planning
internal import Roots

/// Perl inside a text of another kind, for a server that holds an interpreter: functions in a script for a database, sections of a configuration file.
enum PerlText {
  private static let keywords = ["use", "require"].map { Array($0.utf8) }
  private static let largest: UInt64 = 256 << 10

  /// Asked of files that no package owns and that are no sources themselves.
  static func modules(in file: KeptFile, _ run: Run) throws(PlanningError) -> [[UInt8]] {
    guard file.standing == .leading, file.entry.size <= largest, file.entry.size > 8,
      !ProgramText.isCode(file.path), try !run.isCode(file.path), !run.packages.isOwned(file.path)
    else { return [] }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    return text.contains(0) ? [] : modules(in: text)
  }

  /// The names behind `use` and `require` that begin with a capital, as all but pragmas do, and end where a statement or its list begins.
  static func modules(in text: [UInt8]) -> [[UInt8]] {
    var result: Set<[UInt8]> = []
    var words = text.split(whereSeparator: { $0 <= 0x20 })[...]
    while let word = words.popFirst() {
      guard let next = words.first,
        let keyword = keywords.first(where: { word.suffix($0.count).elementsEqual($0) })
      else { continue }
      if let before = word.dropLast(keyword.count).last, PerlTokens.isWordByte(before) { continue }
      let name = next.prefix { PerlTokens.isWordByte($0) || $0 == UInt8(ascii: ":") }
      let rest = next[name.endIndex...]
      guard let first = name.first, (0x41...0x5a).contains(first),
        name.last != UInt8(ascii: ":"), rest.isEmpty || rest.first == UInt8(ascii: ";")
      else { continue }
      // `use Encode qw(encode);` ends in a statement; prose does not.
      if rest.isEmpty, words.dropFirst().first.map(beginsList) != true { continue }
      result.insert(Array(name))
    }
    return result.sortedByBytes()
  }

  private static func beginsList(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first else { return false }
    return word.starts(with: "qw".utf8) || "'\"(;".utf8.contains(first)
      || (0x30...0x39).contains(first)
  }
}

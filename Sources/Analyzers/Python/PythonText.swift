internal import Packages
internal import Planning
internal import Roots

/// Whether a text is Python though neither its name nor a `#!` line says so: what configuration gives to a server that holds an interpreter may have
/// any name.
enum PythonText {
  private static let largest: UInt64 = 256 << 10

  /// Asked of files that no package owns. The first lines of a module import, in a form that no other language has: `import a.b` alone on its line, or
  /// `from a import b`.
  static func isSource(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    guard file.entry.size <= largest, file.entry.size > 8, !ProgramText.isCode(file.path),
      try !run.isCode(file.path), !run.packages.isOwned(file.path)
    else { return false }
    let start = try reading { () throws(RootError) in
      try run.root.prefix(of: file.path, limit: 4096)
    }
    return isSource(start)
  }

  static func isSource(_ text: [UInt8]) -> Bool {
    if text.contains(0) { return false }
    return text.split(separator: UInt8(ascii: "\n")).contains(where: isImport)
  }

  private static func isImport(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x0d })
    guard line.first != 0x20, words.count > 1 else { return false }
    if words[0].elementsEqual("import".utf8) {
      // `import a` and `import a, b`; other languages end it with `;` or put quotes around it.
      if words.count > 2, words[2].elementsEqual("as".utf8) { return isName(words[1]) }
      return words.count <= 8
        && words.dropFirst().dropLast().allSatisfy { $0.last == UInt8(ascii: ",") }
        && words.dropFirst().allSatisfy {
          isName($0.last == UInt8(ascii: ",") ? $0.dropLast() : $0)
        }
    }
    return words.count > 3 && words[0].elementsEqual("from".utf8)
      && words[2].elementsEqual("import".utf8) && isName(words[1])
  }

  private static func isName(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    return word.allSatisfy {
      ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z"))
        || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: "_")
        || $0 == UInt8(ascii: ".")
    }
  }
}

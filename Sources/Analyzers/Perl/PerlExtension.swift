internal import Planning
internal import Roots

/// Shared objects of modules, which load others by strings in them: `load_module(..., "A::B")`, `require_pv("A/B.pm")`.
enum PerlExtension {
  /// Larger ones are tables of characters.
  private static let largest = 2 << 20

  /// The strings that are names of modules with more than one part, or files of modules; sorted.
  static func names(in path: RootPath, _ run: Run) throws(PlanningError) -> [[UInt8]] {
    let text = try reading { () throws(RootError) -> [UInt8] in
      guard let entry = try run.root.entry(at: path), entry.size <= largest else { return [] }
      return try run.root.bytes(of: path, limit: largest)
    }
    var result: Set<[UInt8]> = []
    var start = 0
    for index in text.indices where text[index] == 0 {
      let string = start..<index
      start = index + 1
      guard string.count > 4, string.count < 100, PerlTokens.isLetter(text[string.lowerBound])
      else { continue }
      var hasPart = false
      var isName = true
      for place in string {
        let byte = text[place]
        if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") { hasPart = true }
        if !PerlTokens.isWordByte(byte), byte != UInt8(ascii: ":"), byte != UInt8(ascii: "/"),
          byte != UInt8(ascii: ".")
        {
          isName = false
          break
        }
      }
      guard isName, hasPart else { continue }
      let name = Array(text[string])
      if name.suffix(3).elementsEqual(".pm".utf8) || PerlSource.isModule(name) {
        result.insert(name)
      }
    }
    return result.sortedByBytes()
  }
}

extension PerlImporter {
  /// Keeps what a shared object loads. A name that perl's own modules have may be only a class; a file is to be read.
  func follow(extension path: RootPath) throws(PlanningError) {
    let asker = Asker(
      path: path, isApplication: false, standing: .supporting, evidence: .likely)
    for name in try PerlExtension.names(in: path, run) {
      if name.contains(UInt8(ascii: "/")) {
        let module = name.dropLast(3).split(separator: UInt8(ascii: "/"))
          .joined(separator: "::".utf8)
        try keep(module: Array(module), .perlName, asker)
      } else if let found = try find(Self.file(of: name)), !isCore(found) {
        try keep(module: name, .perlName, asker)
      }
    }
  }
}

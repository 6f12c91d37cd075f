internal import Loading
internal import Planning
internal import Roots
internal import Scanning

/// Shared objects of modules, which load others by strings in them: `load_module(..., "A::B")`, `require_pv("A/B.pm")`.
enum PerlExtension {
  /// Larger ones are tables of characters.
  private static let largest: UInt64 = 2 << 20

  /// The strings that are names of modules with more than one part, or files of modules; sorted.
  static func names(
    in path: RootPath, _ texts: ObjectTexts, _ run: Run
  ) throws(PlanningError) -> [[UInt8]] {
    let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
    guard let entry, entry.size <= largest, let object = try? run.loader.object(at: path) else {
      return []
    }
    return try texts.scan(path, object, run).modules.sortedByBytes().filter { name in
      guard name.count > 4, PerlTokens.isLetter(name[0]),
        name.allSatisfy({ PerlTokens.isWordByte($0) || ":/.".utf8.contains($0) })
      else { return false }
      return name.hasSuffix(".pm") || PerlSource.isModule(name)
    }
  }
}

extension PerlImporter {
  /// Keeps what a shared object loads. A name that perl's own modules have may be only a class; a file is to be read.
  func follow(extension path: RootPath, _ texts: ObjectTexts) throws(PlanningError) {
    let asker = Asker(
      path: path, isApplication: false, standing: .supporting, evidence: .likely)
    for name in try PerlExtension.names(in: path, texts, run) {
      if name.contains(UInt8(ascii: "/")) {
        let module = name.dropLast(3).split(separator: UInt8(ascii: "/"))
          .joined(separator: "::".utf8)
        try keep(module: Array(module), .perlName, asker)
      } else if let found = inc.find(Self.file(of: name)), !inc.isCore(found) {
        try keep(module: name, .perlName, asker)
      }
    }
  }
}

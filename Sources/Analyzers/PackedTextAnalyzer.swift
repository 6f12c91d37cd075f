internal import ELF
internal import Loading
internal import Planning
internal import Roots
internal import Scanning

/// Names in objects made by compilers that lay strings end to end, without NUL: Go, Rust.
///
/// What `object-text` finds by the ends of strings is found here by what the root has, see `PackedPaths`. Sources that debugging information names
/// are passed over.
final class PackedTextAnalyzer: Analyzer {
  let name = "packed-text"
  private let mentions: Mentions
  private let facts: ObjectFacts
  private let texts: ObjectTexts
  private var paths: PackedPaths?
  private var done: Set<RootPath> = []

  init(mentions: Mentions, facts: ObjectFacts, texts: ObjectTexts) {
    self.texts = texts
    self.mentions = mentions
    self.facts = facts
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard let object = try? run.loader.object(at: file.path), Self.mayBePacked(object),
      done.insert(file.path).inserted,
      try texts.scan(file.path, object, run).isPacked
    else { return }
    let paths = self.paths ?? PackedPaths(root: run.root)
    self.paths = paths
    var found: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      let size = try run.root.content(at: file.path).size
      for range in object.dataRanges(fileSize: size) where range.kind != .executable {
        try run.root.forEachPiece(
          of: file.path, in: range.offset..<(range.offset + range.size), endingWith: 0,
          size: 4 << 20
        ) { (bytes, _) throws(RootError) in try paths.find(in: bytes, into: &found) }
      }
    }
    let executes = try facts.abilities(of: file.path, object, run).contains(.exec)
    let speaker = Mentions.Speaker(file: file, executes: executes, rule: .mention)
    for path in found.sortedByBytes() where !Self.isSource(path) {
      try mentions.follow(path, by: speaker, in: run)
    }
  }

  /// Go needs no library or the C library; Rust needs libgcc_s for its backtraces and no C++. A cheap test before the object's text is looked at.
  private static func mayBePacked(_ object: Object) -> Bool {
    guard let needed = object.dynamic?.needed else { return object.type != .relocatable }
    return !needed.contains { $0.starts(with: "libstdc++.so".utf8) }
  }

  private static func isSource(_ path: [UInt8]) -> Bool {
    [".go", ".rs", ".s", ".c", ".h", ".cc", ".proto"].contains { path.hasSuffix($0) }
  }
}

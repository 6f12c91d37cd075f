internal import Packages
internal import Planning
internal import Roots

/// Assemblies of .NET and Mono: what an application's own ones start and open.
///
/// Literals of an assembly stand in its #US heap in UTF-16 (ECMA-335, II.24.2.4). Absolute paths in them are followed; where the assembly refers to
/// System.Diagnostics.Process, so are programs in what could be given to a shell.
final class ManagedAssemblyAnalyzer: Analyzer {
  let name = "managed-assembly"
  private let mentions: Mentions

  private static let largestFile: UInt64 = 64 << 20

  init(mentions: Mentions) { self.mentions = mentions }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    guard Self.isCandidate(file.path), file.entry.size <= Self.largestFile,
      !run.packages.isOwned(file.path)
    else { return }
    let start = try run.head(of: file.path)
    guard start.starts(with: "MZ".utf8) else { return }
    var literals: Set<[UInt8]> = []
    var starts = false
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (bytes) throws(RootError) in
        Self.collect(from: bytes, into: &literals)
        starts = bytes.contains("ProcessStartInfo", in: 0..<bytes.byteCount)
      }
    }
    let speaker = Mentions.Speaker(file: file, executes: starts, rule: .mention)
    for literal in literals.sortedByBytes() {
      if literal.first == UInt8(ascii: "/"), !literal.contains(UInt8(ascii: " ")) {
        try mentions.follow(literal, by: speaker, in: run)
      }
      guard starts else { continue }
      for program in CommandText.programs(in: literal) {
        guard let path = try run.startableProgram(named: program) else { continue }
        try run.keep(
          path, because: Reason(.program, .likely, from: file.path, detail: literal),
          standing: file.standing)
      }
    }
  }

  private static func isCandidate(_ path: RootPath) -> Bool {
    [".exe", ".dll"].contains { path.bytes.hasSuffix($0) }
  }

  /// Runs of at least three printable ASCII characters in UTF-16, at whatever offset.
  private static func collect(from bytes: RawSpan, into literals: inout Set<[UInt8]>) {
    var position = 0
    while position + 1 < bytes.byteCount {
      var literal: [UInt8] = []
      var next = position
      while next + 1 < bytes.byteCount, bytes.byte(at: next + 1) == 0,
        (0x20..<0x7f).contains(bytes.byte(at: next)) || bytes.byte(at: next) == 0x0a
      {
        if literal.count < 4096 { literal.append(bytes.byte(at: next)) }
        next += 2
      }
      if literal.count >= 3 { literals.insert(literal) }
      position = max(next, position + 1)
    }
  }
}

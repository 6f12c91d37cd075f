internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Commands that the library of the application's own package names: `commands :add => "useradd"`.
///
/// What it runs it often puts together from such words, so that no call says them. Literals count that are the name of a program which administers a system, for
/// an application one of whose modules names several is there to administer, where others only say how to install them. So do the other programs that such a file
/// names (`chage` beside `usermod`), and everywhere those of packages that people asked for.
final class LibraryCommandAnalyzer: Analyzer {
  let name = "library-command"
  private let requested: RequestedPrograms
  private var done: Set<RootPath> = []
  /// The programs that administer, by their names, with the first file that names each.
  private var administration: [[UInt8]: RootPath] = [:]
  /// Who names so many of them is there for that.
  private static let severalCommands = 3
  private var administers = false
  /// Those that are named as `/usr/bin/apt-get`.
  private var namedByPath: Set<[UInt8]> = []

  init(requested: RequestedPrograms) { self.requested = requested }

  private static let largestSource: UInt64 = 1 << 20

  /// Modules are kept without being read by others than their language's analyzer, so all of them are looked at here.
  func settle(_ run: Run) throws(PlanningError) {
    let sources = run.leadingSources()
    for path in run.keptInOrder
    where Self.isModule(path) && !done.contains(path) {
      guard let owner = run.packages.owner(of: path), !owner.isEssential,
        let file = run.keptFile(at: path), file.entry.isRegular,
        file.entry.size <= Self.largestSource
      else { continue }
      // What is no application's yet may come to be.
      guard sources.contains(owner.source) else { continue }
      done.insert(path)
      try follow(file, try requested.programs(besides: owner, run), run)
    }
    guard administers else { return }
    for word in administration.keys.sortedByBytes() {
      // Scripts of a distribution's own (update-rc.d) say more of the distribution than of the application, unless it has their paths.
      guard let program = try run.program(named: word), !run.isLeftOut(program),
        let real = try? run.root.resolve(program).path
      else { continue }
      if !namedByPath.contains(word), try run.isScript(real) { continue }
      try run.keep(
        program, because: Reason(.program, .likely, from: administration[word], detail: word))
    }
  }

  private static func isModule(_ path: RootPath) -> Bool {
    [".rb", ".pm"].contains { path.name.hasSuffix($0) }
  }

  /// - Parameter asked: programs that people asked for.
  private func follow(
    _ file: KeptFile, _ asked: [[UInt8]: [RootPath]], _ run: Run
  ) throws(PlanningError) {
    var words: Set<[UInt8]> = []
    var others: Set<[UInt8]> = []
    var named: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (text) throws(RootError) in
        CodeLiterals.forEach(in: text) { literal in
          guard literal.range.count >= 3, literal.range.count <= 32 else { return }
          var word = text.bytes(in: literal.range)
          if let slash = word.lastIndex(of: UInt8(ascii: "/")),
            RootPath(word[..<slash]).holdsPrograms
          {
            word.removeSubrange(...slash)
            namedByPath.insert(word)
          }
          if run.profiles.has(name: word, in: .administrationCommands) {
            named.insert(word)
          } else if asked[word] != nil {
            // `HEAD` is a word of some protocol.
            if word.contains(where: { (0x61...0x7A).contains($0) }) { words.insert(word) }
          } else if word.allSatisfy({ CodeLiterals.isNameByte($0) || $0 == 0x2D }) {
            others.insert(word)
          }
        }
      }
    }
    for word in named where administration[word] == nil { administration[word] = file.path }
    if named.count >= Self.severalCommands {
      administers = true
      words.formUnion(others)
    }
    for word in words.sortedByBytes() {
      guard let program = try run.program(named: word), !run.isLeftOut(program) else { continue }
      try RelatedPrograms.offer(
        program, because: Reason(.program, .likely, from: file.path, detail: word), run)
    }
  }
}

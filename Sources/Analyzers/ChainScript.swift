internal import Packages
internal import Planning
internal import Roots
internal import Shell

/// Scripts of a language whose commands are programs that lie beside its interpreter and start one another (execline, of supervision suites): `s6-setuidgid web fdmove 2 1 server`.
///
/// There is no grammar to follow: any word may be the next program. What tells such a language is that the first word of the script is one of the programs that
/// came with its interpreter, or of a package that people asked for by name beside it.
enum ChainScript {
  private static let largest: UInt64 = 64 << 10

  static func follow(_ file: KeptFile, _ shebang: Shebang, _ run: Run) throws(PlanningError) {
    guard file.entry.size <= largest, shebang.programName.elementsEqual(shebang.name),
      try !CodeCommandAnalyzer.isCode(file, run),
      let interpreter = try? run.root.resolve(shebang.interpreter).path
    else { return }
    let text = try reading { () throws(RootError) in try run.root.bytes(of: file.path) }
    let lines = text.split(separator: UInt8(ascii: "\n")).dropFirst()
      .map { $0.drop(while: CodeLiterals.isBlank) }
      .filter { !$0.isEmpty && $0.first != UInt8(ascii: "#") }
    let words = lines.flatMap { line in
      line.split { CodeLiterals.isBlank($0) || "{};\"'".utf8.contains($0) }
    }
    guard let first = words.first, let program = try run.program(named: first),
      let real = try? run.root.resolve(program).path, real != interpreter,
      comesWith(real, interpreter, run)
    else { return }
    for word in Set(words.map { Array($0) }).sortedByBytes() {
      guard let path = try named(word, run) else { continue }
      try run.keep(
        path, because: Reason(.shellCommand, .likely, from: file.path, detail: word),
        standing: file.standing)
    }
  }

  /// The program that a word names, alone or by its path.
  private static func named(_ word: [UInt8], _ run: Run) throws(PlanningError) -> RootPath? {
    guard word.first == UInt8(ascii: "/") else { return try run.startableProgram(named: word) }
    let path = RootPath(word)
    // What leads in a circle is no program.
    return (try? run.root.resolve(path).entry)?.isExecutable == true ? path : nil
  }

  /// Of the same package, or, where nobody owns them, in the same directory, which no other programs are in.
  private static func comesWith(_ program: RootPath, _ interpreter: RootPath, _ run: Run) -> Bool {
    let owners = (run.packages.owner(of: program), run.packages.owner(of: interpreter))
    if let first = owners.0, let second = owners.1 {
      return first.source == second.source || first.isRequested && second.isRequested
    }
    return owners.0 == nil && owners.1 == nil && program.parent == interpreter.parent
      && !["/usr", "/bin", "/sbin"].contains { program.isWithin($0) }
  }
}

internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Code in the data of an application's packages, which the application loads and runs with an interpreter of its own (Scheme, Lua, Tcl): a literal in
/// it that is the name of a program of a package that theirs depends on says why that package is there. So does one that is the absolute path of data
/// of such a package (`add_file('/usr/share/dns/root.key')`).
enum PackagedCode {
  private static let largestFile: UInt64 = 256 << 10

  /// Whether a file may say something: code of a scripting language by its name.
  static func speaks(_ path: RootPath, _ entry: Entry) -> Bool {
    entry.size <= largestFile && ProgramText.isCode(path) && !ProgramText.isLibrary(path)
  }

  /// Keeps what a file's literals name of `programs`, as the application's own: who packaged it knows that it is started.
  static func keep(
    namedIn path: RootPath, of programs: [BytesKey: RootPath], _ run: Run
  ) throws(PlanningError) {
    let needed = run.packages.owner(of: path).map { run.packages.dependencies(of: $0) } ?? []
    if programs.isEmpty && needed.isEmpty { return }
    var names: Set<[UInt8]> = []
    var paths: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: path) { (text) throws(RootError) in
        CodeLiterals.forEach(in: text) { literal in
          guard literal.range.count >= 2, literal.range.count <= 128 else { return }
          let word = text.bytes(in: literal.range)
          if word[0] == UInt8(ascii: "/") { paths.insert(word) }
          if programs[BytesKey(word)] != nil { names.insert(word) }
        }
      }
    }
    for text in paths.sortedByBytes() {
      try keepData(at: RootPath(text), of: needed, saidBy: path, run)
    }
    for name in names.sortedByBytes() {
      guard let program = programs[BytesKey(name)], !run.isLeftOut(program),
        !run.profiles.has(name: name, in: .administrationCommands)
      else { continue }
      let reason = Reason(.program, .likely, from: path, detail: name)
      if try run.needsDisplayAlone(program) {
        try RelatedPrograms.offer(program, because: reason, run)
      } else {
        try run.keep(program, because: reason, standing: .leading)
      }
    }
  }

  /// Keeps what a literal names where it is data of one of these packages.
  private static func keepData(
    at name: RootPath, of packages: [Package], saidBy speaker: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard !run.ignoresMention(of: name),
      let owner = run.packages.owner(of: name), packages.contains(owner),
      let resolution = try? run.root.resolve(name), resolution.entry?.isRegular == true,
      !(try run.isCode(resolution.path))
    else { return }
    try run.keep(name, because: Reason(.mention, .likely, from: speaker), standing: .passive)
  }
}

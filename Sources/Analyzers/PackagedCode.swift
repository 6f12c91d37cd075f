internal import Packages
internal import Planning
internal import Profiles
internal import Roots

/// Code in the data of an application's packages, which the application loads and runs with an interpreter of its own (Scheme, Lua, Tcl): a literal in
/// it that is the name of a program of a package that theirs depends on says why that package is there.
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
    if programs.isEmpty { return }
    var names: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.withContent(of: path) { (text) throws(RootError) in
        CodeLiterals.forEach(in: text) { literal in
          guard literal.range.count >= 2, literal.range.count <= 64 else { return }
          let word = text.bytes(in: literal.range)
          if programs[BytesKey(word)] != nil { names.insert(word) }
        }
      }
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
}

internal import Planning
internal import Roots

/// Programs that a module of Erlang starts: strings that are the name of one, or command lines.
///
/// Prose begins with such words as well, so a command line counts where it has options, or where the program is an absolute path.
struct ErlangPrograms {
  var names: Set<[UInt8]> = []

  init(_ strings: Set<[UInt8]>) {
    for string in strings {
      let words = string.split(separator: 0x20)
      guard let first = words.first,
        words.count == 1 || first.first == UInt8(ascii: "/")
          || words.dropFirst().contains(where: { $0.first == UInt8(ascii: "-") && $0.count > 1 })
      else { continue }
      names.formUnion(CommandText.programs(in: string))
    }
  }

  /// - Parameter isPlatform: whether the module is Erlang's own, which has ways that the application does not go.
  func keep(from path: RootPath, isPlatform: Bool, _ run: Run) throws(PlanningError) {
    if isPlatform { return try LibraryPrograms(names: names).offer(from: path, in: run) }
    for name in names.sortedByBytes() {
      let program =
        name.first == UInt8(ascii: "/") ? RootPath(name) : try run.startableProgram(named: name)
      guard let program, (try? run.root.resolve(program).entry)?.isExecutable == true else {
        continue
      }
      try run.keep(
        program, because: Reason(.program, .likely, from: path, detail: name))
    }
  }
}

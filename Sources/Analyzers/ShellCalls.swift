internal import Planning
internal import Roots

extension ShellReader.Call {
  /// Whether this goes to an interpreter, or, out of the application's own script, to a program that is written in its language.
  func isFor(
    programs: Set<RootPath>, _ run: Run, orInterpreter isInterpreter: (RootPath) -> Bool
  ) throws(PlanningError) -> Bool {
    guard let first = words.first else { return false }
    if isInterpreter(RootPath(first)) { return true }
    guard standing == .leading, let path = try run.program(named: first),
      // What leads nowhere is no program.
      let real = try? run.root.resolve(path).path
    else { return false }
    return programs.contains(real)
  }
}

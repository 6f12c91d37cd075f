internal import Planning
internal import Roots

/// A Python inside another program: libpython looks for `python3` on PATH to learn where it is installed (Modules/getpath.py, `program_name`).
///
/// Without that program it goes up from its own name. Where /lib is a link to usr/lib it so finds `/lib/python3.11/os.py`, takes `/` for its prefix, and
/// does without what lies below /usr/local.
enum EmbeddedPython {
  private static let local: RootPath = "/usr/local"

  /// Keeps the program where a module is used that is not found without it.
  static func keepProgram(
    for module: RootPath, in environment: PythonEnvironment, _ run: Run
  ) throws(PlanningError) {
    guard module.isWithin(local), let library = environment.interpreter,
      library.name.starts(with: "libpython".utf8),
      try reading({ () throws(RootError) in try run.root.entry(at: "/lib")?.isSymlink }) == true,
      let program = try run.program(named: Array("python3".utf8))
    else { return }
    try run.keep(program, because: Reason(.pythonStartup, .likely, from: library))
  }
}

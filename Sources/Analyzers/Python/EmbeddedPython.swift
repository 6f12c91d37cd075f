internal import Loading
internal import Packages
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

  /// Keeps the standard library for programs and plug-ins that have an interpreter in them, where no code for it is in the root: somebody types it
  /// (`python import json` in a debugger), sends it (a function of a database) or mounts it. What that will import nobody knows, as of a bare runtime.
  static func keepLibrary(of library: RootPath, _ run: Run) throws(PlanningError) {
    guard run.request.evidence >= .likely, let holder = holder(of: library, run),
      let installation = PythonInstallation(interpreter: library, in: run.root)
    else { return }
    let sites = [Array("site-packages".utf8), Array("dist-packages".utf8)]
    try run.keepTree(
      installation.library, because: Reason(.pythonStartup, .likely, from: holder),
      standing: .supporting,
      leaveOut: { path, _ in run.isLeftOut(path) || sites.contains(Array(path.name)) })
  }

  /// A program of the application, or an object of a package that people asked for by name, that is linked with a library of Python.
  private static func holder(of library: RootPath, _ run: Run) -> RootPath? {
    for reason in run.keptFile(at: library)?.reasons ?? [] where reason.rule == .needed {
      guard let from = reason.from, !PythonInstallation.isInterpreter(from) else { continue }
      if run.standing(of: from) == .leading || run.packages.owner(of: from)?.isRequested == true {
        return from
      }
    }
    return nil
  }
}

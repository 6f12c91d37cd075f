internal import Planning
internal import Roots

/// Claims what imports and command lines alone bring: standard libraries, site directories, virtual environments, and the programs that came with them.
enum PythonClaims {
  static func claim(_ run: Run) throws(PlanningError) {
    for name in ["site-packages", "dist-packages"] {
      for path in try run.index.paths(named: name.utf8) { run.claim(path) }
    }
    for landmark in try run.index.paths(named: "os.py".utf8)
    where PythonInstallation.implementations.contains(where: {
      landmark.parent.name.starts(with: "\($0)3.".utf8)
    }) {
      let library = landmark.parent
      run.claim(library)
      let prefix = library.parent.parent
      if prefix != "/usr", !prefix.isRoot { try claimPrograms(of: prefix, library, run) }
    }
    for file in try run.index.paths(named: "pyvenv.cfg".utf8) {
      let directory = file.parent
      for name in ["lib", "lib64", "include", "share"] { run.claim(directory.appending(name)) }
      try claimScripts(in: directory.appending("bin"), run)
    }
    // What `pip install --target` put beside other things.
    let distributions = PythonDistributions(run: run)
    for (path, kind) in try run.index.everything() where kind == .directory {
      guard path.name.suffix(10).elementsEqual(".dist-info".utf8), !run.isClaimed(path),
        let distribution = PythonDistribution(entry: Array(path.name), in: path.parent)
      else { continue }
      run.claim(path)
      for file in try distributions.files(of: distribution) {
        let name = file.prefix { $0 != UInt8(ascii: "/") }
        if name.elementsEqual("..".utf8) {
          // RECORD has scripts where they would be in a prefix; with --target they are in `bin` beside the modules.
          if let slash = file.lastIndex(of: UInt8(ascii: "/")),
            file[..<slash].suffix(3).elementsEqual("bin".utf8)
          {
            run.claim(path.parent.appending("bin").appending(file[(slash + 1)...]))
          }
          continue
        }
        let isScript = name.elementsEqual("bin".utf8)
        run.claim(
          RootPath(path.parent.bytes + [UInt8(ascii: "/")] + (isScript ? file[...] : name)))
      }
    }
    // A conda prefix lists in `conda-meta` what is in it: all of it comes from packages.
    for path in try run.index.paths(named: "conda-meta".utf8) { run.claim(path.parent) }
  }

  /// The interpreter, its tools, and the scripts that installers made, beside an installation of its own.
  private static func claimPrograms(
    of prefix: RootPath, _ library: RootPath, _ run: Run
  ) throws(PlanningError) {
    let bin = prefix.appending("bin")
    let distributions = PythonDistributions(run: run)
    let site = library.appending("site-packages")
    var made: Set<RootPath> = []
    for distribution in try distributions.distributions(in: site) {
      for file in try distributions.files(of: distribution) where file.starts(with: "../".utf8) {
        made.insert(RootPath(site.bytes + [UInt8(ascii: "/")] + file))
      }
    }
    for child in try children(of: bin, run) {
      let path = bin.appending(child)
      if made.contains(path) || tools.contains(where: { child.starts(with: $0.utf8) }) {
        run.claim(path)
      }
    }
    for child in try children(of: prefix.appending("lib"), run)
    where child.starts(with: "libpython".utf8) {
      run.claim(prefix.appending("lib").appending(child))
    }
  }

  private static let tools = ["python", "pydoc", "idle", "2to3", "pip", "easy_install", "wheel"]

  /// What `venv` and installers put into a virtual environment's `bin`: the scripts that its own interpreter runs.
  private static func claimScripts(in bin: RootPath, _ run: Run) throws(PlanningError) {
    for child in try children(of: bin, run) {
      let path = bin.appending(child)
      if (tools + ["activate", "Activate", "deactivate"]).contains(where: {
        child.starts(with: $0.utf8)
      }) {
        run.claim(path)
        continue
      }
      guard try reading({ () throws(RootError) in try run.root.entry(at: path)?.isRegular }) == true
      else { continue }
      let start = try run.head(of: path)
      if start.starts(with: Array("#!".utf8) + bin.bytes) { run.claim(path) }
    }
  }

  private static func children(of directory: RootPath, _ run: Run) throws(PlanningError)
    -> [[UInt8]]
  {
    try reading { () throws(RootError) in try run.root.children(of: directory) ?? [] }.map(\.name)
  }
}

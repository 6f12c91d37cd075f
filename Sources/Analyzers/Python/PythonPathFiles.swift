internal import Planning
internal import Roots

/// Path files (`.pth`): lines that add directories to the path, and lines of code that `site` runs at every start.
enum PythonPathFiles {
  /// Adds the directories that the path files of the environment's site directories name.
  static func enter(
    _ importer: PythonImporter, _ distributions: PythonDistributions, _ run: Run
  ) throws(PlanningError) {
    for site in importer.environment.sites {
      let children = try reading { () throws(RootError) in try run.root.children(of: site) ?? [] }
      for child in children where child.name.suffix(4).elementsEqual(".pth".utf8) {
        let path = site.appending(child.name)
        var file = PythonPathFile(path: path)
        for distribution in try distributions.distributions(in: site)
        where try distributions.files(of: distribution).contains(child.name) {
          file.owner = distribution
        }
        try read(&file, importer, site, run)
        importer.pathFiles.append(file)
      }
    }
  }

  private static func read(
    _ file: inout PythonPathFile, _ importer: PythonImporter, _ site: RootPath, _ run: Run
  ) throws(PlanningError) {
    guard let found = try? run.root.resolve(file.path), found.entry?.isRegular == true,
      let text = try? run.root.bytes(of: found.path, limit: 1 << 20)
    else { return }
    for line in text.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d })
    where line.first != UInt8(ascii: "#") {
      if line.starts(with: "import ".utf8) || line.starts(with: "import\t".utf8) {
        file.code += Array(line) + [0x0a]
      } else if let place = try? run.root.resolve(line, from: site), let entry = place.entry {
        file.namesDirectory = true
        if entry.isDirectory { importer.environment.addSite(place.path) }
        try run.keep(
          line, from: site, because: Reason(.pythonPath, .likely, from: file.path),
          standing: .passive)
      }
    }
    let version = importer.environment.installation.version
    for directory in PythonRedirections.directories(named: file, in: site, version: version, run) {
      file.namesDirectory = true
      file.redirects = true
      importer.environment.addSite(directory)
    }
  }

  /// Keeps a path file once it is known that it matters: it names directories, belongs to no distribution, or to one that is kept. A file that is kept
  /// without what its code imports would complain at every start.
  static func settle(_ importer: PythonImporter, _ run: Run) throws(PlanningError) {
    for index in importer.pathFiles.indices where !importer.pathFiles[index].isKept {
      let file = importer.pathFiles[index]
      let isWanted =
        file.namesDirectory || file.owner.map { importer.units.known.contains($0) } ?? true
      guard isWanted else { continue }
      importer.pathFiles[index].isKept = true
      try run.keep(
        file.path, because: Reason(.pythonPath, .likely, from: file.path.parent), standing: .passive
      )
      // The modules of an editable installation lie elsewhere; what is known of it lies here.
      if file.redirects, let owner = file.owner {
        let reason = Reason(.pythonPath, .likely, from: file.path)
        try importer.units.bring(owner, because: reason, importer)
      }
      let source = PythonSource(
        reading: file.code, version: importer.environment.installation.version)
      try importer.follow(source, .application(file.path))
    }
  }
}

/// One path file of a site directory.
struct PythonPathFile {
  var path: RootPath
  /// The distribution that brought it.
  var owner: PythonDistribution?
  var namesDirectory = false
  /// Whether its code leads to packages elsewhere.
  var redirects = false
  /// Its lines that begin with `import`.
  var code: [UInt8] = []
  var isKept = false
}

internal import Packages
internal import Planning
internal import Roots

/// Small texts that a package's scripts wrote when it was installed, in a directory that the application's own packages have: a list of what else is
/// installed there (`/usr/share/x/packages.list`).
///
/// No package lists such a file, and nobody's author put it there; the program looks for it beside what its package brought.
struct GeneratedFileAnalyzer: Analyzer {
  let name = "generated-file"

  private static let largest: UInt64 = 64 << 10

  func finish(_ run: Run) throws(PlanningError) {
    let sources = run.leadingSources()
    guard run.request.evidence >= .likely, !sources.isEmpty else { return }
    var directories: [RootPath: RootPath] = [:]
    for path in run.keptInOrder where Self.isPlace(path) {
      guard let owner = run.packages.owner(of: path), sources.contains(owner.source) else {
        continue
      }
      var directory = path.parent
      while Self.isPlace(directory), directories[directory] == nil {
        directories[directory] = path
        directory = directory.parent
      }
    }
    for directory in directories.keys.sorted()
    where run.isPrivate(directory) && run.packages.isListed(directory) {
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      for child in children where child.kind == .regular {
        try follow(directory.appending(child.name), beside: directories[directory], run)
      }
    }
  }

  private func follow(_ path: RootPath, beside cause: RootPath?, _ run: Run) throws(PlanningError) {
    guard !run.packages.isListed(path), !run.isKept(path), !run.isLeftOut(path),
      !run.isModule(path), !run.isPassive(path)
    else { return }
    let entry = try reading { () throws(RootError) in try run.root.entry(at: path) }
    guard let entry, entry.size > 0, entry.size <= Self.largest,
      try !run.head(of: path).contains(0)
    else { return }
    try run.keep(path, because: Reason(.generatedFile, .likely, from: cause), standing: .passive)
  }

  private static func isPlace(_ path: RootPath) -> Bool {
    path.isWithin("/usr/lib") || path.isWithin("/usr/share")
  }
}

extension Reason.Rule {
  /// A text that a package's script wrote beside what the package brought.
  static let generatedFile = Reason.Rule(rawValue: "generated-file")
}

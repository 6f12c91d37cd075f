internal import Packages
internal import Planning
internal import Roots

/// The programs that installers make of entry points (`bin/x`), beside the one that the application starts.
extension PythonUnits {
  /// Who runs `webd` of a distribution asks it by `webctl` of the same: such programs are some lines each, over modules that are there. Each may cost what
  /// a server's tool may; a distribution of more than 16 is a collection of tools.
  func offerPrograms(besides file: KeptFile) throws(PlanningError) {
    guard file.standing == .leading, !run.packages.isOwned(file.path) else { return }
    for distribution in try installers(of: file) {
      var others: [RootPath] = []
      for line in try distributions.files(of: distribution) where line.starts(with: "../".utf8) {
        let path = RootPath(distribution.site.bytes + [UInt8(ascii: "/")] + line)
        if path.parent == file.path.parent, path != file.path { others.append(path) }
      }
      guard others.count < Self.mostPrograms else { continue }
      for path in others where !run.isLeftOut(path) {
        let reason = Reason(.serverTool, .likely, from: file.path, detail: distribution.name)
        try RelatedPrograms.offer(path, because: reason, run)
      }
    }
  }

  /// The distributions of what the program imports whose list of files has it.
  private func installers(of file: KeptFile) throws(PlanningError) -> [PythonDistribution] {
    guard let source = try sources.source(at: file.path, for: environment.installation.version)
    else { return [] }
    var result: [PythonDistribution] = []
    for item in source.imports where item.level == 0 {
      let top = Array(item.module.prefix { $0 != UInt8(ascii: ".") })
      for site in environment.installed {
        for distribution in try distributions.owners(of: top, in: site)
        where !result.contains(distribution) {
          let lines = try distributions.files(of: distribution)
          let isIts = lines.contains { line in
            line.starts(with: "../".utf8)
              && RootPath(site.bytes + [UInt8(ascii: "/")] + line) == file.path
          }
          if isIts { result.append(distribution) }
        }
      }
    }
    return result
  }

  private static let mostPrograms = 16
}

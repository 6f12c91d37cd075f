internal import Packages
internal import Planning
internal import Roots

/// `--keep`: what matches stays, whatever else is known of it.
///
/// A pattern without special characters that names a directory stands for all that is in it. What it keeps is read like the application's own; but what
/// packages brought, and a pattern matches with much else, says no more than libraries do: who wants the whole of `/usr/lib/x` wants no more than that.
struct KeepAnalyzer: Analyzer {
  let name = "keep"

  func begin(_ run: Run) throws(PlanningError) {
    for pattern in run.request.keep {
      let glob: Glob
      do { glob = try Glob(pattern) } catch { throw .request("--keep: \(error)") }
      let reason = Reason(.keep, .required, detail: pattern)
      let found = try reading { () throws(RootError) in try run.root.expand(glob) }
      for link in found.links { try run.keepLink(link, because: Reason(.link, .required)) }
      if found.paths.isEmpty {
        run.note(
          Note(
            kind: "unused-keep", text: "--keep '\(printable(pattern))' matches nothing in the root")
        )
      }
      for path in found.paths {
        try run.keepLink(path, because: reason)
        let isOneOfMany = !glob.isLiteral && run.packages.isOwned(path)
        let outcome = try run.keep(
          path, because: reason, standing: isOneOfMany ? .supporting : .leading)
        guard glob.isLiteral, let real = outcome.path,
          run.keptFile(at: real)?.entry.isDirectory == true
        else { continue }
        try run.keepTree(real, because: reason, standing: .supporting)
      }
    }
  }
}

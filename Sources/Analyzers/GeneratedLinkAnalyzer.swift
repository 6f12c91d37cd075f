internal import Packages
internal import Planning
internal import Roots

/// Links that a package's scripts made when it was installed, in a directory of something that is kept or one below, to what is kept: `dict.rws ->
/// /var/lib/x/dict.rws`, `modules/cron -> /etc/alternatives/cron`.
///
/// A program may know a file by such a name alone, and a link costs nothing.
struct GeneratedLinkAnalyzer: Analyzer {
  let name = "generated-link"

  func finish(_ run: Run) throws(PlanningError) {
    for (path, kind) in try run.index.everything()
    where kind == .symlink && (path.isWithin("/usr/lib") || path.isWithin("/usr/share")) {
      // The cheap questions first: this is asked of every link of the root.
      guard run.isKept(path.parent) || run.isKept(path.parent.parent), !run.isKept(path),
        run.isPrivate(path.parent),
        run.isKept(path.parent)
          || (run.isPrivate(path.parent.parent) && run.isKept(path.parent.parent)),
        run.packages.isListed(path.parent) || run.packages.isListed(path.parent.parent),
        !run.packages.isListed(path), !run.isLeftOut(path), !run.isModule(path),
        let target = try? run.root.resolve(path).path, run.isKept(target),
        let entry = run.keptFile(at: target)?.entry,
        entry.isRegular || (entry.isDirectory && run.isPrivate(target))
      else { continue }
      try run.keep(path, because: Reason(.link, .likely, from: target), standing: .passive)
    }
  }
}

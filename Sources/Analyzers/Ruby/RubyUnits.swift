internal import Packages
internal import Planning
internal import Roots

/// What comes with a feature that is loaded: the rest of its gem, the gem's specification, the gems that it depends on.
///
/// Gems load parts of theirs by names that they put together, and read data beside them. What stays only for that is followed into ruby's own library, not to
/// further gems.
final class RubyUnits {
  private let run: Run
  private var gems: Set<RubyGem> = []
  private var packages: Set<Package> = []
  private var siblings: Set<RootPath> = []
  private var postponed = Postponed()

  init(run: Run) { self.run = run }

  /// Brings what belongs to a file of a gem, or of a package that has put a gem into the load path.
  func bring(
    _ file: RootPath, of gem: RubyGem?, by importer: RubyImporter
  ) throws(PlanningError) {
    guard run.request.evidence >= .likely else { return }
    let real = (try? run.root.resolve(file).path) ?? file
    let reason = Reason(.rubyGem, .likely, from: real, detail: gem?.name)
    if let gem { try bring(gem, because: reason, by: importer) }
    guard let owner = run.packages.owner(of: real), packages.insert(owner).inserted else { return }
    for path in run.packages.files(of: owner) where importer.role(of: path) == .library {
      try bring(file: path, because: reason, importer)
    }
    try OwnData.keep(of: owner, because: reason, run)
    // The specification is what makes the files in the load path a gem.
    for other in importer.gems.all
    where run.packages.owner(of: other.specification) == owner {
      try bring(other, because: reason, by: importer)
    }
  }

  func bring(
    _ gem: RubyGem, because reason: Reason, by importer: RubyImporter
  ) throws(PlanningError) {
    guard run.request.evidence >= .likely, gems.insert(gem).inserted else { return }
    try run.keep(gem.specification, because: reason, standing: .passive)
    for name in gem.dependencies {
      guard let dependency = importer.gem(named: name) else { continue }
      let because = Reason(.rubyGem, .likely, from: gem.specification, detail: name)
      try bring(dependency, because: because, by: importer)
    }
    if gem.isDefault { return }
    for top in [gem.directory] + (gem.extensions.map { [$0] } ?? []) {
      guard let real = try? run.root.resolve(top), real.entry?.isDirectory == true else { continue }
      // Files of a gem that a package has put elsewhere are behind a link.
      if real.path != top {
        for link in real.links { try run.keepLink(link, because: reason) }
      }
      try bringTree(top, because: reason, importer)
    }
  }

  private func bringTree(
    _ top: RootPath, because reason: Reason, _ importer: RubyImporter
  ) throws(PlanningError) {
    var pending = [top]
    while let next = pending.popLast() {
      let real = try? run.root.resolve(next)
      guard let real, real.entry?.isDirectory == true else { continue }
      let children = try reading { () throws(RootError) in
        try run.root.children(of: real.path) ?? []
      }
      for child in children {
        let path = next.appending(child.name)
        if run.isLeftOut(path) { continue }
        if child.kind == .directory {
          pending.append(path)
        } else {
          try bring(file: path, because: reason, importer)
        }
      }
    }
  }

  private func bring(
    file: RootPath, because reason: Reason, _ importer: RubyImporter
  ) throws(PlanningError) {
    if run.isLeftOut(file) { return }
    guard let found = try? run.root.resolve(file), let entry = found.entry, entry.isRegular else {
      return
    }
    if file.name.suffix(3).elementsEqual(".rb".utf8) {
      try run.keep(file, because: reason, standing: .passive)
      if postponed.add(file) { importer.expect(file) }
    } else if try run.isObject(found.path) {
      try run.offer(found.path, because: reason, links: found.links)
    } else {
      try run.keep(file, because: reason, standing: .passive)
    }
  }

  /// Follows what was put off until now. What comes with that waits for the next time.
  func followPostponed(by importer: RubyImporter) throws(PlanningError) {
    for file in postponed.take() { try followWeakly(file, importer) }
  }

  /// What a source that may never be loaded takes from ruby's own library.
  private func followWeakly(
    _ file: RootPath, _ importer: RubyImporter
  ) throws(PlanningError) {
    guard let source = try importer.source(at: file) else { return }
    let asker = RubyImporter.Asker(
      path: file, role: .library, standing: .passive, evidence: .likely)
    for load in source.loads where load.kind == .require || load.kind == .autoload {
      guard let found = try importer.find(load.text), importer.role(of: found.file) == .standard
      else { continue }
      // What it cannot be loaded without comes though profiles leave it out.
      try importer.keep(
        load.text, .rubyRequire, asker, isFirm: !load.isLazy && !load.isTried)
    }
    try importer.offerPrograms(startedBy: source, file)
  }

  /// The directory that bears a feature's name, in ruby's own library: `uri/*.rb` for `uri`.
  func keepSiblings(
    of file: RootPath, _ asker: RubyImporter.Asker
  ) throws(PlanningError) {
    guard run.request.evidence >= .likely, file.name.suffix(3).elementsEqual(".rb".utf8) else {
      return
    }
    let directory = RootPath(canonical: Array(file.bytes.dropLast(3)))
    guard siblings.insert(directory).inserted, !directory.name.elementsEqual("rubygems".utf8),
      !run.isLeftOut(directory),
      (try? run.root.entry(at: directory))?.isDirectory == true
    else { return }
    let reason = Reason(.rubyRequire, .likely, from: file, detail: Array(directory.name))
    var files: [RootPath] = []
    try reading { () throws(RootError) in
      try run.root.walk(from: directory) { (path, kind) throws(RootError) in
        if run.isLeftOut(path) { return .past }
        if kind == .regular { files.append(path) }
        return .into
      }
    }
    for path in files { try run.keep(path, because: reason, standing: .passive) }
  }
}

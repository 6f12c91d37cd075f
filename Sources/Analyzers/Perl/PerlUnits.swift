internal import Packages
internal import Planning
internal import Roots

/// What comes with a module that is loaded: the rest of its distribution.
///
/// Modules load parts of theirs by names that they put together, and read data beside them. The distribution is what the package that owns the module has in
/// directories of modules; without one, what lies below the module's name. What stays only for that is followed into perl's own modules and those of
/// packages that its own depends on. Of a distribution
/// that is a large catalogue (every time zone, every locale) only what a word of the program names stays.
final class PerlUnits {
  private let run: Run
  private var packages: Set<Package> = []
  private var trees: Set<RootPath> = []
  private var postponed = Postponed()
  private var dependencies: [Package: Set<Package>] = [:]
  /// Files of large distributions, by their names without extension, until a word asks for them.
  private var waiting: [[UInt8]: [(file: RootPath, reason: Reason)]] = [:]
  private var wordsDone: Set<[UInt8]> = []

  /// What a distribution may bring beyond what its modules ask for, in bytes.
  private static let limit: UInt64 = 2 << 20

  init(run: Run) { self.run = run }

  func bring(
    _ module: [UInt8], at path: RootPath, by importer: PerlImporter
  ) throws(PlanningError) {
    guard run.request.evidence >= .likely, let real = try? run.root.resolve(path).path else {
      return
    }
    let reason = Reason(.perlDistribution, .likely, from: real, detail: module)
    var files: [RootPath] = []
    if let owner = run.packages.owner(of: real) {
      guard packages.insert(owner).inserted else { return }
      try OwnData.keep(of: owner, because: reason, run)
      for file in run.packages.files(of: owner) where importer.inc.isLibrary(file) {
        let entry = try reading { () throws(RootError) in try run.root.entry(at: file) }
        if let entry, !entry.isDirectory { files.append(file) }
      }
    } else if let directory = importer.inc.directory(of: real) {
      files = try unowned(module, in: directory)
    }
    var size: UInt64 = 0
    var wanted: [RootPath] = []
    for file in files where !run.isLeftOut(file) && !run.isKept(file) {
      size += try reading { () throws(RootError) in try run.root.entry(at: file)?.size ?? 0 }
      wanted.append(file)
    }
    // A catalogue (of zones, of locales) is data in many files; code that is merely large stays, without shared objects that nobody asks for.
    let isCatalogue = wanted.count > Self.mostFiles
    if size <= (isCatalogue ? Self.limit : 2 * Self.limit) {
      for file in wanted { try bring(file, because: reason, importer) }
      return
    }
    run.note(
      Note(
        kind: "large-distribution", path: real,
        text: "of the \(size >> 20) MB that come with '\(real)' only what is named is kept"))
    for file in wanted {
      if isCatalogue || file.name.suffix(3).elementsEqual(".so".utf8) {
        wait(for: file, reason)
      } else {
        try bring(file, because: reason, importer)
      }
    }
    try settle(importer)
  }

  private static let mostFiles = 256

  /// What lies below a module's name where no package says, and the data that File::ShareDir finds.
  private func unowned(
    _ module: [UInt8], in directory: RootPath
  ) throws(PlanningError) -> [RootPath] {
    let dashed = module.split(separator: UInt8(ascii: ":")).joined(separator: [UInt8(ascii: "-")])
    var result: [RootPath] = []
    for relative in [
      PerlImporter.stem(of: module), Array("auto/share/dist/".utf8) + dashed,
      Array("auto/share/module/".utf8) + dashed,
    ] {
      let top = RootPath(directory.bytes + [UInt8(ascii: "/")] + relative)
      guard trees.insert(top).inserted else { continue }
      try reading { () throws(RootError) in
        try run.root.walk(from: top) { (path, kind) throws(RootError) in
          if kind == .regular { result.append(path) }
          return .into
        }
      }
    }
    return result
  }

  private func bring(
    _ file: RootPath, because reason: Reason, _ importer: PerlImporter
  ) throws(PlanningError) {
    guard let found = try? run.root.resolve(file), found.entry?.isRegular == true else { return }
    let name = file.name
    if name.suffix(3).elementsEqual(".so".utf8) {
      try run.offer(found.path, because: reason, links: found.links)
    } else if name.suffix(3).elementsEqual(".pm".utf8) {
      try run.keep(file, because: reason, standing: .passive)
      if postponed.add(file) { importer.expect(file) }
    } else if try !run.isObject(found.path) {
      try run.keep(file, because: reason, standing: .passive)
    }
  }

  /// Follows what was put off until now. What comes with that waits for the next time.
  func followPostponed(by importer: PerlImporter) throws(PlanningError) {
    for file in postponed.take() { try followWeakly(file, importer) }
  }

  /// What a module that may never be loaded takes from perl's own, and from what its package depends on.
  private func followWeakly(
    _ file: RootPath, _ importer: PerlImporter
  ) throws(PlanningError) {
    guard let source = try importer.source(at: file) else { return }
    let asker = PerlImporter.Asker(
      path: file, isApplication: false, standing: .passive, evidence: .likely)
    for item in source.imports where item.isFirm {
      guard let path = importer.inc.find(PerlImporter.file(of: item.module)),
        importer.inc.isCore(path) || isDependency(path, of: file)
      else { continue }
      try importer.keep(module: item.module, .perlUse, asker)
    }
  }

  /// Whether a module's package is one that the package of another module cannot do without.
  private func isDependency(_ path: RootPath, of file: RootPath) -> Bool {
    guard let owner = run.packages.owner(of: file),
      let real = try? run.root.resolve(path).path, let other = run.packages.owner(of: real)
    else { return false }
    if let known = dependencies[owner] { return known.contains(other) }
    let found = Set(run.packages.dependencies(of: owner))
    dependencies[owner] = found
    return found.contains(other)
  }

  // MARK: Large distributions

  /// The root's own time zone, by /etc/timezone and by what /etc/localtime leads to.
  private func localZone() throws(PlanningError) -> Set<[UInt8]> {
    var result: Set<[UInt8]> = []
    if let text = try? run.root.bytes(of: "/etc/timezone", limit: 256) {
      result.insert(Array(text.prefix { $0 > 0x20 }))
    }
    if let target = try? run.root.linkTarget(at: "/etc/localtime") {
      let zone = target.split(separator: UInt8(ascii: "/")).suffix(2)
      result.insert(Array(zone.joined(separator: [UInt8(ascii: "/")])))
    }
    return result
  }

  private func wait(for file: RootPath, _ reason: Reason) {
    let name = file.name
    let stem = Array(name[..<(name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex)])
    waiting[stem, default: []].append((file, reason))
    wordsDone.remove(stem)
    // `Asia/Tokyo`: with the directory as well, and then only so.
    let parent = Array(file.parent.name)
    let long = parent + [UInt8(ascii: "/")] + stem
    waiting[long, default: []].append((file, reason))
    wordsDone.remove(long)
  }

  /// Keeps what words of the program and of its environment name, among the files of large distributions.
  func settle(_ importer: PerlImporter) throws(PlanningError) {
    guard !waiting.isEmpty else { return }
    var words = importer.words.application
    for variable in run.request.environment {
      guard let equals = variable.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let value = Array(variable[(equals + 1)...])
      words.insert(value)
      words.insert(Array(value.prefix { $0 != UInt8(ascii: ".") }))
    }
    words.formUnion(try localZone())
    // What a distribution lists of its own (a catalogue of all zones) wants none of it.
    for (word, packages) in importer.words.library where waiting[word] != nil {
      for (file, _) in waiting[word] ?? [] {
        if let owner = run.packages.owner(of: file), packages.contains(where: { $0 != owner }) {
          words.insert(word)
        }
      }
    }
    for word in words.subtracting(wordsDone).sortedByBytes() {
      wordsDone.insert(word)
      // Languages have either mark: `de_DE` is in de-DE.pl.
      let spelled = word.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
      for (file, reason) in (waiting[word] ?? []) + (spelled == word ? [] : waiting[spelled] ?? [])
      {
        let isModule = file.name.suffix(3).elementsEqual(".pm".utf8)
        try run.keep(file, because: reason, standing: isModule ? .supporting : .passive)
      }
    }
  }
}

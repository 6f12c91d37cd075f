internal import Planning
internal import Roots

extension PerlImporter {
  /// Keeps a module with what perl loads beside it. Answers whether it is there.
  ///
  /// - Parameter isFirm: whether the one who asks cannot do without: only then what profiles leave out is kept for a library.
  @discardableResult
  func keep(
    module: [UInt8], _ rule: Reason.Rule, _ asker: Asker, isFirm: Bool = false
  ) throws(PlanningError) -> Bool {
    let relative = Self.file(of: module)
    guard let path = inc.find(relative) else { return false }
    if !isFirm, !asker.isApplication, isLeftOut(path) { return true }
    let isNew = (run.standing(of: path) ?? .passive) == .passive
    let reason = Reason(
      rule, isFirm ? asker.evidence : .likely, from: asker.path, detail: module)
    if asked.updateValue(reason, forKey: relative) == nil {
      try keepTwins(of: relative, because: reason)
    }
    let standing = inc.isLibrary(path) ? .supporting : asker.standing
    guard let real = try run.keep(path, because: reason, standing: standing).path, isNew else {
      return true
    }
    try keepExtension(of: module, because: reason)
    let inner = Asker(
      path: real, isApplication: false, standing: .supporting, evidence: asker.evidence)
    let name = String(decoding: module, as: UTF8.self)
    for hidden in PerlStartup.hidden[name] ?? [] {
      _ = try keep(module: Array(hidden.utf8), .perlUse, inner)
    }
    for table in PerlStartup.tables[name] ?? [] { try keepTable(Array(table.utf8), inner) }
    if inc.isLibrary(path), !inc.isCore(path) {
      try units.bring(module, at: path, by: self)
    }
    return true
  }

  /// The same file where other interpreters find it first, and what its name has under `auto` there.
  func keepTwins(of relative: [UInt8], because reason: Reason) throws(PlanningError) {
    for directories in inc.others {
      guard
        let directory = directories.first(where: {
          inc.listings.hasFile(relative, in: $0) != nil
        }), let path = inc.listings.hasFile(relative, in: directory)
      else { continue }
      try run.keep(path, because: reason, standing: .supporting)
      guard relative.suffix(3).elementsEqual(".pm".utf8) else { continue }
      try keepExtension(stem: Array(relative.dropLast(3)), along: directories, because: reason)
    }
  }

  private func isLeftOut(_ path: RootPath) -> Bool {
    // Patterns are of real paths, and a directory of modules may be a link.
    run.isLeftOut(real(path))
  }

  /// A path along `@INC` without the link that its directory may be.
  private func real(_ path: RootPath) -> RootPath {
    for (directory, target) in inc.targets where directory != target && path.isWithin(directory) {
      return RootPath(target.bytes + path.bytes.dropFirst(directory.bytes.count))
    }
    return path
  }

  /// What `auto/A/B/` has for `A::B`: its shared object, and the subroutines that AutoLoader takes from files of their own.
  func keepExtension(of module: [UInt8], because reason: Reason) throws(PlanningError) {
    try keepExtension(stem: Self.stem(of: module), along: inc.path, because: reason)
  }

  private func keepExtension(
    stem: [UInt8], along directories: [RootPath], because reason: Reason
  ) throws(PlanningError) {
    let stem = Array("auto/".utf8) + stem
    for directory in directories {
      let place = RootPath(directory.bytes + [UInt8(ascii: "/")] + stem)
      let names = inc.listings.names(in: stem, below: directory)
      var hasObject = false
      for name in names.sortedByBytes() {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { continue }
        switch String(decoding: name[(dot + 1)...], as: UTF8.self) {
        case "so":
          hasObject = true
          try run.keep(place.appending(name), because: reason)
        case "al", "ix", "ld":
          try run.keep(place.appending(name), because: reason, standing: .supporting)
        default: break
        }
      }
      if hasObject { break }
    }
  }

  /// A file that `require` or `do` names: along `@INC`, or relative to the working directory.
  func keep(file: [UInt8], _ asker: Asker) throws(PlanningError) {
    var path: RootPath?
    if file.first == UInt8(ascii: "/") {
      path = RootPath(file)
    } else {
      path = inc.find(file)
      if path == nil, asker.isApplication, let from = asker.path {
        path = RootPath(from.parent.bytes + [UInt8(ascii: "/")] + file)
      }
    }
    guard let path, asker.isApplication || !isLeftOut(path) else { return }
    let reason = Reason(.perlUse, .likely, from: asker.path, detail: file)
    try run.keep(
      path, because: reason, standing: inc.isLibrary(path) ? .supporting : asker.standing)
    if file.first != UInt8(ascii: "/"), asked.updateValue(reason, forKey: file) == nil {
      try keepTwins(of: file, because: reason)
    }
  }

  /// A table, or a directory of them, relative to a directory of modules.
  private func keepTable(_ relative: [UInt8], _ asker: Asker) throws(PlanningError) {
    let reason = Reason(.perlData, .likely, from: asker.path, detail: relative)
    for directory in inc.path {
      let place = RootPath(directory.bytes + [UInt8(ascii: "/")] + relative)
      guard let found = try? run.root.resolve(place), let entry = found.entry else { continue }
      try run.keep(place, because: reason, standing: .supporting)
      if !entry.isDirectory { return }
      // A directory of tables may be parted among several of these.
      try run.keepTree(found.path, because: reason, standing: .passive)
    }
  }

  /// What every program needs.
  func start(_ interpreter: RootPath, evidence: Evidence) throws(PlanningError) {
    let asker = Asker(
      path: interpreter, isApplication: false, standing: .supporting, evidence: evidence)
    for module in PerlStartup.modules {
      try keep(module: Array(module.utf8), .perlStartup, asker, isFirm: true)
    }
    for file in PerlStartup.files {
      guard let path = inc.find(Array(file.utf8)) else { continue }
      let reason = Reason(.perlStartup, .likely, from: interpreter)
      try run.keep(path, because: reason)
      if asked.updateValue(reason, forKey: Array(file.utf8)) == nil {
        try keepTwins(of: Array(file.utf8), because: reason)
      }
      if file.hasSuffix("heavy.pl"), file.hasPrefix("utf8") {
        for table in PerlStartup.oldTables { try keepTable(Array(table.utf8), asker) }
      }
    }
  }
}

extension PerlImporter.Asker {
  /// The same, saying only what a real run would likely do.
  var softened: Self {
    var result = self
    result.evidence = .likely
    return result
  }

  /// The application itself, by its command line and configuration.
  static let application = Self(
    path: nil, isApplication: true, standing: .leading, evidence: .likely)
}

extension Reason.Rule {
  /// A Perl source loads it: `use`, `require`, `do`.
  static let perlUse = Reason.Rule(rawValue: "perl-use")
  /// A string of a Perl program names the module, or the beginning of its name.
  static let perlName = Reason.Rule(rawValue: "perl-name")
  /// What perl loads by itself.
  static let perlStartup = Reason.Rule(rawValue: "perl-startup")
  /// It belongs to the distribution of a module that is loaded.
  static let perlDistribution = Reason.Rule(rawValue: "perl-distribution")
  /// A table that a module reads.
  static let perlData = Reason.Rule(rawValue: "perl-data")
}

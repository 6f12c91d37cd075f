internal import Loading
internal import Planning
internal import Roots

extension RubyImporter {
  /// Keeps a feature with what comes with it. Answers whether it is there.
  ///
  /// - Parameter isFirm: whether the one who asks cannot do without: only then what profiles leave out is kept for a library.
  @discardableResult
  func keep(
    _ feature: [UInt8], _ rule: Reason.Rule, _ asker: Asker, isFirm: Bool = false
  ) throws(PlanningError) -> Bool {
    guard let found = try find(feature) else { return false }
    try keep(found.file, of: found.gem, feature, rule, asker, isFirm: isFirm)
    return true
  }

  func keep(
    _ file: RootPath, of gem: RubyGem?, _ feature: [UInt8], _ rule: Reason.Rule, _ asker: Asker,
    isFirm: Bool
  ) throws(PlanningError) {
    if !isFirm, asker.role != .application, isLeftOut(file) { return }
    let role = role(of: file)
    let isNew = (run.standing(of: file) ?? .passive) == .passive
    let reason = Reason(
      rule, isFirm ? asker.evidence : .likely, from: asker.path, detail: feature)
    let standing = role == .application ? asker.standing : .supporting
    guard let real = try run.keep(file, because: reason, standing: standing).path, isNew else {
      return
    }
    let inner = Asker(path: real, role: role, standing: .supporting, evidence: asker.evidence)
    let name = String(decoding: feature, as: UTF8.self)
    for hidden in RubyStartup.hidden[name] ?? [] {
      try keep(Array(hidden.utf8), .rubyRequire, inner)
    }
    if name == "bundler" { try keepResolver(inner) }
    switch role {
    case .library: try units.bring(file, of: gem, by: self)
    case .standard: try units.keepSiblings(of: file, inner)
    case .application: break
    }
  }

  /// The part of rubygems that resolves dependencies: programs of gems start through it, and Bundler builds on it.
  func keepResolver(_ asker: Asker) throws(PlanningError) {
    guard !hasResolver else { return }
    hasResolver = true
    for feature in RubyStartup.resolver {
      try keep(Array(feature.utf8), .rubyRequire, asker, isFirm: true)
      guard let found = try find(Array(feature.utf8)) else { continue }
      let directory = RootPath(canonical: Array(found.file.bytes.dropLast(3)))
      let children = try reading { () throws(RootError) in
        try run.root.children(of: directory) ?? []
      }
      for child in children where child.name.suffix(3).elementsEqual(".rb".utf8) {
        let part = Array(feature.utf8) + [UInt8(ascii: "/")] + child.name.dropLast(3)
        try keep(part, .rubyRequire, asker, isFirm: true)
      }
    }
  }

  /// Every encoding with its conversions, for who finds one by a name that comes from outside: the charset of a message, of a form, of an answer.
  func keepEncodings(_ asker: Asker) throws(PlanningError) {
    guard !hasEncodings else { return }
    hasEncodings = true
    for directory in ["enc", "enc/trans"] {
      for place in installation.directories {
        let encodings = RootPath(place.bytes + Array("/\(directory)".utf8))
        guard let found = try? run.root.resolve(encodings), found.entry?.isDirectory == true else {
          continue
        }
        let children = try reading { () throws(RootError) in
          try run.root.children(of: found.path) ?? []
        }
        for child in children where child.name.namesSharedObject {
          guard !RubyEncodings.isRare(child.name) else { continue }
          try keep(Array(directory.utf8) + [UInt8(ascii: "/")] + child.name, .rubyName, asker)
        }
      }
    }
  }

  private func isLeftOut(_ file: RootPath) -> Bool {
    if run.isLeftOut(file) { return true }
    guard let real = try? run.root.resolve(file).path else { return false }
    return real != file && run.isLeftOut(real)
  }

  /// A file relative to a directory, with or without its extension. Answers whether it is there.
  func keep(
    relative text: [UInt8], to directory: RootPath, _ asker: Asker, isFirm: Bool
  ) throws(PlanningError) -> Bool {
    let base =
      text.first == UInt8(ascii: "/")
      ? RootPath(text) : RootPath(directory.bytes + [UInt8(ascii: "/")] + text)
    for suffix in [".rb", "", ".so"] {
      let path = RootPath(base.bytes + Array(suffix.utf8))
      guard (try? run.root.resolve(path).entry)?.isRegular == true else { continue }
      let gem = gems.homes.contains { path.isWithin($0) } ? self.gem(holding: path) : nil
      try keep(path, of: gem, text, .rubyRequire, asker, isFirm: isFirm)
      return true
    }
    return false
  }

  func gem(holding path: RootPath) -> RubyGem? {
    for directory in path.ancestors.reversed() {
      if let gem = gems.byDirectory[directory] { return gem }
    }
    return nil
  }

  /// Keeps a gem by its name: its specification, what it depends on, and its files.
  func keep(
    gem name: [UInt8], _ rule: Reason.Rule, _ asker: Asker
  ) throws(PlanningError) {
    guard let gem = gem(named: name) else { return }
    try units.bring(gem, because: Reason(rule, .likely, from: asker.path, detail: name), by: self)
  }

  /// Keeps an executable of a gem, as `Gem.bin_path` finds it.
  func keep(
    program name: [UInt8], of gem: [UInt8], _ asker: Asker
  ) throws(PlanningError) {
    guard let gem = self.gem(named: gem), gem.executables.contains(name) else { return }
    for bin in ["bin", "exe"] {
      let path = gem.directory.appending(bin).appending(name)
      let reason = Reason(.rubyGem, asker.evidence, from: asker.path, detail: name)
      try run.keep(path, because: reason, standing: .supporting)
    }
  }

  /// What Bundler checks: the gems of a lock file, and the feature that `Bundler.require` loads of each.
  func follow(lock file: RootPath) throws(PlanningError) {
    guard let text = try? run.root.bytes(of: file, limit: 4 << 20) else { return }
    let asker = Asker(path: file, role: .application, standing: .leading, evidence: .likely)
    let locked = RubyLock.gems(in: text)
    for (name, version) in locked { pin(name, version) }
    for (name, _) in locked where gem(named: name) != nil {
      try keep(gem: name, .rubyGem, asker)
      try keep(name, .rubyGem, asker)
      // `net-imap` is loaded as `net/imap`.
      let path = name.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "/") : $0 }
      if path != name { try keep(path, .rubyGem, asker) }
    }
  }

  /// What every program needs.
  func start(_ interpreter: RootPath, evidence: Evidence) throws(PlanningError) {
    let asker = Asker(
      path: interpreter, role: .standard, standing: .supporting, evidence: evidence)
    self.interpreter = interpreter
    for feature in RubyStartup.features {
      try keep(Array(feature.utf8), .rubyStartup, asker, isFirm: true)
    }
    // Which gems are part of ruby's own library is looked up at each `gem` and by Bundler.
    for gem in gems.all where gem.isDefault {
      try run.keep(
        gem.specification, because: Reason(.rubyStartup, .likely, from: interpreter),
        standing: .passive)
    }
  }
}

extension RubyImporter.Asker {
  /// The same, saying only what a real run would likely do.
  var softened: Self {
    var result = self
    result.evidence = .likely
    return result
  }

  /// The application itself, by its command line and configuration.
  static let application = Self(
    path: nil, role: .application, standing: .leading, evidence: .likely)
}

extension Reason.Rule {
  /// A Ruby source loads it: `require`, `require_relative`, `autoload`, `load`.
  static let rubyRequire = Reason.Rule(rawValue: "ruby-require")
  /// A string of a Ruby program names the feature, gem or encoding.
  static let rubyName = Reason.Rule(rawValue: "ruby-name")
  /// It belongs to a gem that is used, locked, or that such a gem depends on.
  static let rubyGem = Reason.Rule(rawValue: "ruby-gem")
  /// What ruby loads by itself.
  static let rubyStartup = Reason.Rule(rawValue: "ruby-startup")
}

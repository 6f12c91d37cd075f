internal import Packages
internal import Planning
internal import Roots

/// A package's own configuration where the command line gives its program another one: `x -f /etc/x/site.cfg` does not read /etc/x/x.cfg.
///
/// What nothing but the package and the program's own data (its default) speaks for, and of that what lies beside the default and has the same ending, says
/// nothing about the application; nor does a default that no package owns, in a root without packages. It stays as it is, and what it names is not followed, unless something names it or somebody changed it.
final class ReplacedConfiguration {
  /// By the source of a program: how the names of the files end that the command line gives to it.
  private var endings: [[UInt8]: Set<[UInt8]>]?
  /// The programs that the command line gives a file, of packages.
  private var programs: Set<RootPath> = []
  /// The same of programs that no package owns, by their paths.
  private var strayEndings: [RootPath: Set<[UInt8]>] = [:]
  /// Files that wait for somebody to name them.
  private var waiting: Set<RootPath> = []

  /// Whether a file is such a one, so far as is known.
  func isReplaced(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    guard file.path.isWithin("/etc") else { return false }
    guard let owner = run.packages.owner(of: file.path) else {
      return try isStrayDefault(file, run)
    }
    guard
      try endings(run)[owner.source]?.contains(Self.ending(of: file.path)) == true,
      isOnlyPackaged(file, owner, run),
      try !ChangedConfigurationAnalyzer.isChanged(file, of: owner, run)
    else { return false }
    if isDefault(file, owner, run) { return true }
    // Files without an ending are of any kind.
    if Self.ending(of: file.path).isEmpty { return false }
    let siblings = try reading { () throws(RootError) in
      try run.root.children(of: file.path.parent) ?? []
    }
    return siblings.contains { sibling in
      Self.ending(of: RootPath(sibling.name)) == Self.ending(of: file.path)
        && run.keptFile(at: file.path.parent.appending(sibling.name))
          .map { isDefault($0, owner, run) } == true
    }
  }

  /// Whether the data of a program that no package owns either says the path of a file, and the command line gives that program another one.
  private func isStrayDefault(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    _ = try endings(run)
    var isDefault = strayEndings.contains { program, endings in
      endings.contains(Self.ending(of: file.path)) && Self.isNamedAfter(program, file.path)
    }
    for reason in file.reasons where reason.rule != .unowned {
      guard reason.rule == .mention, let from = reason.from,
        strayEndings[from]?.contains(Self.ending(of: file.path)) == true
      else { return false }
      isDefault = true
    }
    return isDefault
  }

  /// Keeps a file in mind that may be such a one.
  func wait(with file: RootPath) { waiting.insert(file) }

  /// Those of the files that waited of which it is known by now that they are none.
  func others(_ run: Run) throws(PlanningError) -> [KeptFile] {
    var result: [KeptFile] = []
    for path in waiting.sorted() {
      guard let file = run.keptFile(at: path), try !isReplaced(file, run) else { continue }
      waiting.remove(path)
      result.append(file)
    }
    return result
  }

  /// `/etc/x/x.conf` or `/etc/x.conf` of the program `x`, which whoever starts it as a service gives to it.
  private static func isNamedAfter(_ program: RootPath, _ path: RootPath) -> Bool {
    let stem = path.name.prefix { $0 != UInt8(ascii: ".") }
    guard stem.elementsEqual(program.name) else { return false }
    return path.parent == "/etc" || path.parent == RootPath("/etc").appending(Array(stem))
  }

  private func isOnlyPackaged(_ file: KeptFile, _ owner: Package, _ run: Run) -> Bool {
    file.reasons.allSatisfy { $0.rule == .package || speaksOwnSource($0, owner, run) }
  }

  /// Whether the program's data says its path, or it is called after the program.
  private func isDefault(_ file: KeptFile, _ owner: Package, _ run: Run) -> Bool {
    programs.contains { Self.isNamedAfter($0, file.path) }
      || file.reasons.contains { reason in
        // Its own path, and not that of a directory, which is read besides the other file.
        speaksOwnSource(reason, owner, run)
          && reason.detail.map { file.names.contains(RootPath($0)) || RootPath($0) == file.path }
            == true
      }
  }

  private func speaksOwnSource(_ reason: Reason, _ owner: Package, _ run: Run) -> Bool {
    reason.rule == .mention
      && reason.from.flatMap { run.packages.owner(of: $0) }?.source == owner.source
  }

  private func endings(_ run: Run) throws(PlanningError) -> [[UInt8]: Set<[UInt8]>] {
    if let endings { return endings }
    var result: [[UInt8]: Set<[UInt8]>] = [:]
    for command in run.request.commands {
      var program: RootPath?
      for (index, word) in command.words.enumerated() {
        if let option = Self.option(word) {
          let next = command.words.dropFirst(index + 1).first
          guard let program, let value = option.value ?? next,
            let file = try self.file(value, run)
          else { continue }
          if let source = run.packages.owner(of: program)?.source {
            result[source, default: []].insert(Self.ending(of: file))
            programs.insert(program)
          } else {
            strayEndings[program, default: []].insert(Self.ending(of: file))
          }
        } else if let found = try self.program(word, run) {
          program = found
        }
      }
    }
    endings = result
    return result
  }

  private func program(_ word: [UInt8], _ run: Run) throws(PlanningError) -> RootPath? {
    let found = word.first == UInt8(ascii: "/") ? RootPath(word) : try run.program(named: word)
    guard let found, let resolution = try? run.root.resolve(found),
      resolution.entry?.isRegular == true, resolution.entry?.isExecutable == true
    else { return nil }
    return resolution.path
  }

  /// What an option's value names, where that is a file of the author's.
  private func file(_ value: [UInt8], _ run: Run) throws(PlanningError) -> RootPath? {
    guard let resolution = try? run.root.resolve(value, from: run.request.workingDirectory),
      resolution.entry?.isRegular == true, run.packages.owner(of: resolution.path) == nil
    else { return nil }
    return resolution.path
  }

  /// `-f`, `-c`, `--config`, `--config-file=/x`: options that say where the configuration is. What says that it comes besides the other is none.
  private static func option(_ word: [UInt8]) -> (name: [UInt8], value: [UInt8]?)? {
    guard word.count > 1, word[0] == UInt8(ascii: "-") else { return nil }
    if word.count == 2 { return letters.contains(word[1]) ? (word, nil) : nil }
    let name = Array(word.drop { $0 == UInt8(ascii: "-") }.prefix { $0 != UInt8(ascii: "=") })
    let equals = word.firstIndex(of: UInt8(ascii: "="))
    guard names.contains(name) else { return nil }
    return (name, equals.map { Array(word[($0 + 1)...]) })
  }

  private static let letters = Set("cCfF".utf8)
  private static let names = Set(
    ["config", "conf", "cfg", "config-file", "conf-file", "configfile", "conffile", "cfg-file"]
      .map { Array($0.utf8) })

  private static func ending(of path: RootPath) -> [UInt8] {
    guard let dot = path.name.lastIndex(of: UInt8(ascii: ".")) else { return [] }
    return Array(path.name[dot...])
  }
}

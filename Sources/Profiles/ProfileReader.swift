internal import Roots

/// The keys of a profile, in the order in which docs/profiles.md explains them.
enum ProfileKey: String, CaseIterable {
  case name, summary
  case appliesTo = "applies-to"
  case command, needs, evidence, keep, bare, drop, commands, libraries, directories
  case pathVariables = "path-variables"
}

/// Reads the mapping of a profile and collects everything that is wrong with it, so that people see all of it at once.
struct ProfileReader {
  private var problems: [ProfileProblem] = []
  private var strength = Profile.Strength.likely
  private let knowsPatterns: Bool

  private init(knowsPatterns: Bool) { self.knowsPatterns = knowsPatterns }

  /// - Parameters:
  ///   - expectedName: what `name` has to be: the file's own name.
  ///   - knowsPatterns: whether all patterns are known to be well formed, and need not be read once more to say what is wrong with them.
  static func read(
    _ bytes: Span<UInt8>, expectedName: String?, stopAfter lastKey: ProfileKey? = nil,
    knowsPatterns: Bool = false
  ) throws(Failures) -> Profile {
    var reader = ProfileReader(knowsPatterns: knowsPatterns)
    let node: YAMLNode?
    do {
      node = try YAMLNode.read(bytes, stopAfter: lastKey?.rawValue)
    } catch {
      throw Failures(problems: [error])
    }
    let profile = reader.profile(node, expectedName: expectedName)
    guard reader.problems.isEmpty, let profile else {
      throw Failures(problems: reader.problems.sorted { $0.place < $1.place })
    }
    return profile
  }

  struct Failures: Error {
    var problems: [ProfileProblem]
  }

  private mutating func fail(_ node: YAMLNode, _ text: String) {
    problems.append(ProfileProblem(at: node.place, text))
  }

  private mutating func profile(_ node: YAMLNode?, expectedName: String?) -> Profile? {
    guard let node, case .mapping(let pairs) = node.content else {
      let place = node?.place ?? TextPlace(line: 1, column: 1)
      problems.append(
        ProfileProblem(
          at: place,
          "expected a mapping with 'name' and 'summary', found \(node?.kind ?? "nothing")"
        ))
      return nil
    }
    let known = ProfileKey.allCases.map(\.rawValue) + ConventionKey.allCases.map(\.rawValue)
    let values = keyed(pairs, known: known)
    if let node = values["evidence"] { strength = read(strength: node) }
    let name = values["name"].flatMap { text($0) }
    let summary = values["summary"].flatMap { text($0) }
    if values["name"] == nil { fail(node, "the key 'name' is missing") }
    if values["summary"] == nil { fail(node, "the key 'summary' is missing") }
    if let expectedName, let node = values["name"], let name, name != expectedName {
      fail(node, "the name is '\(name)', and the file's is '\(expectedName)'")
    }
    if let node = values["name"], let name, !Self.isName(name) {
      fail(node, "a profile's name is made of a-z, 0-9, '-' and '.'")
    }
    var profile = Profile(name: name ?? "", summary: summary ?? "")
    if let node = values["applies-to"] { profile.appliesTo = triggers(node) }
    if let node = values["command"] { profile.command = words(node) }
    if let node = values["needs"] { profile.needs = list(node) }
    if let node = values["keep"] { profile.keep = items(node, .path) }
    if let node = values["bare"] { profile.bare = items(node, .path) }
    if let node = values["drop"] { profile.drop = items(node, .drop) }
    if let node = values["commands"] { profile.commands = items(node, .command) }
    if let node = values["libraries"] { profile.libraries = items(node, .library) }
    if let node = values["directories"] { profile.directories = directories(node) }
    if let node = values["path-variables"] { profile.pathVariables = list(node) }
    for key in ConventionKey.allCases {
      guard let node = values[key.rawValue] else { continue }
      profile.conventions.lists[key] = key.isPattern ? patterns(node) : list(node)
    }
    if !knowsPatterns { checkNames(of: profile) }
    return profile
  }

  /// The values by key; says which keys are unknown or there twice.
  private mutating func keyed(
    _ pairs: [(key: YAMLNode, value: YAMLNode)], known: [String]
  ) -> [String: YAMLNode] {
    var result: [String: YAMLNode] = [:]
    for (key, value) in pairs {
      guard let name = key.scalar else {
        fail(key, "a key must be a word, not \(key.kind)")
        continue
      }
      guard known.contains(name) else {
        let hint = suggestion(for: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
        fail(key, "unknown key '\(name)'\(hint)")
        continue
      }
      if let first = result[name] {
        fail(key, "the key '\(name)' is there already, in line \(first.place.line)")
        continue
      }
      result[name] = value
    }
    return result
  }

  // MARK: Kinds of values

  private mutating func text(_ node: YAMLNode) -> String? {
    guard let text = node.scalar, !text.isEmpty else {
      fail(node, "expected a word or a sentence, found \(node.kind)")
      return nil
    }
    return text
  }

  /// A list of words, or one word.
  private mutating func list(_ node: YAMLNode) -> [String] {
    guard case .sequence(let nodes) = node.content else { return text(node).map { [$0] } ?? [] }
    return nodes.compactMap { text($0) }
  }

  /// A command line: a list, or one text that blanks divide.
  private mutating func words(_ node: YAMLNode) -> [String] {
    guard let text = node.scalar else { return list(node) }
    return text.split(separator: " ").map(String.init)
  }

  private mutating func patterns(_ node: YAMLNode) -> [String] {
    guard case .sequence(let nodes) = node.content else { return pattern(node).map { [$0] } ?? [] }
    return nodes.compactMap { pattern($0) }
  }

  private mutating func pattern(_ node: YAMLNode) -> String? {
    guard let text = text(node) else { return nil }
    if knowsPatterns { return text }
    do {
      try TriggerPattern.check(Array(text.utf8))
    } catch {
      fail(node, "'\(text)': \(error.text)")
      return nil
    }
    // With something in the place of its names, it is a glob like any other.
    var match = ProfileMatch(profile: "")
    for name in TriggerPattern.names(in: text) { match.bindings[name] = Array("/x".utf8) }
    do throws(GlobError) {
      if let pattern = match.pattern(of: text) { _ = try Glob(pattern) }
    } catch {
      fail(node, "'\(text)': \(error.problem)")
      return nil
    }
    return text
  }

  private mutating func read(strength node: YAMLNode) -> Profile.Strength {
    if let text = node.scalar, let strength = Profile.Strength(rawValue: text) { return strength }
    fail(node, "expected required, likely or possible, found \(node.kind)")
    return .likely
  }

  private mutating func truth(_ node: YAMLNode) -> Bool {
    if node.scalar == "true" || node.scalar == "false" { return node.scalar == "true" }
    fail(node, "expected true or false, found \(node.kind)")
    return false
  }

  // MARK: Parts of a profile

  private mutating func triggers(_ node: YAMLNode) -> Triggers {
    var triggers = Triggers()
    if node.scalar == "always" {
      triggers.always = true
      return triggers
    }
    guard case .mapping(let pairs) = node.content else {
      if case .sequence = node.content {
        triggers.files = triggerPatterns(node)
      } else if node.scalar?.hasPrefix("/") == true || node.scalar?.hasPrefix("$") == true {
        triggers.files = triggerPatterns(node)
      } else {
        fail(node, "expected 'always', patterns, or a mapping, found \(node.kind)")
      }
      return triggers
    }
    let values = keyed(
      pairs,
      known: [
        "files", "programs", "imports", "imports-together", "mentions",
      ])
    if let node = values["files"] { triggers.files = triggerPatterns(node) }
    if let node = values["programs"] { triggers.programs = triggerPatterns(node) }
    if let node = values["imports"] { triggers.imports = list(node) }
    if let node = values["imports-together"] { triggers.importsTogether = list(node) }
    if let node = values["mentions"] { triggers.mentions = list(node) }
    return triggers
  }

  private mutating func triggerPatterns(_ node: YAMLNode) -> [TriggerPattern] {
    // Each was checked by `pattern`, so none is lost here.
    patterns(node).compactMap { try? TriggerPattern($0) }
  }

  private enum ItemKind: String {
    case path, drop, command, library
    var subject: String {
      switch self {
      case .path, .drop: "path"
      case .command, .library: "name"
      }
    }
  }

  private mutating func items(_ node: YAMLNode, _ kind: ItemKind) -> [Profile.Item] {
    guard case .sequence(let nodes) = node.content else {
      return item(node, kind).map { [$0] } ?? []
    }
    return nodes.compactMap { item($0, kind) }
  }

  private mutating func item(_ node: YAMLNode, _ kind: ItemKind) -> Profile.Item? {
    var item = Profile.Item(
      text: "", strength: strength, isOptional: false, comment: nil, place: node.place)
    var subject: YAMLNode? = node
    if case .mapping(let pairs) = node.content {
      let keys =
        kind == .drop
        ? [kind.subject, "comment"] : [kind.subject, "evidence", "optional", "comment"]
      let values = keyed(pairs, known: keys)
      subject = values[kind.subject]
      if let node = values["evidence"] { item.strength = read(strength: node) }
      if let node = values["optional"] { item.isOptional = truth(node) }
      item.comment = values["comment"].flatMap { text($0) }
      if subject == nil { fail(node, "the key '\(kind.subject)' is missing") }
    }
    guard let subject else { return nil }
    switch kind {
    case .path, .drop: item.text = pattern(subject) ?? ""
    case .command, .library:
      item.text = text(subject) ?? ""
      if kind == .library, item.text.contains("/") {
        fail(subject, "a library's name has no '/'; a path belongs to 'keep'")
      }
    }
    return item.text.isEmpty ? nil : item
  }

  private mutating func directories(_ node: YAMLNode) -> [Profile.Directory] {
    guard case .sequence(let nodes) = node.content else {
      fail(node, "expected a list of directories, found \(node.kind)")
      return []
    }
    return nodes.compactMap { directory($0) }
  }

  private mutating func directory(_ node: YAMLNode) -> Profile.Directory? {
    var directory = Profile.Directory(path: "", mode: 0o755, user: "0", group: "0", comment: nil)
    var subject: YAMLNode? = node
    if case .mapping(let pairs) = node.content {
      let values = keyed(pairs, known: ["path", "mode", "owner", "comment"])
      subject = values["path"]
      if let node = values["mode"] {
        if let text = node.scalar, let mode = UInt16(text, radix: 8), mode <= 0o7777 {
          directory.mode = mode
        } else {
          fail(node, "expected a mode such as 755 or 1777, found \(node.kind)")
        }
      }
      if let node = values["owner"], let text = text(node) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        directory.user = String(parts[0])
        directory.group = String(parts.last ?? parts[0])
        if parts.contains("") { fail(node, "expected an owner such as 'root:root' or '0:0'") }
      }
      directory.comment = values["comment"].flatMap { text($0) }
      if subject == nil { fail(node, "the key 'path' is missing") }
    }
    guard let subject, let path = text(subject) else { return nil }
    guard path.hasPrefix("/") else {
      fail(subject, "'\(path)': a directory's path begins with '/'")
      return nil
    }
    directory.path = path
    return directory
  }

  /// A name in `keep` or `drop` must have a meaning: here, or, where nothing here gives names, in a profile that this one needs.
  private mutating func checkNames(of profile: Profile) {
    let patterns = profile.appliesTo.files + profile.appliesTo.programs
    let known = patterns.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    if known.isEmpty, !profile.needs.isEmpty { return }
    for item in profile.keep + profile.bare + profile.drop {
      for name in TriggerPattern.names(in: item.text).sorted() where !known.contains(name) {
        let hint =
          suggestion(for: name, among: known.sorted()).map { "; did you mean '$\($0)'?" }
          ?? "; write '\\$' for the sign itself"
        problems.append(
          ProfileProblem(
            at: item.place, "no pattern of 'applies-to' says what '$\(name)' is\(hint)"))
      }
    }
  }

  private static func isName(_ text: String) -> Bool {
    text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }
}

extension ConventionKey {
  /// Whether the list holds patterns of paths rather than names.
  var isPattern: Bool {
    switch self {
    case .passive, .documentation, .hooks, .ignoreMentions, .sharedDirectories, .distributionPlaces,
      .authorPlaces, .generated, .dependedModules:
      true
    case .administrationCommands, .startCommands, .commandWrappers, .shells, .builders,
      .scriptInterpreters, .programStarters, .litterDirectories, .litterFiles, .homeCaches,
      .settingsFiles, .moduleDirectories, .languageDirectories, .displayLibraries:
      false
    }
  }
}

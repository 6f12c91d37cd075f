/// What brings profiles in, arranged so that a kept file is compared with the few patterns whose last component begins like its name.
struct TriggerIndex {
  var always: [ProfileMatch] = []
  var imports: [[UInt8]: [ProfileMatch]] = [:]
  /// By the first of the symbols that must all be imported, with the others.
  var importsTogether: [[UInt8]: [(others: [[UInt8]], match: ProfileMatch)]] = [:]
  var mentions: [[UInt8]: [ProfileMatch]] = [:]
  /// By the first byte that the last component certainly has; the last list is for those of which nothing is certain.
  private var files = [[Member]](repeating: [], count: 257)

  private struct Member {
    var profile: String
    var pattern: TriggerPattern
    /// The bytes with which the last component certainly begins, and what certainly stands right before it: `/bin/` of `$prefix/bin/*`.
    var beginning: [UInt8]
    var before: [UInt8]
    /// Whether only what the application itself starts counts.
    var isProgram: Bool
  }

  mutating func insert(_ profile: Profile) {
    let match = ProfileMatch(profile: profile.name)
    if profile.appliesTo.always { always.append(match) }
    for symbol in profile.appliesTo.imports {
      imports[Array(symbol.utf8), default: []].append(match)
    }
    let together = profile.appliesTo.importsTogether.map { Array($0.utf8) }
    if let first = together.first {
      importsTogether[first, default: []].append((Array(together.dropFirst()), match))
    }
    for path in profile.appliesTo.mentions { mentions[Array(path.utf8), default: []].append(match) }
    for pattern in profile.appliesTo.files { insert(pattern, profile, isProgram: false) }
    for pattern in profile.appliesTo.programs { insert(pattern, profile, isProgram: true) }
  }

  private mutating func insert(_ pattern: TriggerPattern, _ profile: Profile, isProgram: Bool) {
    for form in pattern.singleForms {
      let beginning = form.certainBeginning
      files[beginning.first.map(Int.init) ?? 256].append(
        Member(
          profile: profile.name, pattern: form, beginning: beginning,
          before: form.certainDirectory, isProgram: isProgram))
    }
  }

  func matches(path: [UInt8], isStarted: Bool) -> [ProfileMatch] {
    let start = (path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    var result: [ProfileMatch] = []
    func compare(_ members: [Member]) {
      // By index: most files begin with no member's beginning, and copying members is what would cost.
      for index in members.indices
      where Self.has(path, at: start, members[index].beginning)
        && Self.has(path, at: start - members[index].before.count, members[index].before)
      {
        guard isStarted || !members[index].isProgram,
          let bindings = members[index].pattern.match(path)
        else { continue }
        let match = ProfileMatch(profile: members[index].profile, bindings: bindings)
        if !result.contains(match) { result.append(match) }
      }
    }
    if start < path.count { compare(files[Int(path[start])]) }
    compare(files[256])
    return result.count < 2 ? result : result.sorted { $0.profile < $1.profile }
  }

  private static func has(_ path: [UInt8], at start: Int, _ bytes: [UInt8]) -> Bool {
    guard start >= 0, path.count - start >= bytes.count else { return false }
    for index in bytes.indices where path[start + index] != bytes[index] { return false }
    return true
  }
}

extension TriggerPattern {
  /// One pattern per alternative of its braces.
  fileprivate var singleForms: [TriggerPattern] {
    forms.map { TriggerPattern(text: text, forms: [$0]) }
  }

  /// Where the last component begins in the first form.
  private var lastComponent: Int {
    let index = forms[0].lastIndex { token in
      switch token {
      case .literal(UInt8(ascii: "/")), .components, .directory: true
      default: false
      }
    }
    return (index ?? -1) + 1
  }

  /// The literal bytes with which the last component of whatever matches begins.
  fileprivate var certainBeginning: [UInt8] {
    forms[0][lastComponent...].prefix(while: \.isLiteral).compactMap(\.literal)
  }

  /// The literal bytes that stand right before the last component of whatever matches, with the slash.
  fileprivate var certainDirectory: [UInt8] {
    forms[0][..<lastComponent].reversed().prefix(while: \.isLiteral).compactMap(\.literal)
      .reversed()
  }
}

extension TriggerPattern.Token {
  fileprivate var literal: UInt8? {
    if case .literal(let byte) = self { byte } else { nil }
  }

  fileprivate var isLiteral: Bool { literal != nil }
}

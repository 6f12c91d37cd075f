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
    /// The bytes with which the last component certainly begins.
    var beginning: [UInt8]
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
          profile: profile.name, pattern: form, beginning: beginning, isProgram: isProgram))
    }
  }

  func matches(path: [UInt8], isStarted: Bool) -> [ProfileMatch] {
    let start = (path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    var result: [ProfileMatch] = []
    func compare(_ members: [Member]) {
      // By index: most files begin with no member's beginning, and copying members is what would cost.
      for index in members.indices
      where Self.begins(path, at: start, with: members[index].beginning) {
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

  private static func begins(_ path: [UInt8], at start: Int, with beginning: [UInt8]) -> Bool {
    guard path.count - start >= beginning.count else { return false }
    for index in beginning.indices where path[start + index] != beginning[index] { return false }
    return true
  }
}

extension TriggerPattern {
  /// One pattern per alternative of its braces.
  fileprivate var singleForms: [TriggerPattern] {
    forms.map { TriggerPattern(text: text, forms: [$0]) }
  }

  /// The literal bytes with which the last component of whatever matches begins.
  fileprivate var certainBeginning: [UInt8] {
    let tokens = forms[0]
    let start =
      tokens.lastIndex { token in
        switch token {
        case .literal(UInt8(ascii: "/")), .components, .directory: true
        default: false
        }
      } ?? -1
    var result: [UInt8] = []
    for token in tokens[(start + 1)...] {
      guard case .literal(let byte) = token else { break }
      result.append(byte)
    }
    return result
  }
}

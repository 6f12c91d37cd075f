/// Many patterns, each with a value, that a path is compared with at once.
///
/// A path meets only the patterns whose fixed beginning (the directories before the first special character) it shares, and of those without one only
/// the patterns that have a whole name in common with it, so that hundreds of patterns cost little more than one.
public struct GlobSet<Value: Sendable>: Sendable {
  private struct Member: Sendable {
    var order: Int
    var alternative: Glob.Alternative
    var value: Value
  }

  /// By the fixed beginning: a directory, or the whole path of a literal pattern.
  private var members: [[UInt8]: [Member]] = [:]
  /// Those that may begin anywhere (`/**/tests`), by a name that must be in the path.
  private var named: [[UInt8]: [Member]] = [:]
  private var count = 0
  /// The length of the longest fixed beginning: longer beginnings of a path, which may have thousands of names, are not looked up.
  private var longest = 0

  public init() {}

  public var isEmpty: Bool { count == 0 }

  public mutating func insert(_ glob: Glob, _ value: Value) {
    for alternative in glob.alternatives {
      let member = Member(order: count, alternative: alternative, value: value)
      let beginning = alternative.fixedBeginning
      if beginning.isEmpty, let name = alternative.lastWholeName {
        named[name, default: []].append(member)
      } else {
        members[beginning, default: []].append(member)
        longest = max(longest, beginning.count)
      }
    }
    count += 1
  }

  /// The value of the pattern that was inserted last of those that match `path`.
  public func lastMatch(_ path: RootPath) -> Value? {
    var best: Member?
    forEachMatch(path) { member in
      if member.order >= best?.order ?? 0 { best = member }
    }
    return best?.value
  }

  /// The values of all patterns that match `path`, in the order of insertion.
  public func allMatches(_ path: RootPath) -> [Value] {
    var found: [Member] = []
    forEachMatch(path) { found.append($0) }
    found.sort { $0.order < $1.order }
    return found.map(\.value)
  }

  private func forEachMatch(_ path: RootPath, _ body: (Member) -> Void) {
    if count == 0 { return }
    if path.isRoot {
      // The root has no name that a `*` could match.
      for member in members[path.bytes] ?? [] { body(member) }
      return
    }
    var end = 0
    while end <= longest {
      for member in members[Array(path.bytes[..<end])] ?? []
      where member.alternative.matches(path.bytes[...], member.alternative.tokens[...]) {
        body(member)
      }
      if end == path.bytes.count { break }
      end = path.bytes[(end + 1)...].firstIndex(of: RootPath.slash) ?? path.bytes.count
    }
    if !named.isEmpty { forEachNamedMatch(path, body) }
  }

  private func forEachNamedMatch(_ path: RootPath, _ body: (Member) -> Void) {
    let names = path.components
    for (index, name) in names.enumerated() {
      guard let found = named[Array(name)], !names[..<index].contains(name) else { continue }
      for member in found
      where member.alternative.matches(path.bytes[...], member.alternative.tokens[...]) {
        body(member)
      }
    }
  }
}

extension Glob.Alternative {
  /// The last name in it that holds nothing special; every match has it as one of its names.
  fileprivate var lastWholeName: [UInt8]? {
    var last: [UInt8]?
    var name: [UInt8] = []
    var isWhole = true
    func end() {
      if isWhole, !name.isEmpty { last = name }
      name = []
      isWhole = true
    }
    for token in tokens {
      switch token {
      case .byte(RootPath.slash): end()
      case .byte(let byte): name.append(byte)
      case .anyDirectories: end()
      case .anyCharacter, .anyCharacters, .set: isWhole = false
      }
    }
    end()
    return last
  }

  /// The bytes that every match begins with, up to the end of the last whole name among them.
  fileprivate var fixedBeginning: [UInt8] {
    var result: [UInt8] = []
    for token in tokens {
      guard case .byte(let byte) = token else {
        let slash = result.lastIndex(of: RootPath.slash) ?? 0
        return Array(result[..<slash])
      }
      result.append(byte)
    }
    return result
  }
}

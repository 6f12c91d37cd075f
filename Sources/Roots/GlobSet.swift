internal import CLinux

/// Many patterns, each with a value, that a path is compared with at once.
///
/// A path meets only the patterns whose fixed beginning (the directories before the first special character) it shares, and of those without one only
/// the patterns that have a whole name in common with it, so that hundreds of patterns cost little more than one.
public struct GlobSet<Value: Sendable>: Sendable {
  private var index = GlobIndex()
  /// By the number that `index` has of it.
  private var values: [Value] = []

  public init() {}

  public var isEmpty: Bool { values.isEmpty }

  /// - Parameter rank: a match of a higher rank counts before all of lower ones.
  public mutating func insert(_ glob: Glob, _ value: Value, rank: Int = 0) {
    for alternative in glob.alternatives {
      index.insert(alternative, rank: rank)
      values.append(value)
    }
  }

  /// The value of the pattern that was inserted last of those of the highest rank that match `path`.
  public func lastMatch(_ path: RootPath) -> Value? { index.lastMatch(path).map { values[$0] } }

  /// The values of all patterns that match `path`, in the order of insertion.
  public func allMatches(_ path: RootPath) -> [Value] { index.allMatches(path).map { values[$0] } }
}

/// The patterns of a `GlobSet`, by number, in the order of insertion. Not generic, so that it is compiled for what it is.
private struct GlobIndex: Sendable {
  private var alternatives: [Glob.Alternative] = []
  private var ranks: [Int] = []
  /// Of each, the marks of the names that stand in it whole, and of the extensions of others: a path without them does not match.
  private var marks: [UInt64] = []
  /// Of each, what every match ends with: most patterns of one place (`/**/site-packages/**/*.pyx`) differ in that alone.
  private var endings: [[UInt8]] = []
  /// Of each, the longest fixed run of bytes in a name that is not fixed whole: `/config-` of `/**/config-3*/x`.
  private var parts: [[UInt8]] = []
  /// By the fixed beginning: a directory, or the whole path of a literal pattern.
  private var beginnings = HashedBytes()
  /// Those that may begin anywhere (`/**/tests`), by a name that must be in the path.
  private var names = HashedBytes()
  /// The length of the longest fixed beginning: longer beginnings of a path, which may have thousands of names, are not looked up.
  private var longest = 0

  mutating func insert(_ alternative: Glob.Alternative, rank: Int) {
    let beginning = alternative.fixedBeginning
    let wholeNames = alternative.wholeNames
    marks.append(
      (wholeNames + alternative.fixedExtensions)
        .reduce(0) { $0 | HashedBytes.mark(HashedBytes.hash($1)) })
    endings.append(alternative.fixedEnding)
    parts.append(alternative.fixedPart)
    if beginning.isEmpty, let name = wholeNames.last {
      names.insert(name, alternatives.count)
    } else {
      beginnings.insert(beginning, alternatives.count)
      longest = max(longest, beginning.count)
    }
    alternatives.append(alternative)
    ranks.append(rank)
  }

  func lastMatch(_ path: RootPath) -> Int? {
    var best = -1
    forEachCandidate(path) { index in
      if best < 0 || (ranks[index], index) > (ranks[best], best),
        alternatives[index].matches(path)
      {
        best = index
      }
    }
    return best < 0 ? nil : best
  }

  func allMatches(_ path: RootPath) -> [Int] {
    var found: [Int] = []
    forEachCandidate(path) { index in
      if !found.contains(index), alternatives[index].matches(path) { found.append(index) }
    }
    return found.sorted()
  }

  /// Calls `body` with every pattern that may match, perhaps more than once.
  @inline(__always)
  private func forEachCandidate(_ path: RootPath, _ body: (Int) -> Void) {
    if alternatives.isEmpty { return }
    let bytes = path.bytes.span
    let found = Self.marks(of: bytes)
    func consider(_ index: Int) {
      if marks[index] & ~found == 0, Self.ends(path.bytes, with: endings[index]),
        Self.has(path.bytes, parts[index])
      {
        body(index)
      }
    }
    var beginning = HashedBytes.start
    var name = HashedBytes.start
    beginnings.forEach(beginning, consider)
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == RootPath.slash {
        if index > 0 {
          if index <= longest { beginnings.forEach(beginning, consider) }
          names.forEach(name, consider)
          name = HashedBytes.start
        }
      } else {
        name = HashedBytes.adding(byte, to: name)
      }
      beginning = HashedBytes.adding(byte, to: beginning)
    }
    if bytes.count <= longest { beginnings.forEach(beginning, consider) }
    names.forEach(name, consider)
  }

  private static func has(_ path: [UInt8], _ part: [UInt8]) -> Bool {
    if part.isEmpty { return true }
    return unsafe path.withUnsafeBytes { path in
      unsafe part.withUnsafeBytes { part in
        unsafe pith_memmem(path.baseAddress!, path.count, part.baseAddress!, part.count) != nil
      }
    }
  }

  private static func ends(_ path: [UInt8], with ending: [UInt8]) -> Bool {
    let before = path.count - ending.count
    if before < 0 { return false }
    var index = ending.count
    while index > 0 {
      index -= 1
      if path[before + index] != ending[index] { return false }
    }
    return true
  }

  /// The marks of all names in a path, and of their extensions.
  private static func marks(of path: Span<UInt8>) -> UInt64 {
    var marks: UInt64 = 0
    var name = HashedBytes.start
    var fileExtension: UInt64?
    func end() {
      marks |= HashedBytes.mark(name)
      if let hash = fileExtension { marks |= HashedBytes.mark(hash) }
    }
    for index in path.indices {
      let byte = path[index]
      if byte == RootPath.slash {
        end()
        name = HashedBytes.start
        fileExtension = nil
        continue
      }
      name = HashedBytes.adding(byte, to: name)
      if byte == UInt8(ascii: ".") { fileExtension = HashedBytes.start }
      fileExtension = fileExtension.map { HashedBytes.adding(byte, to: $0) }
    }
    end()
    return marks
  }
}

/// Numbers filed under strings of bytes, which are looked up by their hash alone: who asks compares the strings anyway.
private struct HashedBytes: Sendable {
  /// A power of two; each holds the first of a chain in `chains`, or -1.
  private var heads: [Int32] = []
  private var chains: [(hash: UInt64, value: Int32, next: Int32)] = []

  /// FNV-1a.
  static var start: UInt64 { 0xcbf2_9ce4_8422_2325 }

  @inline(__always)
  static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(start) { adding($1, to: $0) }
  }

  /// One bit of 64.
  @inline(__always)
  static func mark(_ hash: UInt64) -> UInt64 { 1 << ((hash &* 0x9e37_79b9_7f4a_7c15) >> 58) }

  mutating func insert(_ bytes: [UInt8], _ value: Int) {
    chains.append((Self.hash(bytes), Int32(value), -1))
    if heads.count < chains.count * 2 {
      heads = [Int32](repeating: -1, count: max(16, heads.count * 2))
      for index in chains.indices { link(index) }
    } else {
      link(chains.count - 1)
    }
  }

  private mutating func link(_ index: Int) {
    let slot = Int(chains[index].hash & UInt64(heads.count - 1))
    chains[index].next = heads[slot]
    heads[slot] = Int32(index)
  }

  @inline(__always)
  func forEach(_ hash: UInt64, _ body: (Int) -> Void) {
    if heads.isEmpty { return }
    var index = heads[Int(hash & UInt64(heads.count - 1))]
    while index >= 0 {
      let item = chains[Int(index)]
      if item.hash == hash { body(Int(item.value)) }
      index = item.next
    }
  }
}

extension Glob.Alternative {
  /// The names in it that hold nothing special; every match has them among its names.
  fileprivate var wholeNames: [[UInt8]] {
    var names: [[UInt8]] = []
    var name: [UInt8] = []
    var isWhole = true
    func end() {
      if isWhole, !name.isEmpty { names.append(name) }
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
    return names
  }

  /// Of names that hold something special, what follows the last dot if that is fixed, with the dot: `.c` of `*.c`.
  fileprivate var fixedExtensions: [[UInt8]] {
    var extensions: [[UInt8]] = []
    var current: [UInt8]?
    var isWhole = true
    func end() {
      if let current, !isWhole { extensions.append(current) }
      current = nil
      isWhole = true
    }
    for token in tokens {
      switch token {
      case .byte(RootPath.slash), .anyDirectories: end()
      case .byte(UInt8(ascii: ".")): current = [UInt8(ascii: ".")]
      case .byte(let byte): current?.append(byte)
      case .anyCharacter, .anyCharacters, .set:
        current = nil
        isWhole = false
      }
    }
    end()
    return extensions
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

  /// The longest run of fixed bytes in names that hold something special, with the slash at the end of the name that it touches: `/config-` of
  /// `/**/config-3*/x`, `.pyx/` of `/**/*.pyx/**`. Every match has it; empty where there is none.
  fileprivate var fixedPart: [UInt8] {
    var best: [UInt8] = []
    var run: [UInt8] = []
    var isSpecial = false
    func consider() { if run.count > max(1, best.count) { best = run } }
    for token in tokens {
      switch token {
      case .byte(RootPath.slash), .anyDirectories:
        if isSpecial, !run.isEmpty {
          run.append(RootPath.slash)
          consider()
        }
        run = [RootPath.slash]
        isSpecial = false
      case .byte(let byte): run.append(byte)
      case .anyCharacter, .anyCharacters, .set:
        consider()
        run = []
        isSpecial = true
      }
    }
    return best
  }

  /// The bytes that every match ends with.
  fileprivate var fixedEnding: [UInt8] {
    var result: [UInt8] = []
    for token in tokens.reversed() {
      guard case .byte(let byte) = token else { break }
      result.append(byte)
    }
    return result.reversed()
  }
}

extension Glob {
  /// More alternatives than anybody writes; nested braces multiply.
  private static let maximumAlternatives = 1024

  /// - Throws: `badPattern`, which says what cannot be read.
  public init(_ pattern: some Collection<UInt8>) throws(GlobError) {
    let bytes = Array(pattern)
    self.pattern = bytes
    guard bytes.first == RootPath.slash else {
      throw GlobError(bytes, "it must begin with '/'")
    }
    if bytes.contains(0) { throw GlobError(bytes, "it holds a NUL byte") }
    var alternatives: [Alternative] = []
    for expanded in try Self.expandBraces(bytes) {
      var parser = Parser(whole: bytes, bytes: expanded)
      alternatives.append(try parser.parse())
    }
    self.alternatives = alternatives
  }

  public init(_ pattern: String) throws(GlobError) { try self.init(pattern.utf8) }

  /// Every way to choose from the braces, escapes and brackets left as they are.
  private static func expandBraces(_ pattern: [UInt8]) throws(GlobError) -> [[UInt8]] {
    var done: [[UInt8]] = []
    var pending: [[UInt8]] = [pattern]
    while let next = pending.popLast() {
      guard let group = try firstGroup(in: next, whole: pattern) else {
        done.append(next)
        continue
      }
      if done.count + pending.count + group.choices.count > maximumAlternatives {
        throw GlobError(pattern, "its braces stand for more than \(maximumAlternatives) patterns")
      }
      for choice in group.choices.reversed() {
        pending.append(Array(next[..<group.start]) + choice + next[group.end...])
      }
    }
    return done
  }

  private struct Group {
    var start: Int
    var end: Int
    var choices: [ArraySlice<UInt8>]
  }

  /// The first pair of braces that nothing quotes, with what its commas separate.
  private static func firstGroup(
    in bytes: [UInt8], whole: [UInt8]
  ) throws(GlobError) -> Group? {
    var depth = 0
    var group = Group(start: 0, end: 0, choices: [])
    var choiceStart = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        index += 1
      case UInt8(ascii: "["):
        // Braces and commas between brackets are members of the set.
        index = endOfSet(in: bytes, from: index) ?? index
      case UInt8(ascii: "{"):
        depth += 1
        if depth == 1 {
          group.start = index
          choiceStart = index + 1
        }
      case UInt8(ascii: ",") where depth == 1:
        group.choices.append(bytes[choiceStart..<index])
        choiceStart = index + 1
      case UInt8(ascii: "}") where depth > 0:
        depth -= 1
        if depth == 0 {
          group.choices.append(bytes[choiceStart..<index])
          group.end = index + 1
          guard group.choices.count > 1 else {
            throw GlobError(whole, "its braces hold no comma; a brace itself is written '\\{'")
          }
          return group
        }
      default: break
      }
      index += 1
    }
    if depth > 0 {
      throw GlobError(whole, "a '{' is never closed; a brace itself is written '\\{'")
    }
    return nil
  }

  /// Where the `]` of the set that begins at `start` is.
  static func endOfSet(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start + 1
    if index < bytes.count, [UInt8(ascii: "!"), UInt8(ascii: "^")].contains(bytes[index]) {
      index += 1
    }
    // A bracket in the first place is a member.
    if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "[") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ":"):
        var end = index + 2
        while end < bytes.count, bytes[end] != UInt8(ascii: "]") { end += 1 }
        index = end
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Turns one alternative into tokens.
  private struct Parser {
    let whole: [UInt8]
    let bytes: [UInt8]
    var index = 0
    var result = Alternative()

    init(whole: [UInt8], bytes: [UInt8]) {
      self.whole = whole
      self.bytes = bytes
    }

    mutating func parse() throws(GlobError) -> Alternative {
      var names = bytes.split(separator: RootPath.slash)
      if names.last?.elementsEqual("**".utf8) == true { names.append([UInt8(ascii: "*")]) }
      result.tokens.append(.byte(RootPath.slash))
      for (position, name) in names.enumerated() {
        if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) {
          throw GlobError(whole, "'.' and '..' name nothing in a pattern")
        }
        if name.elementsEqual("**".utf8) {
          if result.tokens.last != .anyDirectories { result.tokens.append(.anyDirectories) }
          continue
        }
        try parse(name: Array(name))
        if position < names.count - 1 { result.tokens.append(.byte(RootPath.slash)) }
      }
      return result
    }

    private mutating func parse(name: [UInt8]) throws(GlobError) {
      var index = 0
      while index < name.count {
        switch name[index] {
        case UInt8(ascii: "\\"):
          index += 1
          guard index < name.count else { throw GlobError(whole, "nothing follows its last '\\'") }
          result.tokens.append(.byte(name[index]))
        case UInt8(ascii: "*"):
          if result.tokens.last != .anyCharacters { result.tokens.append(.anyCharacters) }
        case UInt8(ascii: "?"):
          result.tokens.append(.anyCharacter)
        case UInt8(ascii: "["):
          guard let end = Glob.endOfSet(in: name, from: index) else {
            throw GlobError(whole, "a '[' is never closed; a bracket itself is written '\\['")
          }
          result.tokens.append(.set(result.sets.count))
          result.sets.append(try Glob.CharacterSet(name[(index + 1)..<end], whole: whole))
          index = end
        default:
          result.tokens.append(.byte(name[index]))
        }
        index += 1
      }
    }
  }
}

/// A pattern that cannot be read.
public struct GlobError: Error, Hashable, Sendable, CustomStringConvertible {
  public var pattern: [UInt8]
  public var problem: String

  init(_ pattern: [UInt8], _ problem: String) {
    self.pattern = pattern
    self.problem = problem
  }

  public var description: String { "cannot read the pattern '\(printable(pattern))': \(problem)" }
}

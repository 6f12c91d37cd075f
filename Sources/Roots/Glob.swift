/// A pattern of paths, as in `/usr/lib/python3*/**` or `/etc/{passwd,group}`.
///
/// | piece | matches |
/// | --- | --- |
/// | `*` | any characters of one name, also none, also a leading dot |
/// | `?` | one character of a name: a UTF-8 character, or one byte that is no part of one |
/// | `[a-z]`, `[!a-z]`, `[^a-z]`, `[[:digit:]]` | one character of (not of) the set |
/// | `**` as a whole name | directories, any number and also none; at the end everything below, not the directory itself |
/// | `{a,b}` | either; may hold slashes and other braces |
/// | `\` | the next character as it is |
///
/// Purely lexical: `matches` resolves no symbolic links, `Root.glob(_:)` does.
public struct Glob: Hashable, Sendable {
  /// As it was given.
  public let pattern: [UInt8]
  /// One for each way to choose from the braces.
  let alternatives: [Alternative]

  /// A pattern without braces.
  struct Alternative: Hashable, Sendable {
    var tokens: [Token] = []
    var sets: [CharacterSet] = []
  }

  enum Token: Hashable, Sendable {
    case byte(UInt8)
    case anyCharacter
    case anyCharacters
    case set(Int)
    /// `**/`: any number of names, each with the slash behind it.
    case anyDirectories
  }

  /// The characters between brackets; a byte that is no part of a UTF-8 character has a number above all of Unicode.
  struct CharacterSet: Hashable, Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    func contains(_ character: UInt32) -> Bool {
      ranges.contains { $0.contains(character) } != isNegated
    }
  }

  /// The pattern that matches these bytes and nothing else.
  public static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    let special = Array(#"*?[]{}\,"#.utf8)
    return bytes.flatMap { special.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
  }

  /// Whether nothing in it is special, so that it names at most one path.
  public var isLiteral: Bool { alternatives.count == 1 && alternatives[0].isLiteral }

  /// Whether the pattern matches `path`, by bytes alone.
  public func matches(_ path: RootPath) -> Bool { alternatives.contains { $0.matches(path) } }
}

extension Glob.Alternative {
  var isLiteral: Bool {
    tokens.allSatisfy { if case .byte = $0 { true } else { false } }
  }

  func matches(_ path: RootPath) -> Bool {
    // The root has no name that a `*` could match.
    if path.isRoot { return tokens.count == 1 }
    return matches(path.bytes.span, tokens.span)
  }

  /// Linear but for one retry point each for `*` and `**`: a later one makes an earlier one's retries needless.
  func matches(_ bytes: Span<UInt8>, _ tokens: Span<Glob.Token>) -> Bool {
    var position = 0
    var token = 0
    var star: (token: Int, position: Int)?
    var directories: (token: Int, position: Int)?
    while true {
      if token < tokens.count {
        switch tokens[token] {
        case .byte(let byte):
          if position < bytes.count, bytes[position] == byte {
            position += 1
            token += 1
            continue
          }
        case .anyCharacters:
          star = (token + 1, position)
          token += 1
          continue
        case .anyDirectories:
          directories = (token + 1, position)
          star = nil
          token += 1
          continue
        case let single:
          if position < bytes.count, let length = length(of: single, at: position, in: bytes) {
            position += length
            token += 1
            continue
          }
        }
      } else if position == bytes.count {
        return true
      }
      if let retry = star, retry.position < bytes.count, bytes[retry.position] != RootPath.slash {
        star = (retry.token, retry.position + 1)
        position = retry.position + 1
        token = retry.token
      } else if let retry = directories, let slash = Self.slash(from: retry.position, in: bytes) {
        directories = (retry.token, slash + 1)
        star = nil
        position = slash + 1
        token = retry.token
      } else {
        return false
      }
    }
  }

  private static func slash(from start: Int, in bytes: Span<UInt8>) -> Int? {
    var position = start
    while position < bytes.count {
      if bytes[position] == RootPath.slash { return position }
      position += 1
    }
    return nil
  }

  /// How many bytes a token for one character takes of what is there; nil where it does not match.
  private func length(of token: Glob.Token, at position: Int, in bytes: Span<UInt8>) -> Int? {
    if bytes[position] == RootPath.slash { return nil }
    if case .anyCharacter = token, bytes[position] < 0x80 { return 1 }
    let end = min(bytes.count, position + 4)
    let (character, length) = Glob.character(at: (position..<end).map { bytes[$0] }[...])
    switch token {
    case .anyCharacter: return length
    case .set(let index): return sets[index].contains(character) ? length : nil
    case .byte, .anyCharacters, .anyDirectories: return nil
    }
  }
}

extension Glob {
  /// The character that `bytes` begin with, which are not empty.
  static func character(at bytes: ArraySlice<UInt8>) -> (character: UInt32, length: Int) {
    let first = bytes[bytes.startIndex]
    if first < 0x80 { return (UInt32(first), 1) }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
      return (0x11_0000 + UInt32(first), 1)
    }
    return (scalar.value, UTF8.width(scalar))
  }
}

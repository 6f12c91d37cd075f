/// A pattern of `applies-to`: a glob with names in it, such as `$prefix/bin/python$version`.
///
/// A name at the beginning stands for any directory (the root too, as nothing), elsewhere for a part of one path component, at least one
/// byte long. `*` and `?` stay within a component, `**` as a whole component is any number of them, `[a-z]` and `[!a-z]` are one byte,
/// braces hold alternatives, and a backslash takes the meaning away from what follows.
public struct TriggerPattern: Hashable, Sendable {
  /// As it is written.
  public let text: String
  /// One per alternative that braces offer.
  let forms: [[Token]]

  enum Token: Hashable, Sendable {
    case literal(UInt8)
    /// `?`
    case any
    /// `[...]`: the bytes it takes.
    case oneOf(ByteSet)
    /// `*`, or a name within a component.
    case part(name: String?)
    /// A name at the beginning: a directory, or nothing.
    case directory(name: String)
    /// `**/`: any number of components.
    case components
  }

  /// The names in it.
  var names: Set<String> {
    var result: Set<String> = []
    for token in forms.joined() {
      switch token {
      case .part(let name?), .directory(let name): result.insert(name)
      default: break
      }
    }
    return result
  }

  /// What the names stand for where `path` matches; nil where it does not.
  public func match(_ path: [UInt8]) -> [String: [UInt8]]? {
    for form in forms {
      var matcher = Matcher(path: path, tokens: form)
      guard matcher.matches(0, 0) else { continue }
      var result: [String: [UInt8]] = [:]
      for (name, range) in matcher.bindings { result[name] = Array(path[range]) }
      return result
    }
    return nil
  }
}

/// A set of bytes.
struct ByteSet: Hashable, Sendable {
  private var words: [UInt64] = [0, 0, 0, 0]

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }
  mutating func invert() { words = words.map { ~$0 } }
}

/// One attempt to match one path.
private struct Matcher {
  let path: [UInt8]
  let tokens: [TriggerPattern.Token]
  /// Few and short-lived: cheaper than a dictionary.
  var bindings: [(name: String, range: Range<Int>)] = []
  /// A pattern with many stars could try for ever; no sane one comes near this.
  private var steps = 0

  init(path: [UInt8], tokens: [TriggerPattern.Token]) {
    self.path = path
    self.tokens = tokens
  }

  static let slash = UInt8(ascii: "/")

  mutating func matches(_ token: Int, _ position: Int) -> Bool {
    var token = token
    var position = position
    while token < tokens.count {
      steps += 1
      if steps > 20_000 { return false }
      switch tokens[token] {
      case .literal(let byte):
        guard position < path.count, path[position] == byte else { return false }
        position += 1
      case .any:
        guard position < path.count, path[position] != Self.slash else { return false }
        position += 1
      case .oneOf(let set):
        guard position < path.count, path[position] != Self.slash, set.contains(path[position])
        else { return false }
        position += 1
      case .part(let name):
        return part(name, after: token, from: position)
      case .directory(let name):
        // The shortest first; the pattern goes on with `/`.
        for end in position...path.count where end == path.count || path[end] == Self.slash {
          bindings.append((name, position..<end))
          if matches(token + 1, end) { return true }
          bindings.removeLast()
        }
        return false
      case .components:
        for start in position..<max(position, path.count)
        where start == position || path[start - 1] == Self.slash {
          if matches(token + 1, start) { return true }
        }
        return false
      }
      token += 1
    }
    return position == path.count
  }

  private mutating func part(_ name: String?, after token: Int, from position: Int) -> Bool {
    if let name, let known = bindings.first(where: { $0.name == name })?.range {
      guard path[position...].starts(with: path[known]) else { return false }
      return matches(token + 1, position + known.count)
    }
    let end = path[position...].firstIndex(of: Self.slash) ?? path.count
    let least = name == nil ? position : position + 1
    guard least <= end else { return false }
    // The longest first, so that a name takes the whole of `3.11`.
    for stop in (least...end).reversed() {
      if let name { bindings.append((name, position..<stop)) }
      if matches(token + 1, stop) { return true }
      if name != nil { bindings.removeLast() }
    }
    return false
  }
}

extension Value {
  /// Without the part at its beginning or end that a pattern matches, as `${name#pattern}` and its like cut it; nil where that cannot be
  /// known.
  func removing(_ pattern: Value, atEnd: Bool, longest: Bool) -> Value? {
    guard isKnown, pattern.isKnown, symbols.count <= 512 else { return nil }
    let text = symbols.map(Self.plain)
    // The empty match changes nothing, so that the order of lengths alone decides.
    let lengths = longest ? Array((0...text.count).reversed()) : Array(0...text.count)
    for length in lengths {
      let part = atEnd ? text[(text.count - length)...] : text[..<length]
      if Self.matches(part, pattern.symbols[...]) {
        return Value(symbols: atEnd ? text[..<(text.count - length)] : text[length...])
      }
    }
    return self
  }

  /// Whether a pattern matches all of a value that is known. A set in brackets is taken to match.
  func matches(_ pattern: Value) -> Bool {
    pattern.symbols.contains(Self.bracket)
      || Self.matches(symbols.map(Self.plain)[...], pattern.symbols[...])
  }

  /// Whether a pattern of `*` and `?` matches all of a text. A bracket is taken for any one symbol of its set only where it stands for
  /// a single byte, else for no match.
  private static func matches(_ text: ArraySlice<Symbol>, _ pattern: ArraySlice<Symbol>) -> Bool {
    var textIndex = text.startIndex
    var patternIndex = pattern.startIndex
    var retry: (text: Int, pattern: Int)?
    while textIndex < text.endIndex {
      if patternIndex < pattern.endIndex, pattern[patternIndex] == star {
        retry = (textIndex, patternIndex)
        patternIndex += 1
      } else if patternIndex < pattern.endIndex,
        pattern[patternIndex] == question || plain(pattern[patternIndex]) == text[textIndex]
      {
        patternIndex += 1
        textIndex += 1
      } else if let last = retry {
        retry = (last.text + 1, last.pattern)
        textIndex = last.text + 1
        patternIndex = last.pattern + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == star }
  }

  /// With one or every occurrence of a text replaced; nil where that cannot be known.
  func replacing(_ pattern: Value, with replacement: Value, all: Bool) -> Value? {
    guard isKnown, replacement.isKnown, let wanted = pattern.literal, !wanted.isEmpty else {
      return nil
    }
    let text = symbols.map(Self.plain)
    let part = wanted.map { Symbol($0) }
    var result: [Symbol] = []
    var index = 0
    var isDone = false
    while index < text.count {
      if !isDone, text[index...].starts(with: part) {
        result += replacement.symbols.map(Self.plain)
        index += part.count
        isDone = !all
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return Value(symbols: result)
  }

  /// What dirname(1) prints.
  var directory: Value? {
    guard let end = symbols.lastIndex(of: Self.slash) else {
      return isKnown ? Value([UInt8(ascii: ".")]) : nil
    }
    let parent = symbols[..<end]
    return parent.isEmpty ? Value([slashByte]) : Value(symbols: parent)
  }

  /// What basename(1) prints; nil where it is not known.
  var lastComponent: Value? {
    guard let end = symbols.lastIndex(of: Self.slash) else { return isKnown ? self : nil }
    let name = Value(symbols: symbols[(end + 1)...])
    return name.isKnown ? name : nil
  }

  /// `path` as seen from this directory; `..` of a path is taken away with the component before it.
  func appendingPath(_ path: Value) -> Value {
    if path.symbols.first == Self.slash { return path }
    var components = symbols.split(separator: Self.slash)
    let dot = Symbol(UInt8(ascii: "."))
    for component in path.symbols.split(separator: Self.slash) {
      if component.elementsEqual([dot]) { continue }
      if component.elementsEqual([dot, dot]) {
        if components.last?.contains(Self.unknown) == true { return .unknownText }
        _ = components.popLast()
      } else {
        components.append(component)
      }
    }
    var result: [Symbol] = []
    for component in components {
      result.append(Self.slash)
      result += component
    }
    return Value(symbols: result.isEmpty ? [Self.slash] : result)
  }
}

private let slashByte = UInt8(ascii: "/")

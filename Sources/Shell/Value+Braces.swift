extension Value {
  /// The values that bash's `{a,b}` stands for; itself where it has none. What `{1..9}` stands for is not known.
  var braceAlternatives: [Value] {
    guard symbols.contains(Self.brace) else { return [quoted] }
    var result = [Value()]
    var index = 0
    while index < symbols.count {
      if symbols[index] == Self.brace, let end = closing(from: index) {
        let inner = parts(of: symbols[index + 1..<end])
        if let inner {
          var next: [Value] = []
          for value in result {
            for part in inner where next.count < Self.maximumAlternatives {
              next.append(value + part)
            }
          }
          result = next
          index = end + 1
          continue
        }
      }
      let symbol = Value(symbols: symbols[index...index]).quoted
      for place in result.indices { result[place].append(symbol) }
      index += 1
    }
    return result
  }

  private static let maximumAlternatives = 32

  private func closing(from start: Int) -> Int? {
    var level = 0
    for index in start..<symbols.count {
      if symbols[index] == Self.brace { level += 1 }
      if symbols[index] == Self.closingBrace {
        level -= 1
        if level == 0 { return index }
      }
    }
    return nil
  }

  /// What the commas at the outermost level part; nil where there are none.
  private func parts(of symbols: ArraySlice<Symbol>) -> [Value]? {
    var level = 0
    var start = symbols.startIndex
    var result: [Value] = []
    for index in symbols.indices {
      switch symbols[index] {
      case Self.brace: level += 1
      case Self.closingBrace: level -= 1
      case Self.comma where level == 0:
        result += Value(symbols: symbols[start..<index]).braceAlternatives
        start = index + 1
      default: break
      }
    }
    if start == symbols.startIndex {
      let dots = Symbol(UInt8(ascii: "."))
      let isSequence = zip(symbols, symbols.dropFirst()).contains { $0 == dots && $1 == dots }
      return isSequence ? [.unknownText] : nil
    }
    return result + Value(symbols: symbols[start...]).braceAlternatives
  }
}

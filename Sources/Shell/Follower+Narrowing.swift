extension Follower {
  /// Goes through a branch of `case $name in`, in which the variable only has the values that its patterns match.
  func narrowing(_ subject: Word, to patterns: [Value], _ body: () -> Void) {
    if let number = argumentNumber(subject) {
      return narrowing(argument: number, to: patterns, body)
    }
    guard subject.parts.count == 1, case .parameter(let parameter, _) = subject.parts[0],
      parameter.operation == nil, !parameter.isLength, !parameter.isIndirect,
      parameter.subscriptParts.isEmpty, let before = variables[parameter.name]
    else { return body() }
    let narrowed = unique(
      before.flatMap { content in
        content.count == 1
          ? patterns.compactMap { content[0].narrowed(to: $0).map { [$0] } } : [content]
      })
    // None matches: then the values are not all known, or the branch is for other callers.
    guard !narrowed.isEmpty else { return body() }
    variables[parameter.name] = narrowed
    body()
    let after = variables[parameter.name] ?? []
    variables[parameter.name] = after == narrowed ? before : unique(before + after)
  }
}

extension Value {
  /// What remains of a value where a pattern of `case` matches it; nil where it cannot match.
  fileprivate func narrowed(to pattern: Value) -> Value? {
    guard pattern.isKnown else { return self }
    if isUnknown { return pattern.symbols.contains(where: Self.isPattern) ? self : pattern }
    guard isKnown else { return self }
    guard symbols.contains(where: Self.isPattern) else {
      return matches(pattern) ? self : nil
    }
    // `/dir/*` where `*.sh` matches is `/dir/*.sh`.
    if symbols.last == Self.star, pattern.symbols.first == Self.star {
      return Value(symbols: symbols + pattern.symbols.dropFirst())
    }
    return self
  }
}

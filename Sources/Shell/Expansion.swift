/// A word while it is expanded: the fields that are complete, and the one that still grows.
private struct FieldBuilder: Hashable {
  var fields: [Value] = []
  var current = Value()
  /// Whether there is a current field: `""` makes an empty one, an empty variable none.
  var isOpen = false

  mutating func append(_ value: Value) {
    current.append(value)
    isOpen = true
  }

  mutating func close() {
    if isOpen { fields.append(current) }
    current = Value()
    isOpen = false
  }

  /// Text whose blanks part fields.
  mutating func appendSplit(_ value: Value) {
    guard !value.isEmpty else { return }
    var rest = value.symbols[...]
    while true {
      let field = rest.prefix { !Value.isBlank($0) }
      if !field.isEmpty { append(Value(symbols: field)) }
      rest = rest.dropFirst(field.count)
      guard !rest.isEmpty else { return }
      close()
      rest = rest.drop(while: Value.isBlank)
    }
  }
}

extension Follower {
  /// The lists of fields that a word may stand for: at least one.
  func expand(_ word: Word) -> [[Value]] {
    var lists = expand(withHome(word.parts), splits: true)
    for index in lists.indices { lists[index] = lists[index].flatMap(\.braceAlternatives) }
    return lists
  }

  /// The values that a word may stand for where it is not split: in assignments, as a target, after `case`.
  func expandUnsplit(_ word: Word) -> [Value] {
    expand(withHome(word.parts), splits: false).map { $0.first?.quoted ?? Value() }
  }

  /// As `expandUnsplit`, with its patterns still active.
  func expandPattern(_ parts: [WordPart]) -> [Value] {
    expand(parts, splits: false).map { $0.first ?? Value() }
  }

  /// `~/...` is below $HOME.
  private func withHome(_ parts: [WordPart]) -> [WordPart] {
    guard case .bare(let text)? = parts.first, text.first == UInt8(ascii: "~") else {
      return parts
    }
    let user = text.dropFirst().prefix { $0 != slash }
    let name = user.isEmpty ? Array("HOME".utf8) : Array("_".utf8)
    return [
      .parameter(Parameter(name: name), quoted: true), .bare(Array(text.dropFirst(1 + user.count))),
    ]
      + parts.dropFirst()
  }

  func expand(_ parts: [WordPart], splits: Bool) -> [[Value]] {
    var builders = [FieldBuilder()]
    for part in parts { append(part, to: &builders, splits: splits) }
    return builders.map { builder in
      var builder = builder
      builder.close()
      return builder.fields
    }
  }

  private func append(_ part: WordPart, to builders: inout [FieldBuilder], splits: Bool) {
    switch part {
    case .literal(let text):
      for index in builders.indices { builders[index].append(Value(text)) }
    case .bare(let text):
      let value = Value(bare: text)
      for index in builders.indices {
        if splits { builders[index].appendSplit(value) } else { builders[index].append(value) }
      }
    case .parameter(let parameter, let quoted):
      append(contents(of: parameter, quoted: quoted), to: &builders, quoted: quoted, splits: splits)
    case .command(let items, let quoted):
      append(
        outputs(of: items).map { [$0] }, to: &builders, quoted: quoted, splits: splits)
    case .arithmetic(let inner, _):
      _ = expand(inner, splits: false)
      for index in builders.indices { builders[index].append(.unknownText) }
    case .process(let items):
      _ = outputs(of: items)
      for index in builders.indices { builders[index].append(.unknownText) }
    case .array(let words):
      for word in words {
        let lists = expand(word)
        var next: [FieldBuilder] = []
        for builder in builders {
          for list in lists where next.count < Variables.maximumContents {
            var builder = builder
            builder.close()
            builder.fields += list
            next.append(builder)
          }
        }
        builders = next
      }
    }
  }

  private func append(
    _ contents: [Variables.Content], to builders: inout [FieldBuilder], quoted: Bool, splits: Bool
  ) {
    var next: [FieldBuilder] = []
    for builder in builders {
      for content in contents where next.count < Variables.maximumContents {
        var builder = builder
        let content = affordable(content)
        append(content, to: &builder, quoted: quoted, splits: splits)
        if !next.contains(builder) { next.append(builder) }
      }
    }
    builders = next
  }

  private func append(
    _ content: Variables.Content, to builder: inout FieldBuilder, quoted: Bool, splits: Bool
  ) {
    if !splits {
      // In an assignment, several fields become one.
      for (index, value) in content.enumerated() {
        if index > 0 { builder.append(Value([UInt8(ascii: " ")])) }
        builder.append(value.quoted)
      }
      return
    }
    if quoted {
      // One value is one field, even if empty; the elements of "$@" are as many fields as they are.
      if content.count == 1, content[0] != .anyFields {
        builder.append(content[0].quoted)
        return
      }
      for (index, value) in content.enumerated() {
        if index > 0 { builder.close() }
        builder.append(value == .anyFields ? value : value.quoted)
      }
      return
    }
    for (index, value) in content.enumerated() {
      if index > 0 { builder.close() }
      if value == .unknownText {
        builder.append(.anyFields)
      } else {
        builder.appendSplit(value.unquoted)
      }
    }
  }
}

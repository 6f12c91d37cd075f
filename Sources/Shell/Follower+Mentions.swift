extension Follower {
  /// Notes the absolute paths in what a word stands for.
  ///
  /// - Parameter isTold: whether people are told that; then what stands behind other words is part of a sentence.
  func mention(_ word: Word, _ values: [Value], isTold: Bool = false) {
    for value in values {
      let isSentence =
        isTold && value.symbols.first != Value.slash && value.symbols.contains(Self.blank)
      for part in value.symbols.split(whereSeparator: Self.partsPaths) {
        mentionIfAbsolute(Self.withoutOption(part), isSentence ? .told : .word, line: word.line)
      }
    }
  }

  private static let blank = Value.Symbol(UInt8(ascii: " "))

  /// Notes the absolute paths in a here-document, line by line.
  func mentionLines(of document: Word) {
    var line = Word(parts: [], line: document.line)
    func flush() {
      if !line.parts.isEmpty { mention(line, expandUnsplit(line)) }
      line.parts = []
    }
    for part in document.parts {
      guard case .literal(let text) = part else {
        line.parts.append(part)
        continue
      }
      let pieces = text.split(separator: newline, omittingEmptySubsequences: false)
      for (index, piece) in pieces.enumerated() {
        if index > 0 {
          flush()
          line.line += 1
        }
        if !piece.isEmpty { line.parts.append(.literal(Array(piece))) }
      }
    }
    flush()
  }

  /// The text of a here-document or here-string, as a script: what is not known in it is not known there, too.
  func text(of document: Word) -> [UInt8] {
    var result: [UInt8] = []
    for part in document.parts {
      if case .literal(let text) = part {
        result += text
      } else {
        result += scriptText(
          expandUnsplit(Word(parts: [part], line: document.line)).first ?? Value())
      }
    }
    return result
  }

  /// Notes what is a path as a whole; where the working directory is known, also a relative one.
  func mentionPath(_ value: Value, _ role: PathMention.Role, line: Int) {
    for path in absolute(value) { mentionIfAbsolute(path.symbols[...], role, line: line) }
  }

  /// The path as seen from each possible working directory; itself where none is known.
  func absolute(_ path: Value) -> [Value] {
    guard let first = path.symbols.first, first != Value.slash, first != Value.unknown else {
      return [path]
    }
    let directories = (variables[workingDirectoryName] ?? []).compactMap { content in
      content.first.flatMap { $0.symbols.first == Value.slash ? $0 : nil }
    }
    return directories.isEmpty ? [path] : directories.map { $0.appendingPath(path) }
  }

  private func mentionIfAbsolute(
    _ symbols: ArraySlice<Value.Symbol>, _ role: PathMention.Role, line: Int
  ) {
    guard symbols.count > 1, symbols.first == Value.slash,
      // What comes after `//` is a host.
      symbols[symbols.startIndex + 1] != Value.slash
    else { return }
    let first = symbols.dropFirst().prefix { $0 != Value.slash }
    // Nothing can be said of a path whose first directory is computed.
    guard !first.contains(where: { $0 == Value.unknown || $0 == Value.unknownFields }) else {
      return
    }
    let (path, exactness) = pattern(symbols)
    note(PathMention(path: path, exactness: exactness, role: role, line: line))
  }

  /// Symbols as a path, or as a pattern where they have marks.
  func pattern(_ symbols: some Collection<Value.Symbol>) -> (path: [UInt8], exactness: Exactness) {
    let isPartial = symbols.contains { $0 == Value.unknown || $0 == Value.unknownFields }
    let isPattern = isPartial || symbols.contains(where: Value.isPattern)
    var path: [UInt8] = []
    for symbol in symbols {
      if symbol == Value.unknown || symbol == Value.unknownFields {
        if path.last != UInt8(ascii: "*") { path.append(UInt8(ascii: "*")) }
        continue
      }
      guard let byte = UInt8(exactly: Value.plain(symbol)) else { continue }
      if isPattern, !Value.isPattern(symbol), Self.meansPattern(byte) { path.append(backslash) }
      path.append(byte)
    }
    return (path, isPartial ? .partial : isPattern ? .glob : .literal)
  }

  private static func meansPattern(_ byte: UInt8) -> Bool { "*?[\\{".utf8.contains(byte) }

  /// What stands between paths in a value: `--file=/a`, `/a:/b`, `"/a"`.
  private static func partsPaths(_ symbol: Value.Symbol) -> Bool {
    guard let byte = UInt8(exactly: symbol) else { return symbol == Value.comma }
    return byte <= 0x20 || "=:,;'\"()<>|&`".utf8.contains(byte)
  }

  /// `-I/usr/include` is a path behind a letter.
  private static func withoutOption(
    _ symbols: ArraySlice<Value.Symbol>
  ) -> ArraySlice<Value.Symbol> {
    guard symbols.first == Value.Symbol(UInt8(ascii: "-")),
      symbols.dropFirst(2).first == Value.slash
    else { return symbols }
    return symbols.dropFirst(2)
  }
}

/// Where the working directory is kept while a script is followed.
let workingDirectoryName = Array("PWD".utf8)

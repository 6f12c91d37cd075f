/// The part of a name that a program completes when it runs: `%s/%s.conf` of printf(3), `$lib/x.so` of a script.
///
/// What is put in may be anything, slashes and nothing included; the rest stands as it is. So of the files below the directory before it only those
/// can be meant whose names have the fixed parts in their order, the last at their end.
struct PathTemplate {
  /// The fixed parts, each free of what is put in; an empty one at the end where the name ends with what is put in.
  private var parts: [[UInt8]] = [[]]
  /// How many directories the template goes down at least where nothing that is put in is empty.
  private var depth = 0

  /// - Parameter text: what follows the slash behind the directory.
  init(_ text: ArraySlice<UInt8>) {
    var position = text.startIndex
    while position < text.endIndex {
      let byte = text[position]
      position += 1
      switch byte {
      case UInt8(ascii: "%") where position < text.endIndex:
        if text[position] == UInt8(ascii: "%") {
          parts[parts.count - 1].append(byte)
          position += 1
        } else {
          Self.skipConversion(text, &position)
          parts.append([])
        }
      case UInt8(ascii: "$"):
        guard Self.skipVariable(text, &position) else {
          // An element, a method, the output of a command: where it ends only its language knows.
          parts = [[], []]
          return
        }
        parts.append([])
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "%"):
        // The rest is a pattern too.
        parts.append([])
      case UInt8(ascii: "/"):
        if parts[parts.count - 1].last != byte { parts[parts.count - 1].append(byte) }
        depth += 1
      default: parts[parts.count - 1].append(byte)
      }
    }
  }

  /// Whether a path below the directory, without a slash before it, can be what the template makes.
  func canName(_ path: ArraySlice<UInt8>) -> Bool {
    // Two names that are put in with a slash between are of a directory and something in it.
    if depth > 1, !path.contains(UInt8(ascii: "/")) { return false }
    var rest = path
    for (index, part) in parts.enumerated() where !part.isEmpty {
      // Beside an empty name a slash is one too many.
      let part = part.elementsEqual([UInt8(ascii: "/")]) ? [] : part
      if index == 0 {
        guard rest.starts(with: part) else { return false }
        rest = rest.dropFirst(part.count)
      } else if index == parts.count - 1 {
        return rest.suffix(part.count).elementsEqual(part)
          || (part.first == UInt8(ascii: "/") && rest.elementsEqual(part.dropFirst()))
      } else {
        guard let end = Self.end(of: part, in: rest) else { return false }
        rest = rest[end...]
      }
    }
    return true
  }

  /// Where the first place of `part` ends.
  private static func end(of part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= part.count else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - part.count)
    where bytes[start..<(start + part.count)].elementsEqual(part) {
      return start + part.count
    }
    return nil
  }

  /// `s`, `-5.3lld`, `(name)s`, `{name}`
  private static func skipConversion(_ text: ArraySlice<UInt8>, _ position: inout Int) {
    if skipBracket(text, &position), text[position - 1] == UInt8(ascii: "}") { return }
    while position < text.endIndex, "0123456789.-+#lhzjt".utf8.contains(text[position]) {
      position += 1
    }
    if position < text.endIndex, text[position] != UInt8(ascii: "/") { position += 1 }
  }

  /// `name`, `{name}`; answers false where more than the name belongs to it.
  private static func skipVariable(_ text: ArraySlice<UInt8>, _ position: inout Int) -> Bool {
    if skipBracket(text, &position) { return text[position - 1] == UInt8(ascii: "}") }
    while position < text.endIndex, CodeLiterals.isNameByte(text[position]) { position += 1 }
    return position == text.endIndex
      || !(text[position] == UInt8(ascii: "[") || text[position] == UInt8(ascii: "{")
        || text[position] == UInt8(ascii: ":") || text[position...].starts(with: "->".utf8))
  }

  private static func skipBracket(_ text: ArraySlice<UInt8>, _ position: inout Int) -> Bool {
    guard position < text.endIndex else { return false }
    let closing: UInt8
    switch text[position] {
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    case UInt8(ascii: "{"): closing = UInt8(ascii: "}")
    default: return false
    }
    guard let end = text[position...].firstIndex(of: closing) else { return false }
    position = end + 1
    return true
  }
}

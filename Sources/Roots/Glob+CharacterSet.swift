extension Glob.CharacterSet {
  /// What stands between the brackets.
  init(_ bytes: ArraySlice<UInt8>, whole: [UInt8]) throws(GlobError) {
    self.init()
    var rest = bytes
    if let first = rest.first, [UInt8(ascii: "!"), UInt8(ascii: "^")].contains(first) {
      isNegated = true
      rest = rest.dropFirst()
    }
    while !rest.isEmpty {
      if let named = Self.named(rest) {
        guard let members = Self.classes[named.name] else {
          throw GlobError(whole, "there is no character class '\(named.name)'")
        }
        ranges += members
        rest = rest.dropFirst(named.length)
        continue
      }
      let low = try Self.member(&rest, whole: whole)
      // A dash in the last place is a member.
      guard rest.count > 1, rest.first == UInt8(ascii: "-") else {
        ranges.append(low...low)
        continue
      }
      rest = rest.dropFirst()
      let high = try Self.member(&rest, whole: whole)
      guard low <= high else { throw GlobError(whole, "a range between brackets is backwards") }
      ranges.append(low...high)
    }
  }

  private static func member(
    _ rest: inout ArraySlice<UInt8>, whole: [UInt8]
  ) throws(GlobError) -> UInt32 {
    if rest.first == UInt8(ascii: "\\") { rest = rest.dropFirst() }
    guard !rest.isEmpty else { throw GlobError(whole, "nothing follows a '\\' between brackets") }
    let (character, length) = Glob.character(at: rest)
    rest = rest.dropFirst(length)
    return character
  }

  /// `[:name:]` at the start of `bytes`.
  private static func named(_ bytes: ArraySlice<UInt8>) -> (name: String, length: Int)? {
    guard bytes.starts(with: "[:".utf8) else { return nil }
    let inner = bytes.dropFirst(2)
    guard let colon = inner.firstIndex(of: UInt8(ascii: ":")),
      inner[colon...].starts(with: ":]".utf8)
    else { return nil }
    return (String(decoding: inner[..<colon], as: UTF8.self), colon + 2 - bytes.startIndex)
  }

  /// POSIX's classes, in the C locale: what a pattern means must not depend on the machine.
  private static let classes: [String: [ClosedRange<UInt32>]] = [
    "alnum": [0x30...0x39, 0x41...0x5a, 0x61...0x7a],
    "alpha": [0x41...0x5a, 0x61...0x7a],
    "blank": [0x09...0x09, 0x20...0x20],
    "digit": [0x30...0x39],
    "lower": [0x61...0x7a],
    "punct": [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e],
    "space": [0x09...0x0d, 0x20...0x20],
    "upper": [0x41...0x5a],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]
}

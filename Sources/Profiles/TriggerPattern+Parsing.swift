extension TriggerPattern {
  /// What cannot be read in a pattern.
  struct Failure: Error {
    var text: String
    init(_ text: String) { self.text = text }
  }

  /// Braces multiply; this many alternatives are enough for everybody.
  private static let maximumForms = 256

  init(_ text: String) throws(Failure) {
    let bytes = Array(text.utf8)
    try Self.checkComponents(of: bytes)
    self.text = text
    forms = try Self.forms(of: bytes)
  }

  /// What holds for every pattern of a profile: it begins at the root, has no `.` or `..`, and its braces and brackets are closed.
  static func check(_ bytes: [UInt8]) throws(Failure) {
    try checkComponents(of: bytes)
    _ = try forms(of: bytes)
  }

  private static func forms(of bytes: [UInt8]) throws(Failure) -> [[Token]] {
    var result: [[Token]] = []
    for form in try alternatives(bytes) { result.append(try tokens(form)) }
    return result
  }

  private static func checkComponents(of bytes: [UInt8]) throws(Failure) {
    guard bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "$") else {
      throw Failure("a pattern begins with '/', or with a name such as '$prefix'")
    }
    if bytes.count == 1, bytes[0] != UInt8(ascii: "$") { return }
    if bytes.contains(0) { throw Failure("a NUL in a pattern") }
    if bytes.count > 1024 { throw Failure("a pattern of more than 1024 bytes") }
    for part in bytes.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      if part.isEmpty { throw Failure("'//', or a '/' at the end, in a pattern") }
      if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) {
        throw Failure("'\(String(decoding: part, as: UTF8.self))' in a pattern")
      }
    }
  }

  /// The names in the pattern `text`, which has been checked.
  static func names(in text: String) -> Set<String> {
    (try? TriggerPattern(text))?.names ?? []
  }

  /// Braces written out: `a{b,c}` is `ab` and `ac`.
  static func alternatives(_ bytes: [UInt8]) throws(Failure) -> [[UInt8]] {
    var depth = 0
    var open: Int?
    var commas: [Int] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "{"):
        if depth == 0 { open = index }
        depth += 1
        if depth > 8 { throw Failure("braces nested more than eight deep") }
      case UInt8(ascii: ","): if depth == 1 { commas.append(index) }
      case UInt8(ascii: "}"):
        depth -= 1
        guard depth >= 0 else { throw Failure("'}' without '{' in a pattern") }
        guard depth == 0, let start = open else { break }
        var result: [[UInt8]] = []
        var from = start + 1
        for end in commas + [index] {
          // The rest may have braces of its own, and so may each alternative.
          let form = Array(bytes[..<start] + bytes[from..<end] + bytes[(index + 1)...])
          result += try alternatives(form)
          if result.count > maximumForms {
            throw Failure("more than \(maximumForms) alternatives in braces")
          }
          from = end + 1
        }
        return result
      default: break
      }
      index += 1
    }
    if depth > 0 { throw Failure("'{' without '}' in a pattern") }
    return [bytes]
  }

  private static func tokens(_ bytes: [UInt8]) throws(Failure) -> [Token] {
    var result: [Token] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\\"):
        guard index < bytes.count else { throw Failure("a '\\' at the end of a pattern") }
        result.append(.literal(bytes[index]))
        index += 1
      case UInt8(ascii: "?"): result.append(.any)
      case UInt8(ascii: "["):
        let (set, end) = try set(bytes, from: index)
        result.append(.oneOf(set))
        index = end
      case UInt8(ascii: "$"):
        let end = bytes[index...].firstIndex { !isNameByte($0) } ?? bytes.count
        guard end > index else {
          throw Failure("a '$' without a name in a pattern; write '\\$' for the sign itself")
        }
        let name = String(decoding: bytes[index..<end], as: UTF8.self)
        result.append(index == 1 ? .directory(name: name) : .part(name: name))
        if index == 1, end < bytes.count, bytes[end] != UInt8(ascii: "/") {
          throw Failure("'$\(name)' stands for a directory and must be followed by '/'")
        }
        index = end
      case UInt8(ascii: "*"):
        guard index < bytes.count, bytes[index] == byte else {
          result.append(.part(name: nil))
          break
        }
        let startsComponent = index < 2 || bytes[index - 2] == UInt8(ascii: "/")
        guard startsComponent, index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "/")
        else { throw Failure("'**' stands for whole components: '/**/' or '/**' at the end") }
        if index + 1 == bytes.count {
          result += [.components, .part(name: nil)]
          index += 1
        } else {
          result.append(.components)
          index += 2
        }
      default: result.append(.literal(byte))
      }
    }
    return result
  }

  /// The bytes of `[...]`, and where it ends.
  private static func set(_ bytes: [UInt8], from start: Int) throws(Failure) -> (ByteSet, Int) {
    var set = ByteSet()
    var index = start
    let inverted = index < bytes.count && (bytes[index] == 0x21 || bytes[index] == 0x5e)
    if inverted { index += 1 }
    let first = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") || index == first {
      if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"),
        bytes[index + 2] != UInt8(ascii: "]")
      {
        guard bytes[index] <= bytes[index + 2] else { throw Failure("an empty range in '[]'") }
        for byte in bytes[index]...bytes[index + 2] { set.insert(byte) }
        index += 3
      } else {
        set.insert(bytes[index])
        index += 1
      }
    }
    guard index < bytes.count else { throw Failure("'[' without ']' in a pattern") }
    if inverted { set.invert() }
    return (set, index + 1)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

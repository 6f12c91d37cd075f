/// What Scheme text says of modules: any list of symbols, and any string, may be the name of one.
///
/// `(use-modules (ice-9 match) ((srfi srfi-1) #:select (fold)))`, `(import (rnrs lists (6)))`, `(@ (web uri) x)`, `(resolve-module '(a b))` and
/// `(load-from-path "ice-9/posix")` have this in common, so no form is told apart from another.
struct GuileSource {
  /// Candidates, their parts joined by slashes; those of a list with all its beginnings.
  var names: Set<[UInt8]> = []
  /// What names are put together from: `(web server ,kind)`, by its fixed part.
  var computed: Set<[UInt8]> = []
  /// Strings as they stand: also names of extensions.
  var strings: Set<[UInt8]> = []

  /// No name has more parts.
  private static let longestName = 6
  private static let longestString = 128

  /// - Parameter first: what the names of modules begin with: other lists are passed over.
  init(_ text: borrowing RawSpan, first: Set<[UInt8]>) {
    let count = text.byteCount
    var index = 0
    while index < count {
      let byte = text.byte(at: index)
      index += 1
      switch byte {
      case UInt8(ascii: ";"):
        while index < count, text.byte(at: index) != 0x0a { index += 1 }
      case UInt8(ascii: "#"):
        guard index < count else { break }
        let next = text.byte(at: index)
        if next == UInt8(ascii: "\\") {
          // A character: `#\(`, `#\"`.
          index += 2
        } else if next == UInt8(ascii: "|") {
          index = Self.endOfComment(text, index + 1)
        }
      case UInt8(ascii: "\""): index = readString(text, index)
      case UInt8(ascii: "("): readList(text, index, first)
      default: break
      }
    }
  }

  private static func endOfComment(_ text: borrowing RawSpan, _ start: Int) -> Int {
    var index = start
    while index + 1 < text.byteCount {
      if text.byte(at: index) == UInt8(ascii: "|"), text.byte(at: index + 1) == UInt8(ascii: "#") {
        return index + 2
      }
      index += 1
    }
    return text.byteCount
  }

  private mutating func readString(_ text: borrowing RawSpan, _ start: Int) -> Int {
    var index = start
    var string: [UInt8] = []
    while index < text.byteCount {
      let byte = text.byte(at: index)
      index += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { index += 1 }
      if string.count <= Self.longestString { string.append(byte) }
    }
    if string.count > 1, string.count <= Self.longestString { strings.insert(string) }
    return index
  }

  /// The symbols that a list begins with.
  private mutating func readList(
    _ text: borrowing RawSpan, _ start: Int, _ first: Set<[UInt8]>
  ) {
    var index = start
    var name: [UInt8] = []
    for part in 0..<Self.longestName {
      while index < text.byteCount, Self.isSpace(text.byte(at: index)) { index += 1 }
      guard index < text.byteCount else { return }
      if text.byte(at: index) == UInt8(ascii: ",") {
        if part > 0 { computed.insert(name) }
        return
      }
      let begin = index
      while index < text.byteCount, Self.isSymbol(text.byte(at: index)) { index += 1 }
      guard index > begin, index - begin <= Self.longestString else { return }
      let symbol = (begin..<index).map { text.byte(at: $0) }
      if part == 0 {
        guard first.contains(symbol) else { return }
        name = symbol
      } else {
        if part == 1, name.elementsEqual("srfi".utf8) { names.insert(Self.numbered(symbol)) }
        name.append(UInt8(ascii: "/"))
        name += symbol
      }
      names.insert(name)
    }
  }

  /// `(srfi 1)` and `(srfi :1)` of the standards are `(srfi srfi-1)` here.
  private static func numbered(_ symbol: [UInt8]) -> [UInt8] {
    Array("srfi/srfi-".utf8) + symbol.drop { $0 == UInt8(ascii: ":") }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  private static func isSymbol(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7f && !"()[]\"';`,|".utf8.contains(byte)
  }
}

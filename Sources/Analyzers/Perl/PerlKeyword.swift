/// The words after which a source loads or starts something.
enum PerlKeyword {
  case none, use, require, `do`, eval, start

  init(_ text: [UInt8], _ range: Range<Int>) {
    self = .none
    guard (2...7).contains(range.count) else {
      // `IPC::Open3::open3`
      guard range.count > 7, range.count < 64,
        text[range.upperBound - 1] != UInt8(ascii: ":"),
        let colon = range.last(where: { text[$0] == UInt8(ascii: ":") })
      else { return }
      let own = colon + 1..<range.upperBound
      for word in Self.starters where Self.equal(text, own, word) { self = .start }
      return
    }
    switch text[range.lowerBound] {
    case UInt8(ascii: "u") where Self.equal(text, range, Self.useWord),
      UInt8(ascii: "n") where Self.equal(text, range, Self.noWord):
      self = .use
    case UInt8(ascii: "r") where Self.equal(text, range, Self.requireWord): self = .require
    case UInt8(ascii: "d") where Self.equal(text, range, Self.doWord): self = .do
    case UInt8(ascii: "e") where Self.equal(text, range, Self.evalWord): self = .eval
    default:
      for word in Self.starters where Self.equal(text, range, word) { self = .start }
    }
  }

  private static func equal(_ text: [UInt8], _ range: Range<Int>, _ word: [UInt8]) -> Bool {
    guard range.count == word.count else { return false }
    for offset in word.indices where text[range.lowerBound + offset] != word[offset] {
      return false
    }
    return true
  }

  private static let useWord = Array("use".utf8)
  private static let noWord = Array("no".utf8)
  private static let requireWord = Array("require".utf8)
  private static let doWord = Array("do".utf8)
  private static let evalWord = Array("eval".utf8)
  private static let starters = [
    "system", "exec", "open2", "open3", "capture", "run", "popen",
  ].map { Array($0.utf8) }
}

/// A set of words, with a quick test that most strings fail.
public struct WordFilter: Sendable {
  private var common: Set<[UInt8]>
  private var own: Set<[UInt8]>
  /// The length of the longest word.
  private(set) var longest: Int
  /// For the first two bytes of a word, folded into 12 bits, which lengths words have that begin so; the last bit stands for all longer ones.
  private var lengths: [UInt64]

  /// No words.
  public init() {
    common = []
    own = []
    longest = 0
    lengths = []
  }

  /// Words of fewer than two bytes are never found.
  public init(words: Set<[UInt8]>) {
    self.init()
    common = words
    note(words)
  }

  /// These words and further ones: what many objects have in common is arranged once.
  public func adding(_ words: Set<[UInt8]>) -> WordFilter {
    if words.isEmpty { return self }
    var result = self
    result.own.formUnion(words)
    result.note(words)
    return result
  }

  private mutating func note(_ words: Set<[UInt8]>) {
    for word in words where word.count >= 2 {
      if lengths.isEmpty { lengths = [UInt64](repeating: 0, count: 4096) }
      longest = max(longest, word.count)
      lengths[Self.slot(word[0], word[1])] |= Self.bit(word.count)
    }
  }

  /// Whether there is no word.
  public var isEmpty: Bool { longest == 0 }

  /// Whether every word of `other` is among these. May say no where the two share less than they could.
  public func isSuperset(of other: WordFilter) -> Bool {
    if other.isEmpty { return true }
    return (other.common.isEmpty || common == other.common) && own.isSuperset(of: other.own)
  }

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) << 5 ^ Int(second)) & 4095
  }

  private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }

  /// The word that begins at `start` and ends with its string.
  @inline(__always)
  func word(at start: Int, _ text: Text) -> [UInt8]? {
    let possible = unsafe lengths[Self.slot(text[start], text[start + 1])]
    if possible == 0 { return nil }
    return unsafe word(at: start, text, possible)
  }

  private func word(at start: Int, _ text: Text, _ possible: UInt64) -> [UInt8]? {
    let end = unsafe text.end(of: start, limit: longest)
    guard let end, end - start >= 2, possible & Self.bit(end - start) != 0 else { return nil }
    return unsafe known(text.bytes(start..<end))
  }

  /// The word that `range` is.
  func word(_ range: Range<Int>, _ text: Text) -> [UInt8]? {
    guard range.count >= 2,
      unsafe lengths[Self.slot(text[range.lowerBound], text[range.lowerBound + 1])]
        & Self.bit(range.count) != 0
    else { return nil }
    return unsafe known(text.bytes(range))
  }

  private func known(_ word: [UInt8]) -> [UInt8]? {
    common.contains(word) || own.contains(word) ? word : nil
  }
}

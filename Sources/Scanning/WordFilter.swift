/// A set of words, with a quick test that most strings fail.
public struct WordFilter: Sendable {
  private var common: Set<[UInt8]>
  private var own: Set<[UInt8]>
  /// The length of the longest word.
  private(set) var longest: Int
  /// One bit for each value of a hash of 16 bits: of three bytes, whether a word begins so, and of whole words, whether it may be one. 8 KB each, which
  /// stay in the nearest caches.
  private var beginnings: [UInt64]
  private var wholes: [UInt64]

  /// No words.
  public init() {
    common = []
    own = []
    longest = 0
    beginnings = []
    wholes = []
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
      if beginnings.isEmpty {
        beginnings = [UInt64](repeating: 0, count: 1024)
        wholes = beginnings
      }
      longest = max(longest, word.count)
      let third = word.count > 2 ? UInt32(word[2]) << 16 : 0
      let hash = Self.hash(UInt32(word[0]) | UInt32(word[1]) << 8 | third)
      beginnings[hash >> 6] |= 1 << UInt64(hash & 63)
      let whole = Int(word.reduce(Self.start) { Self.adding($1, to: $0) } >> 16)
      wholes[whole >> 6] |= 1 << UInt64(whole & 63)
    }
  }

  /// Whether there is no word.
  public var isEmpty: Bool { longest == 0 }

  /// Whether every word of `other` is among these. May say no where the two share less than they could.
  public func isSuperset(of other: WordFilter) -> Bool {
    if other.isEmpty { return true }
    return (other.common.isEmpty || common == other.common) && own.isSuperset(of: other.own)
  }

  /// Of 16 bits, of three bytes, the first one lowest. A word of two bytes counts as if a NUL followed.
  @inline(__always)
  private static func hash(_ bytes: UInt32) -> Int { Int((bytes &* 0x9e37_79b1) >> 16) }

  @inline(__always)
  private func mayBegin(_ bytes: UInt32) -> Bool {
    let hash = Self.hash(bytes)
    return beginnings[hash >> 6] >> UInt64(hash & 63) & 1 != 0
  }

  /// The word that begins at `start` and ends with its string.
  @inline(__always)
  func word(at start: Int, _ text: Text) -> [UInt8]? {
    guard unsafe mayBegin(text.threeBytes(at: start)) else { return nil }
    return unsafe wholeWord(at: start, text)
  }

  private func wholeWord(at start: Int, _ text: Text) -> [UInt8]? {
    var end = start
    var hash = Self.start
    while true {
      let byte = unsafe text[end]
      if byte == 0 { break }
      if end - start == longest { return nil }
      hash = Self.adding(byte, to: hash)
      end += 1
    }
    guard end - start >= 2, mayBe(hash) else { return nil }
    return unsafe known(text.bytes(start..<end))
  }

  /// The word that `range` is.
  func word(_ range: Range<Int>, _ text: Text) -> [UInt8]? {
    let beginning = unsafe text.threeBytes(at: range.lowerBound)
    guard range.count >= 2, mayBegin(range.count > 2 ? beginning : beginning & 0xffff) else {
      return nil
    }
    var hash = Self.start
    for position in range { hash = unsafe Self.adding(text[position], to: hash) }
    return mayBe(hash) ? unsafe known(text.bytes(range)) : nil
  }

  /// FNV-1a.
  private static var start: UInt32 { 0x811c_9dc5 }

  @inline(__always)
  private static func adding(_ byte: UInt8, to hash: UInt32) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  private func mayBe(_ hash: UInt32) -> Bool {
    let place = Int(hash >> 16)
    return wholes[place >> 6] >> UInt64(place & 63) & 1 != 0
  }

  private func known(_ word: [UInt8]) -> [UInt8]? {
    common.contains(word) || own.contains(word) ? word : nil
  }
}

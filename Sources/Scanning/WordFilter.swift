internal import CScan

/// Which words are of interest, as a test that nearly all other strings fail.
///
/// Of the words only bits remain: the names of all files of a root fit. A word that is none of them may pass by accident, so whoever asks compares.
public struct WordFilter: Sendable {
  /// A power of two of bits, one of them for each word's hash; none where there is no word.
  private var bits: [UInt64] = []
  private var shift: UInt64 = 0
  /// A power of two of bits, one of them for each word's `pith_head`: what most strings fail goes first, for many of them together.
  private var heads: [UInt64] = []
  private var headShift: UInt64 = 0
  /// The length of the longest word.
  private(set) var longest = 0

  /// Longer words are passed over, and so are those of one byte.
  static let lengths = 2...64

  /// No words.
  public init() {}

  public init(words: some Collection<[UInt8]>) {
    self.init(capacity: words.count)
    for word in words { insert(word[...]) }
  }

  /// No words yet, and room for so many.
  public init(capacity: Int) {
    // One bit of sixteen is set at most, and the whole stays in the nearer caches.
    var size = 4096
    while size < capacity * 16, size < 1 << 22 { size *= 2 }
    bits = [UInt64](repeating: 0, count: size / 64)
    shift = UInt64(64 - size.trailingZeroBitCount)
    // Fewer than the words, since many begin alike.
    size /= 4
    heads = [UInt64](repeating: 0, count: size / 64)
    headShift = UInt64(64 - size.trailingZeroBitCount)
  }

  public mutating func insert(_ word: ArraySlice<UInt8>) {
    guard !bits.isEmpty, Self.lengths.contains(word.count) else { return }
    longest = max(longest, word.count)
    var hash = WordHash()
    var head: UInt64?
    unsafe word.withUnsafeBytes { word in
      var position = 0
      while word.count - position >= 8 {
        let chunk = unsafe UInt64(
          littleEndian: word.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        hash.add(chunk)
        head = head ?? chunk
        position += 8
      }
      var chunk: UInt64 = 0
      for index in position..<word.count {
        unsafe chunk |= UInt64(word[index]) << UInt64((index - position) * 8)
      }
      hash.add(chunk)
      head = head ?? chunk
    }
    let begins = Int(pith_head(head ?? 0) >> headShift)
    heads[begins >> 6] |= 1 << UInt64(begins & 63)
    let place = Int(hash.value >> shift)
    bits[place >> 6] |= 1 << UInt64(place & 63)
  }

  /// Whether there is no word.
  public var isEmpty: Bool { longest == 0 }

  /// The test, for as long as `body` runs; nil where there is no word.
  @inline(__always)
  func withTest(_ body: (WordTest?) -> Void) {
    if isEmpty { return body(nil) }
    unsafe bits.withUnsafeBufferPointer { bits in
      unsafe heads.withUnsafeBufferPointer { heads in
        guard let bits = bits.baseAddress, let heads = heads.baseAddress else { return }
        unsafe body(
          WordTest(
            bits: bits, shift: shift, heads: pith_heads(bits: heads, shift: headShift),
            longest: longest))
      }
    }
  }
}

/// Tells whether a hash may be a word's. Valid only while the filter's bits are; never stored.
@unsafe struct WordTest {
  let bits: UnsafePointer<UInt64>
  let shift: UInt64
  let heads: pith_heads
  let longest: Int

  /// Whether a word may begin with these eight bytes; behind a NUL they do not count.
  @inline(__always)
  func mayBegin(with bytes: UInt64) -> Bool { unsafe pith_has_head(heads, bytes) }

  @inline(__always)
  func mayHave(_ hash: WordHash) -> Bool {
    // As many bits as a hash that is shifted can say.
    let place = unsafe hash.value &>> shift
    return unsafe bits[Int(truncatingIfNeeded: place &>> 6)] &>> (place & 63) & 1 != 0
  }
}

/// The hash of a word, eight bytes at a time; the last ones, perhaps none, are followed by NULs.
struct WordHash {
  private(set) var value: UInt64

  init(seed: UInt64 = 0x9e37_79b9_7f4a_7c15) { value = seed }

  @inline(__always)
  mutating func add(_ chunk: UInt64) {
    // The upper half of a product depends on all bits, the lower half on the lower ones alone.
    value = (value ^ chunk) &* 0x9e37_79b9_7f4a_7c15
    value ^= value >> 32
  }
}

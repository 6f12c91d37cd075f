/// A canonical Huffman code of RFC 1951, section 3.2.2, made ready for decoding.
///
/// Codes of up to `quickBits` bits are looked up at once; the few longer ones are walked bit by bit.
struct HuffmanTable {
  static let quickBits = 10
  static let longest = 15

  /// By the next `quickBits` bits: `symbol << 4 | length`; 0 where the code is longer, or none.
  private(set) var quick = [UInt16](repeating: 0, count: 1 << quickBits)
  /// How many codes there are of each length.
  private var counts = [UInt16](repeating: 0, count: longest + 1)
  /// The symbols in the order of their codes.
  private var symbols: [UInt16] = []

  /// A code without words.
  init() {}

  /// - Parameter lengths: one per symbol, at most 15; 0 where a symbol has no code.
  init(lengths: ArraySlice<UInt8>) throws(ArchiveError) {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    // More codes than there are: no stream can mean that. Fewer are allowed, as for a single distance.
    var left = 1
    for length in 1...Self.longest {
      left = left << 1 - Int(counts[length])
      guard left >= 0 else {
        throw ArchiveError(.malformed, "a Huffman code has more words than its lengths allow")
      }
    }
    var next = [Int](repeating: 0, count: Self.longest + 2)
    var code = [UInt16](repeating: 0, count: Self.longest + 2)
    for length in 1...Self.longest {
      next[length + 1] = next[length] + Int(counts[length])
      code[length + 1] = (code[length] &+ counts[length]) << 1
    }
    symbols = [UInt16](repeating: 0, count: next[Self.longest + 1])
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[next[Int(length)]] = UInt16(symbol)
      next[Int(length)] += 1
      let word = code[Int(length)]
      code[Int(length)] &+= 1
      if length <= Self.quickBits { fill(word, UInt16(length), UInt16(symbol)) }
    }
  }

  /// Every index whose low bits are the code's, which stand in the stream with the first bit lowest.
  private mutating func fill(_ word: UInt16, _ length: UInt16, _ symbol: UInt16) {
    var reversed = 0
    for bit in 0..<length where word >> bit & 1 == 1 { reversed |= 1 << Int(length - 1 - bit) }
    let entry = symbol << 4 | length
    var index = reversed
    while index < quick.count {
      quick[index] = entry
      index += 1 << Int(length)
    }
  }

  /// Decodes a code that is longer than `quickBits`; nil where the bits are no code.
  func walk(_ bits: UInt64) -> (symbol: UInt16, length: Int)? {
    var code = 0
    var first = 0
    var index = 0
    var bits = bits
    for length in 1...Self.longest {
      code |= Int(bits & 1)
      bits >>= 1
      let count = Int(counts[length])
      if code - count < first { return (symbols[index + code - first], length) }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }
}

import Archives
import CZlib
import Testing

/// The stream decoder against zlib: the same bytes, and the same refusals, however the input is cut.
struct InflateStreamTests {
  @Test(arguments: [0, 1, 6, 9], [Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED])
  func `what zlib packs is unpacked, however it is cut`(level: Int, strategy: Int32) throws {
    var random = Random(seed: UInt64(level) << 8 | UInt64(strategy))
    for size in [0, 1, 300, 70_000] {
      let text = random.text(size)
      let packed = ZlibOracle.deflate(text, level: Int32(level), strategy: strategy)
      let pieces = [1, 7, 100, 4096, packed.count].filter { $0 >= packed.count / 5000 }
      for piece in pieces {
        let result = try decode(packed + [1, 2, 3, 4, 5, 6, 7, 8, 9], piece: max(1, piece))
        #expect(result.output == text)
        #expect(result.behind == [1, 2, 3, 4, 5, 6, 7, 8, 9])
      }
      #expect(try unsafe Inflate.raw(packed.span.bytes, size: size) == text)
    }
  }

  /// Every refusal of a broken stream must be zlib's, or a service's image would be read by the one and not by the other.
  @Test(arguments: 0..<4)
  func `a stream with some bytes changed holds what zlib says, or nothing`(seed: Int) throws {
    var random = Random(seed: UInt64(seed) + 100)
    for round in 0..<60 {
      let text = random.text(Int(random.next(3000)) + 1)
      let strategy = [Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_FIXED, Z_RLE][round % 4]
      let packed = ZlibOracle.deflate(text, level: Int32(round % 10), strategy: strategy)
      for _ in 0..<12 {
        var broken = packed
        for _ in 0...random.next(3) {
          // The headers of blocks are at the beginning: half of the changes go there.
          let range = random.next(2) == 0 ? UInt64(min(80, broken.count)) : UInt64(broken.count)
          broken[Int(random.next(range))] ^= UInt8(1 << random.next(8))
        }
        check(broken, &random)
      }
    }
  }

  @Test func `random bytes hold what zlib says, or nothing`() throws {
    var random = Random(seed: 7)
    for _ in 0..<5_000 {
      var bytes = (0..<(random.next(120) + 1)).map { _ in UInt8(random.next(256)) }
      // A last block with codes of its own, which random bytes seldom are.
      if random.next(2) == 0 { bytes[0] = bytes[0] & 0xf8 | 5 }
      check(bytes, &random)
    }
  }

  @Test func `a match reaches back over all that is kept, and no further than the stream`() throws {
    var random = Random(seed: 3)
    // A piece of 32 KB again and again: every match is as far as one may be.
    let piece = (0..<(32 << 10)).map { _ in UInt8(random.next(256)) }
    var text: [UInt8] = []
    for _ in 0..<30 { text += piece }
    let packed = ZlibOracle.deflate(text, level: 9, strategy: Z_DEFAULT_STRATEGY)
    #expect(try decode(packed, piece: 1000).output == text)

    // The second stream begins with a match of 3 at distance 1: nothing may be before it.
    var stream = InflateStream()
    var position = 0
    let first = ZlibOracle.deflate([1, 2, 3], level: 6, strategy: Z_FIXED)
    #expect(try unsafe stream.decode(first.span.bytes, from: &position) == .end)
    stream.restart()
    position = 0
    let second: [UInt8] = [0x03, 0x02, 0x00, 0, 0, 0, 0, 0, 0]
    #expect(throws: ArchiveError.self) {
      _ = try unsafe stream.decode(second.span.bytes, from: &position)
    }
  }

  // MARK: -

  private func check(_ bytes: [UInt8], _ random: inout Random) {
    let limit = 1 << 20
    let expected = ZlibOracle.inflate(bytes, limit: limit)
    if let expected, expected.output.count > limit { return }
    let found = try? decode(
      bytes, piece: random.next(3) == 0 ? bytes.count : 1 + Int(random.next(40)))
    #expect(found?.output == expected?.output)
    if let expected {
      #expect(found?.behind == Array(bytes[expected.used...]))
      #expect(
        (try? unsafe Inflate.raw(bytes.span.bytes, size: expected.output.count)) == expected.output)
    }
  }

  private struct Cut: Error {}

  /// All that a stream holds, and the bytes behind it.
  private func decode(
    _ bytes: [UInt8], piece: Int
  ) throws -> (output: [UInt8], behind: [UInt8]) {
    var stream = InflateStream()
    var output: [UInt8] = []
    var behind: [UInt8] = []
    var isComplete = false
    var start = 0
    while start < bytes.count {
      let input = Array(bytes[start..<min(bytes.count, start + piece)])
      start += input.count
      var position = 0
      decoding: while !isComplete {
        switch try unsafe stream.decode(input.span.bytes, from: &position) {
        case .needsInput: break decoding
        case .needsRoom: break
        case .end: isComplete = true
        }
        stream.takeOutput { output += unsafe $0.withUnsafeBytes { unsafe [UInt8]($0) } }
      }
      while isComplete, let byte = unsafe stream.nextByte(input.span.bytes, from: &position) {
        behind.append(byte)
      }
    }
    guard isComplete else { throw Cut() }
    return (output, behind)
  }
}

/// The same numbers on every run (xorshift64*).
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next(_ limit: UInt64) -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return (state &* 0x2545_f491_4f6c_dd1d) >> 11 % limit
  }

  /// What packs in several ways: words, repetitions near and far, noise.
  mutating func text(_ size: Int) -> [UInt8] {
    var text: [UInt8] = []
    while text.count < size {
      switch next(5) {
      case 0: for _ in 0...next(60) { text.append(UInt8(next(256))) }
      case 1: text += [UInt8](repeating: UInt8(next(256)), count: Int(next(600)) + 1)
      case 2: for _ in 0...next(60) { text.append(UInt8(ascii: "a") + UInt8(next(6))) }
      default:
        guard !text.isEmpty else { continue }
        let distance = Int(next(UInt64(min(text.count, 40_000)))) + 1
        for _ in 0...next(400) { text.append(text[text.count - distance]) }
      }
    }
    return Array(text.prefix(size))
  }
}

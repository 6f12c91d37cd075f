internal import Glibc

/// Decompression of DEFLATE (RFC 1951) where the size of the result is known, as in ZIP archives and in chunks of BEAM files.
public enum Inflate {
  /// What a raw DEFLATE stream holds.
  ///
  /// - Parameters:
  ///   - size: how many bytes it says to hold; more or fewer are an error, so nothing can make us take more memory than that.
  public static func raw(_ input: RawSpan, size: Int) throws(ArchiveError) -> [UInt8] {
    guard size >= 0 else { throw ArchiveError(.malformed, "a negative size") }
    var failure: ArchiveError?
    let result = unsafe input.withUnsafeBytes { input in
      unsafe [UInt8](unsafeUninitializedCapacity: size) { output, initialized in
        var stream = unsafe Stream(
          input: input, output: UnsafeMutableBufferPointer(rebasing: output[..<size]))
        do throws(ArchiveError) {
          try stream.run()
        } catch {
          failure = error
        }
        initialized = stream.written
      }
    }
    if let failure { throw failure }
    guard result.count == size else {
      throw ArchiveError(
        .malformed, "a compressed stream holds \(result.count) bytes instead of \(size)")
    }
    return result
  }

  /// The same in the wrapping of zlib (RFC 1950); the checksum behind the stream is not verified.
  public static func zlib(_ input: RawSpan, size: Int) throws(ArchiveError) -> [UInt8] {
    guard input.byteCount > 2 else {
      throw ArchiveError(.truncated, "a zlib stream has no header")
    }
    let method = unsafe input.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
    let flags = unsafe input.unsafeLoad(fromByteOffset: 1, as: UInt8.self)
    guard method & 0x0f == 8, (Int(method) << 8 | Int(flags)) % 31 == 0 else {
      throw ArchiveError(.malformed, "a zlib stream does not begin as one")
    }
    guard flags & 0x20 == 0 else {
      throw ArchiveError(.unsupported, "a zlib stream needs a dictionary")
    }
    return try raw(input.extracting(2..<input.byteCount), size: size)
  }
}

/// One pass over a stream: the bits that are read, and what is written so far.
@safe
private struct Stream {
  private let input: UnsafeRawBufferPointer
  private let output: UnsafeMutableBufferPointer<UInt8>
  private var position = 0
  private(set) var written = 0
  /// Bits that were read and not used, the next one lowest, and how many.
  private var bits: UInt64 = 0
  private var bitCount = 0

  init(input: UnsafeRawBufferPointer, output: UnsafeMutableBufferPointer<UInt8>) {
    unsafe self.input = input
    unsafe self.output = output
  }

  mutating func run() throws(ArchiveError) {
    while true {
      let isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try decode(FixedCodes.literals, FixedCodes.distances)
      case 2:
        let tables = try readTables()
        try decode(tables.literals, tables.distances)
      default: throw ArchiveError(.malformed, "a compressed stream has a block of type 3")
      }
      if isLast { return }
    }
  }

  // MARK: Bits

  /// Makes at least 56 bits available, with zeros behind the end of the input.
  @inline(__always)
  private mutating func refill() {
    while bitCount <= 56, unsafe position < input.count {
      bits |= unsafe UInt64(input[position]) << UInt64(bitCount)
      position += 1
      bitCount += 8
    }
  }

  private mutating func take(_ count: Int) throws(ArchiveError) -> Int {
    refill()
    guard bitCount >= count else { throw Self.truncated }
    let value = Int(bits & (1 << UInt64(count) - 1))
    drop(count)
    return value
  }

  @inline(__always)
  private mutating func drop(_ count: Int) {
    bits >>= UInt64(count)
    bitCount -= count
  }

  private static var truncated: ArchiveError {
    ArchiveError(.truncated, "a compressed stream ends before it is complete")
  }

  // MARK: Blocks

  private mutating func copyStored() throws(ArchiveError) {
    drop(bitCount & 7)
    let length = try take(16)
    let complement = try take(16)
    guard length == ~complement & 0xffff else {
      throw ArchiveError(.malformed, "a stored block contradicts its own length")
    }
    // What was read ahead goes back.
    position -= bitCount / 8
    bits = 0
    bitCount = 0
    guard unsafe length <= input.count - position else { throw Self.truncated }
    guard unsafe length <= output.count - written else { throw Self.tooMuch }
    for index in 0..<length {
      unsafe output[written + index] = input[position + index]
    }
    position += length
    written += length
  }

  private mutating func readTables() throws(ArchiveError) -> (
    literals: HuffmanTable, distances: HuffmanTable
  ) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let lengthCount = try take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else {
      throw ArchiveError(.malformed, "a block has more symbols than there are")
    }
    var lengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<lengthCount { lengths[Self.order[index]] = UInt8(try take(3)) }
    let codes = try HuffmanTable(lengths: lengths[...])
    lengths = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try decodeSymbol(codes)
      let (value, times): (UInt8, Int)
      switch symbol {
      case 0...15: (value, times) = (UInt8(symbol), 1)
      case 16:
        guard let last = lengths.last else {
          throw ArchiveError(.malformed, "a block repeats a length before there is one")
        }
        (value, times) = (last, try take(2) + 3)
      case 17: (value, times) = (0, try take(3) + 3)
      default: (value, times) = (0, try take(7) + 11)
      }
      guard lengths.count + times <= literalCount + distanceCount else {
        throw ArchiveError(.malformed, "a block has more lengths than symbols")
      }
      for _ in 0..<times { lengths.append(value) }
    }
    return (
      try HuffmanTable(lengths: lengths[..<literalCount]),
      try HuffmanTable(lengths: lengths[literalCount...])
    )
  }

  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  @inline(__always)
  private mutating func decodeSymbol(_ table: borrowing HuffmanTable) throws(ArchiveError) -> Int {
    refill()
    let entry = table.quick[Int(bits & (1 << UInt64(HuffmanTable.quickBits) - 1))]
    if entry != 0 {
      let length = Int(entry & 15)
      guard length <= bitCount else { throw Self.truncated }
      drop(length)
      return Int(entry >> 4)
    }
    guard let found = table.walk(bits) else {
      throw ArchiveError(.malformed, "a compressed stream has bits that are no code")
    }
    guard found.length <= bitCount else { throw Self.truncated }
    drop(found.length)
    return Int(found.symbol)
  }

  private mutating func decode(
    _ literals: borrowing HuffmanTable, _ distances: borrowing HuffmanTable
  ) throws(ArchiveError) {
    while true {
      let symbol = try decodeSymbol(literals)
      if symbol < 256 {
        guard unsafe written < output.count else { throw Self.tooMuch }
        unsafe output[written] = UInt8(symbol)
        written += 1
        continue
      }
      if symbol == 256 { return }
      guard symbol <= 285 else {
        throw ArchiveError(.malformed, "a compressed stream has an unknown length")
      }
      let length = Self.lengths[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
      let code = try decodeSymbol(distances)
      guard code < 30 else {
        throw ArchiveError(.malformed, "a compressed stream has an unknown distance")
      }
      let distance = Self.distances[code] + (try take(Self.distanceBits[code]))
      guard distance <= written else {
        throw ArchiveError(.malformed, "a compressed stream refers to what is before its beginning")
      }
      guard unsafe length <= output.count - written else { throw Self.tooMuch }
      // One by one: the ranges may overlap, and then the copy repeats itself.
      for index in written..<(written + length) {
        unsafe output[index] = output[index - distance]
      }
      written += length
    }
  }

  private static var tooMuch: ArchiveError {
    ArchiveError(.tooLarge, "a compressed stream holds more than it says")
  }

  // RFC 1951, section 3.2.5.
  private static let lengths = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distances = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}

/// RFC 1951, section 3.2.6.
private enum FixedCodes {
  static let literals = table(
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))
  static let distances = table([UInt8](repeating: 5, count: 30))

  /// The lengths above are a code; the empty table answers nothing, should they not be.
  private static func table(_ lengths: [UInt8]) -> HuffmanTable {
    if let table = try? HuffmanTable(lengths: lengths[...]) { return table }
    return HuffmanTable()
  }
}

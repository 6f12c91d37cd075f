/// The ways in which tar archives describe files with holes: GNU's old type `S`, and GNU's PAX formats 0.0, 0.1 and 1.0
/// (tar manual, "Sparse Formats").
enum SparseMap {
  /// A list of more pieces than this is a lie or of no use.
  private static let maximumExtents = 1 << 20

  /// What formats 0.0 and 0.1 say in their records; nil where they say nothing.
  static func extents(in records: PAXRecords) throws(PartError) -> [SparseExtent]? {
    if let map = records.text("GNU.sparse.map") {
      var numbers: [UInt64] = []
      for text in map.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        guard let number = PAXRecords.decimal(text) else { throw malformed }
        numbers.append(number)
      }
      return try extents(numbers)
    }
    return records.sparseNumbers.isEmpty ? nil : try extents(records.sparseNumbers)
  }

  private static func extents(_ numbers: [UInt64]) throws(PartError) -> [SparseExtent] {
    guard numbers.count.isMultiple(of: 2) else { throw malformed }
    return stride(from: 0, to: numbers.count, by: 2).map {
      SparseExtent(offset: numbers[$0], length: numbers[$0 + 1])
    }
  }

  /// Format 1.0: decimal numbers, a line each, before the content: how many pieces, then their offsets and lengths.
  ///
  /// - Returns: the pieces, and how many bytes the list takes up, whole blocks.
  static func leadingList(
    of archive: Blob, at offset: UInt64, size: UInt64
  ) throws(PartError) -> (extents: [SparseExtent], length: UInt64) {
    var reader = LineReader(archive: archive, position: offset, end: offset + size)
    guard let count = try reader.number(), count <= UInt64(maximumExtents) else { throw malformed }
    var extents: [SparseExtent] = []
    for _ in 0..<count {
      guard let offset = try reader.number(), let length = try reader.number() else {
        throw malformed
      }
      extents.append(SparseExtent(offset: offset, length: length))
    }
    let used = (reader.position - offset + 511) / 512 * 512
    guard used <= size else { throw malformed }
    return (extents, used)
  }

  /// Decimal lines of an archive.
  private struct LineReader {
    let archive: Blob
    var position: UInt64
    let end: UInt64
    var buffer: ArraySlice<UInt8> = []

    mutating func number() throws(PartError) -> UInt64? {
      var digits: [UInt8] = []
      while true {
        if buffer.isEmpty {
          guard position < end else { return nil }
          buffer = try archive.bytes(at: position, count: Int(min(512, end - position)))[...]
        }
        guard let byte = buffer.popFirst() else { return nil }
        position += 1
        if byte == UInt8(ascii: "\n") { return PAXRecords.decimal(digits[...]) }
        digits.append(byte)
        if digits.count > 20 { return nil }
      }
    }
  }

  /// Whether the pieces lie one after the other in a file of `size` bytes, and are `stored` bytes together.
  static func check(
    _ extents: [SparseExtent], size: UInt64, stored: UInt64
  ) throws(PartError) {
    var end: UInt64 = 0
    var sum: UInt64 = 0
    for extent in extents {
      let (next, overflow) = extent.offset.addingReportingOverflow(extent.length)
      guard !overflow, extent.offset >= end, next <= size else { throw malformed }
      end = next
      // Cannot overflow: the pieces do not overlap.
      sum += extent.length
    }
    guard sum == stored else { throw malformed }
  }

  private static var malformed: PartError {
    PartError(.malformed, "its list of holes contradicts itself")
  }
}

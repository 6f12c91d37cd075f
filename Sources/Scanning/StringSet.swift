/// Strings of bytes, each once: laid end to end, which takes less room and time than an array for each, since an object may have tens of thousands.
public struct StringSet: Sendable {
  private var bytes: [UInt8] = []
  /// Of each string, where it ends.
  private var ends: [Int] = []
  /// By hash, the number of a string and one; 0 where there is none. A power of two, at least twice as many as there are strings.
  private var slots: [UInt32] = []

  public init() {}

  public init(_ strings: some Sequence<[UInt8]>) {
    for string in strings { insert(string) }
  }

  public var count: Int { ends.count }
  public var isEmpty: Bool { ends.isEmpty }

  public mutating func insert(_ string: [UInt8]) {
    unsafe string.withUnsafeBytes { unsafe insert($0) }
  }

  mutating func insert(_ string: UnsafeRawBufferPointer) {
    if ends.count * 2 >= slots.count { grow() }
    var slot = unsafe Self.hash(string) & (slots.count - 1)
    while slots[slot] != 0 {
      if unsafe isEqual(Int(slots[slot]) - 1, string) { return }
      slot = (slot + 1) & (slots.count - 1)
    }
    // More than the numbers can say do not fit into memory.
    guard let number = UInt32(exactly: ends.count + 1) else { return }
    slots[slot] = number
    unsafe bytes.append(contentsOf: string)
    ends.append(bytes.count)
  }

  public func contains(_ string: [UInt8]) -> Bool {
    if slots.isEmpty { return false }
    return unsafe string.withUnsafeBytes { string in
      var slot = unsafe Self.hash(string) & (slots.count - 1)
      while slots[slot] != 0 {
        if unsafe isEqual(Int(slots[slot]) - 1, string) { return true }
        slot = (slot + 1) & (slots.count - 1)
      }
      return false
    }
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func isEqual(_ index: Int, _ string: UnsafeRawBufferPointer) -> Bool {
    let range = range(index)
    guard range.count == string.count else { return false }
    var place = range.lowerBound
    for index in string.indices {
      if unsafe bytes[place] != string[index] { return false }
      place += 1
    }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: Swift.max(16, slots.count * 2))
    unsafe bytes.withUnsafeBytes { bytes in
      for index in ends.indices {
        let string = unsafe UnsafeRawBufferPointer(rebasing: bytes[range(index)])
        var slot = unsafe Self.hash(string) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(truncatingIfNeeded: index + 1)
      }
    }
  }

  /// So that nobody can write strings that all have one hash. Nothing that is seen depends on it.
  private static let seed = UInt64.random(in: .min ... .max)

  private static func hash(_ string: UnsafeRawBufferPointer) -> Int {
    var hash = WordHash(seed: seed)
    var position = 0
    while string.count - position >= 8 {
      unsafe hash.add(string.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    var rest = UInt64(string.count) << 56
    while position < string.count {
      rest = unsafe rest << 8 ^ UInt64(string[position])
      position += 1
    }
    hash.add(rest)
    return Int(truncatingIfNeeded: hash.value >> 32)
  }
}

extension StringSet: Sequence {
  /// In the order in which they were found.
  public func makeIterator() -> some IteratorProtocol<[UInt8]> {
    ends.indices.lazy.map { Array(bytes[range($0)]) }.makeIterator()
  }
}

extension StringSet: Hashable {
  /// Whatever the order.
  public static func == (left: StringSet, right: StringSet) -> Bool {
    left.count == right.count && left.allSatisfy { right.contains($0) }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

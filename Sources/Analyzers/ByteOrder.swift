internal import Roots

extension Sequence where Element: Collection<UInt8> {
  /// In the order of their bytes: what a set gives in any order must not show in the plan.
  func sortedByBytes() -> [Element] { sorted { $0.lexicographicallyPrecedes($1) } }
}

extension Sequence<[UInt8]> {
  /// The same, by eight bytes at once: those that they begin with decide most of the comparisons, without touching what is compared.
  func sortedByBytes() -> [Element] {
    let elements = Array(self)
    var order = elements.indices.map { (start: Self.start(of: elements[$0]), index: $0) }
    order.sort { left, right in
      left.start == right.start
        ? BytesKey.precedes(elements[left.index], elements[right.index]) : left.start < right.start
    }
    return order.map { elements[$0.index] }
  }

  /// The first eight bytes as a number in their order; missing ones count as zeros.
  private static func start(of bytes: [UInt8]) -> UInt64 {
    var result: UInt64 = 0
    for index in 0..<8 { result = result << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
    return result
  }
}

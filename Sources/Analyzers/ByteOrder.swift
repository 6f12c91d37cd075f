internal import Roots

extension Sequence where Element: Collection<UInt8> {
  /// In the order of their bytes: what a set gives in any order must not show in the plan.
  func sortedByBytes() -> [Element] { sorted { $0.lexicographicallyPrecedes($1) } }
}

extension Sequence<[UInt8]> {
  /// The same, at once instead of byte by byte.
  func sortedByBytes() -> [Element] { sorted(by: BytesKey.precedes) }
}

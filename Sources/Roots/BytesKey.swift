internal import CLinux
internal import Glibc

/// Bytes as the key of a table, hashed and compared at once instead of byte by byte: tables of names and paths are asked for millions of times in one plan.
///
/// `Hasher` (SipHash) was a fourteenth of a large plan's time. Whoever makes up names in order that they collide would have to know the seed, which is
/// chosen anew in each process.
public struct BytesKey: Hashable, Comparable, Sendable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public func hash(into hasher: inout Hasher) { hasher.combine(Self.hash(bytes, seed: 0)) }

  public func _rawHashValue(seed: Int) -> Int { Self.hash(bytes, seed: seed) }

  public static func == (left: Self, right: Self) -> Bool { areEqual(left.bytes, right.bytes) }

  public static func < (left: Self, right: Self) -> Bool { precedes(left.bytes, right.bytes) }

  /// What `Hasher` was given by the system when the process began.
  private static let secret = Hasher().finalize()

  static func hash(_ bytes: [UInt8], seed: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { unsafe hash($0, seed: seed) }
  }

  /// Of a part of something, for tables that keep no keys of their own.
  package static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
    unsafe bytes.withUnsafeBufferPointer { unsafe hash($0, seed: 0) }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: Int) -> Int {
    let seed = UInt64(bitPattern: Int64(seed ^ secret))
    guard let start = bytes.baseAddress else { return Int(truncatingIfNeeded: seed) }
    return unsafe Int(truncatingIfNeeded: pith_hash(start, bytes.count, seed))
  }

  /// By bytes, as `LC_ALL=C sort` does.
  public static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else {
          return unsafe left.isEmpty && !right.isEmpty
        }
        let order = unsafe memcmp(first, second, min(left.count, right.count))
        return order < 0 || (order == 0 && left.count < right.count)
      }
    }
  }

  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { unsafe haveSameBytes(left, $0) }
    }
  }

  package static func areEqual(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { unsafe haveSameBytes(left, $0) }
    }
  }

  /// Of two of the same length.
  @inline(__always)
  private static func haveSameBytes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return unsafe first == second || memcmp(first, second, left.count) == 0
  }
}

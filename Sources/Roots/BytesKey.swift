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
    let seed = UInt64(bitPattern: Int64(seed ^ secret))
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return Int(truncatingIfNeeded: seed) }
      return unsafe Int(truncatingIfNeeded: pith_hash(start, bytes.count, seed))
    }
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
      unsafe right.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return unsafe (first == second || memcmp(first, second, left.count) == 0)
      }
    }
  }
}

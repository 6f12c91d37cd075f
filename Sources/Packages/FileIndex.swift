internal import Roots

/// Which package owns a path, by digests of real paths. Shared, not a value: asking must not copy it.
final class FileIndex {
  /// What the table says of a path.
  struct Owner {
    /// The first package that lists the path.
    var package: Int
    /// Whether another one lists it too, as many do with `/usr/bin`.
    var isShared: Bool
  }

  /// The package, and in the top bit whether it is shared.
  private var table = DigestTable(capacity: 1 << 14)
  private static let shared: UInt32 = 1 << 31

  static func key(directory: UInt64, name: Span<UInt8>) -> UInt64 {
    mix(directory, pathHash(name))
  }

  static func key(of path: RootPath) -> UInt64 {
    let bytes = path.bytes.span
    let name = path.name.startIndex
    return key(
      directory: pathHash(bytes.extracting(0..<max(1, name - 1))),
      name: bytes.extracting(name..<bytes.count))
  }

  func insert(_ key: UInt64, package: Int) {
    guard let known = table.insert(key, UInt32(package)), known & ~Self.shared != package else {
      return
    }
    table.update(key, known | Self.shared)
  }

  func owner(_ key: UInt64) -> Owner? {
    table.value(of: key).map {
      Owner(package: Int($0 & ~Self.shared), isShared: $0 & Self.shared != 0)
    }
  }
}

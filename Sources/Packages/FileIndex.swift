internal import Roots

/// Which package owns a path: a table of path digests, twelve bytes a slot, without the paths.
struct FileIndex {
  /// What the table says of a path.
  struct Owner {
    /// The first package that lists the path.
    var package: Int
    /// Whether another one lists it too, as many do with `/usr/bin`.
    var isShared: Bool
  }

  /// 0 marks an empty slot.
  private var keys: [UInt64]
  /// The package, and in the top bit whether it is shared.
  private var values: [UInt32]
  private var count = 0
  private static let shared: UInt32 = 1 << 31

  init() {
    keys = Array(repeating: 0, count: 1 << 12)
    values = Array(repeating: 0, count: 1 << 12)
  }

  static func key(directory: UInt64, name: Span<UInt8>) -> UInt64 {
    max(1, mix(directory, pathHash(name)))
  }

  static func key(of path: RootPath) -> UInt64 {
    key(
      directory: pathHash(path.parent.bytes.span),
      name: Array(path.name).span)
  }

  mutating func insert(_ key: UInt64, package: Int) {
    if count * 4 >= keys.count * 3 { grow() }
    var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
    while keys[slot] != 0 {
      if keys[slot] == key {
        if values[slot] & ~Self.shared != UInt32(package) { values[slot] |= Self.shared }
        return
      }
      slot = (slot + 1) & (keys.count - 1)
    }
    keys[slot] = key
    values[slot] = UInt32(package)
    count += 1
  }

  func owner(_ key: UInt64) -> Owner? {
    var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
    while keys[slot] != 0 {
      if keys[slot] == key {
        return Owner(
          package: Int(values[slot] & ~Self.shared), isShared: values[slot] & Self.shared != 0)
      }
      slot = (slot + 1) & (keys.count - 1)
    }
    return nil
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    values = Array(repeating: 0, count: oldKeys.count * 2)
    for (index, key) in oldKeys.enumerated() where key != 0 {
      var slot = Int(truncatingIfNeeded: key) & (keys.count - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      values[slot] = oldValues[index]
    }
  }
}

/// A map from 64-bit digests to numbers below 2^32: open addressing, twelve bytes a slot. The keys are digests already, so that nothing
/// is hashed again.
struct DigestTable {
  /// 0 marks an empty slot.
  private var keys: [UInt64]
  private var values: [UInt32]
  private(set) var count = 0

  init(capacity: Int = 1 << 10) {
    keys = Array(repeating: 0, count: capacity)
    values = Array(repeating: 0, count: capacity)
  }

  func value(of key: UInt64) -> UInt32? {
    let slot = slot(of: key)
    return keys[slot] == 0 ? nil : values[slot]
  }

  /// Sets the value of a key that has none and returns nil, else returns the one it has.
  mutating func insert(_ key: UInt64, _ value: UInt32) -> UInt32? {
    if count * 4 >= keys.count * 3 { grow() }
    let slot = slot(of: key)
    if keys[slot] != 0 { return values[slot] }
    keys[slot] = max(1, key)
    values[slot] = value
    count += 1
    return nil
  }

  mutating func update(_ key: UInt64, _ value: UInt32) {
    let slot = slot(of: key)
    if keys[slot] != 0 { values[slot] = value }
  }

  private func slot(of key: UInt64) -> Int {
    let key = max(1, key)
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    var larger = DigestTable(capacity: keys.count * 2)
    for slot in keys.indices where keys[slot] != 0 { _ = larger.insert(keys[slot], values[slot]) }
    self = larger
  }
}

/// Library names as small numbers, so that the walk compares and looks up integers.
struct NameTable {
  /// The number of a name; equal names have equal numbers.
  typealias ID = Int32

  private(set) var names: [[UInt8]] = []
  /// What is special about the name.
  private(set) var traits: [Traits] = []
  /// Open addressing; -1 is a free place. Its size is a power of two.
  private var slots = [ID](repeating: -1, count: 1024)

  struct Traits {
    /// Such a name is a path and is not searched.
    var hasSlash: Bool
    /// It may have a token such as `$ORIGIN`.
    var hasDollar: Bool
  }

  subscript(id: ID) -> [UInt8] { names[Int(id)] }

  /// The number of `name`, a new one where it has none yet.
  mutating func intern(_ name: [UInt8]) -> ID {
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      if names[Int(slots[slot])] == name { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = ID(names.count)
    slots[slot] = id
    names.append(name)
    traits.append(
      Traits(
        hasSlash: name.contains(UInt8(ascii: "/")), hasDollar: name.contains(UInt8(ascii: "$"))))
    if names.count * 2 > slots.count { grow() }
    return id
  }

  private mutating func grow() {
    let count = slots.count * 2
    slots = [ID](repeating: -1, count: count)
    for (id, name) in names.enumerated() {
      var slot = Self.hash(name) & (count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = ID(id)
    }
  }

  /// Seeded, as a hostile root may choose its names; over the bytes at once, which is what makes it quick.
  private static func hash(_ name: [UInt8]) -> Int {
    var hasher = Hasher()
    unsafe name.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

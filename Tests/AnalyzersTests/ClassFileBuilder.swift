/// A writer of class files that have nothing but constants.
struct ClassFileBuilder {
  private var pool: [UInt8] = []
  private var count = 1

  mutating func add(class name: String) { add(7, name) }
  mutating func add(string text: String) { add(8, text) }

  mutating func add(member name: String) {
    addText(name)
    pool += [12] + big(count - 1) + big(count - 1)
    count += 1
  }

  /// A constant that takes two places of the pool.
  mutating func addLong() {
    pool += [5] + [UInt8](repeating: 0, count: 8)
    count += 2
  }

  var bytes: [UInt8] { [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61] + big(count) + pool }

  private mutating func add(_ tag: UInt8, _ text: String) {
    addText(text)
    pool += [tag] + big(count - 1)
    count += 1
  }

  private mutating func addText(_ text: String) {
    pool += [1] + big(text.utf8.count) + text.utf8
    count += 1
  }

  private func big(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }
}

/// Bytes in the order of one ELF file.
struct ByteWriter {
  var bytes: [UInt8] = []
  let isBig: Bool
  let is64: Bool

  var count: Int { bytes.count }

  mutating func half(_ value: Int) { number(UInt16(truncatingIfNeeded: value)) }
  mutating func word(_ value: UInt32) { number(value) }
  /// As wide as an address.
  mutating func address(_ value: UInt64) {
    if is64 { number(value) } else { number(UInt32(truncatingIfNeeded: value)) }
  }

  mutating func number(_ value: some FixedWidthInteger) {
    unsafe withUnsafeBytes(of: isBig ? value.bigEndian : value.littleEndian) {
      unsafe bytes.append(contentsOf: $0)
    }
  }

  mutating func align(_ unit: Int) {
    while bytes.count % unit != 0 { bytes.append(0) }
  }

  mutating func append(_ other: [UInt8]) { bytes += other }
}

/// A string table that holds each string once.
struct StringTable {
  var bytes: [UInt8] = [0]
  private var known: [[UInt8]: Int] = [:]

  mutating func add(_ text: some Sequence<UInt8>) -> Int {
    let name = Array(text)
    if name.isEmpty { return 0 }
    if let position = known[name] { return position }
    let position = bytes.count
    known[name] = position
    bytes += name + [0]
    return position
  }
}

/// Makes tar archives for tests, also such as no program writes.
struct TarBuilder {
  private(set) var bytes: [UInt8] = []

  enum Format {
    case ustar, gnu, pax
  }

  /// One header block; fields that are too long are cut off.
  static func header(
    _ name: [UInt8], type: Character = "0", size: UInt64 = 0, mode: UInt32 = 0o644, uid: UInt32 = 0,
    gid: UInt32 = 0, time: Int64 = 0, target: [UInt8] = [], device: (UInt32, UInt32) = (0, 0),
    magic: String = "ustar\u{0}00"
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Collection<UInt8>, at offset: Int, length: Int) {
      for (index, byte) in text.prefix(length).enumerated() { block[offset + index] = byte }
    }
    func octal(_ number: UInt64, at offset: Int, length: Int) {
      let digits = String(number, radix: 8)
      let padded = String(repeating: "0", count: max(0, length - 1 - digits.count)) + digits
      put(padded.utf8, at: offset, length: length - 1)
    }
    put(name, at: 0, length: 100)
    octal(UInt64(mode), at: 100, length: 8)
    octal(UInt64(uid), at: 108, length: 8)
    octal(UInt64(gid), at: 116, length: 8)
    octal(size, at: 124, length: 12)
    if time >= 0 {
      octal(UInt64(time), at: 136, length: 12)
    } else {
      let binary = UInt64(bitPattern: time)
      put([0xff, 0xff, 0xff, 0xff], at: 136, length: 4)
      put((0..<8).map { UInt8(truncatingIfNeeded: binary >> (56 - 8 * $0)) }, at: 140, length: 8)
    }
    put("        ".utf8, at: 148, length: 8)
    put([type.asciiValue ?? 0], at: 156, length: 1)
    put(target, at: 157, length: 100)
    put(magic.utf8, at: 257, length: 8)
    octal(UInt64(device.0), at: 329, length: 8)
    octal(UInt64(device.1), at: 337, length: 8)
    sign(&block)
    return block
  }

  /// Puts the checksum in.
  static func sign(_ block: inout [UInt8]) {
    for index in 148..<156 { block[index] = UInt8(ascii: " ") }
    let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    let text = String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} "
    for (index, byte) in text.utf8.enumerated() { block[148 + index] = byte }
  }

  mutating func raw(_ more: [UInt8]) { bytes += more }

  mutating func content(_ content: [UInt8]) {
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// An extended header with these records.
  mutating func records(_ records: [(String, [UInt8])], type: Character = "x") {
    var text: [UInt8] = []
    for (key, value) in records {
      let rest = [UInt8](" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
      var length = rest.count + 1
      while String(length).utf8.count + rest.count != length { length += 1 }
      text += Array(String(length).utf8) + rest
    }
    raw(Self.header(Array("pax".utf8), type: type, size: UInt64(text.count)))
    content(text)
  }

  /// An entry with all that its format needs for a long name.
  mutating func add(
    _ name: String, type: Character = "0", _ text: String = "", mode: UInt32 = 0o644,
    uid: UInt32 = 0, gid: UInt32 = 0, time: Int64 = 0, target: String = "",
    device: (UInt32, UInt32) = (0, 0), format: Format = .ustar,
    attributes: [(String, String)] = []
  ) {
    let name = Array(name.utf8)
    let target = Array(target.utf8)
    var extra = attributes.map { ("SCHILY.xattr." + $0.0, Array($0.1.utf8)) }
    switch format {
    case .ustar: break
    case .pax:
      if name.count > 100 { extra.append(("path", name)) }
      if target.count > 100 { extra.append(("linkpath", target)) }
    case .gnu:
      for (kind, text) in [("K", target), ("L", name)] as [(Character, [UInt8])]
      where text.count > 100 {
        raw(
          Self.header(
            Array("././@LongLink".utf8), type: kind, size: UInt64(text.count + 1),
            magic: "ustar  \u{0}"))
        content(text + [0])
      }
    }
    if !extra.isEmpty { records(extra) }
    raw(
      Self.header(
        name, type: type, size: UInt64(text.utf8.count), mode: mode, uid: uid, gid: gid, time: time,
        target: target, device: device, magic: format == .gnu ? "ustar  \u{0}" : "ustar\u{0}00"))
    content(Array(text.utf8))
  }

  /// The archive with its end.
  func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}

/// What the constant pool of a class file says (The Java Virtual Machine Specification, section 4.4): the classes that the code refers to,
/// the strings that it uses, the names of the members that it calls.
struct JavaConstants {
  /// Where each constant's content begins; -1 where there is none.
  private var offsets: [Int32] = []
  private var tags: [UInt8] = []

  /// Nil where the bytes are no class file, or end too early.
  init?(_ bytes: borrowing RawSpan) {
    let size = bytes.byteCount
    guard size >= 10, size <= 1 << 26, bytes.big32(at: 0) == 0xcafe_babe else { return nil }
    let count = Int(bytes.big16(at: 8))
    offsets.reserveCapacity(count)
    tags.reserveCapacity(count)
    offsets.append(-1)
    tags.append(0)
    var position = 10
    while offsets.count < count {
      guard position < size else { return nil }
      let tag = bytes.byte(at: position)
      let length: Int
      switch tag {
      case Self.utf8:
        guard size - position >= 3 else { return nil }
        length = 2 + Int(bytes.big16(at: position + 1))
      case Self.classReference, Self.string, 16, 19, 20: length = 2
      case 15: length = 3
      case 3, 4, 9, 10, 11, Self.nameAndType, 17, 18: length = 4
      case 5, 6: length = 8
      default: return nil
      }
      guard length < size - position else { return nil }
      offsets.append(Int32(position + 1))
      tags.append(tag)
      // These take two places of the pool.
      if tag == 5 || tag == 6 {
        offsets.append(-1)
        tags.append(0)
      }
      position += 1 + length
    }
  }

  private static let utf8: UInt8 = 1
  private static let classReference: UInt8 = 7
  private static let string: UInt8 = 8
  private static let nameAndType: UInt8 = 12

  /// Hands the name of every class that is referred to, as `java/awt/Font`, to `body`.
  func forEachClass(in bytes: borrowing RawSpan, _ body: (_ name: Range<Int>) -> Void) {
    forEach(Self.classReference, in: bytes, body)
  }

  /// Hands every string constant to `body`, in the modified UTF-8 of class files.
  func forEachString(in bytes: borrowing RawSpan, _ body: (_ text: Range<Int>) -> Void) {
    forEach(Self.string, in: bytes, body)
  }

  /// Whether the class calls, or has, a member of that name.
  func hasMember(named name: StaticString, in bytes: borrowing RawSpan) -> Bool {
    var found = false
    forEach(Self.nameAndType, in: bytes) { range in
      if bytes.equals(name, in: range) { found = true }
    }
    return found
  }

  /// The first field of a constant is the number of the text it stands for.
  private func forEach(
    _ tag: UInt8, in bytes: borrowing RawSpan, _ body: (Range<Int>) -> Void
  ) {
    for index in tags.indices where tags[index] == tag {
      let text = Int(bytes.big16(at: Int(offsets[index])))
      guard text < tags.count, tags[text] == Self.utf8 else { continue }
      let start = Int(offsets[text])
      body(start + 2..<start + 2 + Int(bytes.big16(at: start)))
    }
  }
}

/// Numbers with the highest byte first. The callers have checked that they lie inside.
extension RawSpan {
  func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  func big16(at offset: Int) -> UInt16 {
    unsafe UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  func big32(at offset: Int) -> UInt32 {
    unsafe UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  func bytes(in range: Range<Int>) -> [UInt8] {
    unsafe extracting(range).withUnsafeBytes { unsafe [UInt8]($0) }
  }

  /// Whether the bytes of `range` are exactly `text`.
  func equals(_ text: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return starts(with: text, at: range.lowerBound)
  }

  /// Whether `text` stands at `offset`; what lies outside does not.
  func starts(with text: StaticString, at offset: Int) -> Bool {
    guard byteCount - offset >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount
    where unsafe byte(at: offset + index) != text.utf8Start[index] {
      return false
    }
    return true
  }

  /// Whether `text` stands anywhere in `range`.
  func contains(_ text: StaticString, in range: Range<Int>) -> Bool {
    let count = text.utf8CodeUnitCount
    guard range.count >= count else { return false }
    for start in range.lowerBound...(range.upperBound - count)
    where starts(with: text, at: start) {
      return true
    }
    return false
  }
}

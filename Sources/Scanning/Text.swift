/// Bytes that are looked at from positions within: beyond either end there is a NUL.
///
/// Valid only while the bytes are; never stored.
@unsafe struct Text {
  let base: UnsafeRawPointer
  let count: Int
  /// `ByteClasses.all`.
  let classes: UnsafePointer<ByteClasses>

  @inline(__always)
  subscript(position: Int) -> UInt8 {
    // A negative position is a very large one.
    guard unsafe UInt(bitPattern: position) < UInt(bitPattern: count) else { return 0 }
    return unsafe base.load(fromByteOffset: position, as: UInt8.self)
  }

  @inline(__always)
  func has(_ wanted: ByteClasses, at position: Int) -> Bool {
    unsafe classes[Int(self[position])].rawValue & wanted.rawValue != 0
  }

  func bytes(_ range: Range<Int>) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// Where the string ends in which `start` is; nil where that is further away than `limit`.
  func end(of start: Int, limit: Int) -> Int? {
    var end = start
    while unsafe self[end] != 0 {
      if end - start == limit { return nil }
      end += 1
    }
    return end
  }

  /// The string in which `position` is; nil where it is longer than `limit`.
  func string(around position: Int, limit: Int) -> Range<Int>? {
    var start = position
    while unsafe self[start - 1] != 0 {
      if position - start == limit { return nil }
      start -= 1
    }
    guard let end = unsafe end(of: position, limit: limit), end - start <= limit else { return nil }
    return start..<end
  }

  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    for position in range where unsafe self[position] == byte { return true }
    return false
  }
}

/// What a byte may be part of.
struct ByteClasses: OptionSet, Sendable {
  let rawValue: UInt8
  /// The paths that programs carry.
  static let path = ByteClasses(rawValue: 1)
  /// Names of files, and patterns of them.
  static let name = ByteClasses(rawValue: 2)
  /// What an argument of a command begins with: an option, a path, a value that is put in, a redirection.
  static let argument = ByteClasses(rawValue: 4)

  /// By byte.
  static let all: [ByteClasses] = {
    var all = [ByteClasses](repeating: [], count: 256)
    func add(_ classes: ByteClasses, _ bytes: String) {
      for byte in bytes.utf8 { all[Int(byte)].formUnion(classes) }
    }
    add([.path, .name], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    add(.path, "._-+@~/*?[]{}%$=#^!,")
    add(.name, "._-+@~%*")
    add(.argument, "-/%$\"'<>|&2")
    return all
  }()
}

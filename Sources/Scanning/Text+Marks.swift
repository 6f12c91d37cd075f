extension Text {
  /// Whether `mark` stands at `position`.
  func continues(_ mark: StaticString, _ position: Int) -> Bool {
    guard unsafe count - position >= mark.utf8CodeUnitCount else { return false }
    for index in 0..<mark.utf8CodeUnitCount
    where unsafe self[position + index] != mark.utf8Start[index] { return false }
    return true
  }

  /// Whether Go's build information is here, which its linker aligns to 16 bytes (src/debug/buildinfo).
  ///
  /// - Parameter offset: where the text lies in the file.
  func hasBuildInformation(at offset: Int) -> Bool {
    let first = UInt64(littleEndian: 0x6975_6220_6f47_20ff)
    var position = (16 - offset % 16) % 16
    // Four places at once, since there are as many as there are bytes.
    let firsts = SIMD8(repeating: first)
    while unsafe count - position >= 64 {
      let block = unsafe base.loadUnaligned(fromByteOffset: position, as: SIMD8<UInt64>.self)
      if any(block .== firsts) { break }
      position += 64
    }
    while unsafe count - position >= 16 {
      let bytes = unsafe base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      if bytes == first, unsafe continues("ldinf:", position + 8) { return true }
      position += 16
    }
    return false
  }
}

import CChecksum
import CZlib
import Testing

@Suite struct ChecksumTests {
  @Test func `it is zlib's, wherever the bytes begin and however many they are`() {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for count in Array(0...600) + [1023, 1024, 1025, 4095, 4096, 4900] {
      let start = count % 67
      let before = UInt32(truncatingIfNeeded: count &* 0x9e37_79b9)
      unsafe bytes.withUnsafeBufferPointer { bytes in
        let address = bytes.baseAddress! + start
        let theirs = unsafe crc32_z(UInt(before), address, count)
        #expect(unsafe pith_crc32(before, address, count) == UInt32(theirs), "\(count)")
      }
    }
  }

  @Test func `parts one after the other are the whole`() {
    let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    unsafe bytes.withUnsafeBufferPointer { bytes in
      let address = unsafe bytes.baseAddress!
      let whole = unsafe pith_crc32(0, address, 3000)
      let first = unsafe pith_crc32(0, address, 1777)
      let both = unsafe pith_crc32(first, address + 1777, 3000 - 1777)
      #expect(both == whole)
    }
  }
}

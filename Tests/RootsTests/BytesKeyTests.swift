import Testing

@testable import Roots

@Suite struct BytesKeyTests {
  @Test func `keys of equal bytes are equal and have one hash, wherever the bytes lie`() {
    for length in 0...70 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      let key = BytesKey(bytes)
      let copy = BytesKey(Array((bytes + [1]).dropLast()))
      #expect(key == copy)
      #expect(key.hashValue == copy.hashValue)
      #expect(key._rawHashValue(seed: 5) == copy._rawHashValue(seed: 5))
      #expect(key != BytesKey(bytes + [0]))
      #expect(key._rawHashValue(seed: 5) != BytesKey(bytes + [0])._rawHashValue(seed: 5))
    }
  }

  @Test func `each byte of a key changes its hash, in the low bits that tables use too`() {
    for length in 1...40 {
      var hashes: Set<Int> = []
      let bytes = [UInt8](repeating: 0x61, count: length)
      for index in 0..<length {
        var other = bytes
        other[index] = 0x62
        hashes.insert(BytesKey(other)._rawHashValue(seed: 0) & 0xffff)
      }
      #expect(hashes.count > length * 9 / 10)
    }
  }

  @Test func `keys are in the order of their bytes, a beginning before what it begins`() {
    let keys = ["", "a", "a-b", "a/b", "ab", "b"].map { BytesKey(Array($0.utf8)) }
    #expect(keys.shuffled().sorted() == keys)
    #expect(!(keys[0] < keys[0]))
  }
}

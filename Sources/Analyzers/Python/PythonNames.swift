/// What some names stand for, by their hashes. That a name is none of them, as most are, one bit tells.
struct PythonNames<Value> {
  private var values: [UInt64: Value] = [:]
  private var marks = SIMD4<UInt64>.zero

  init() {}

  init(_ names: [(String, Value)]) {
    for (name, value) in names { self[nameHash(Array(name.utf8))] = value }
  }

  subscript(hash: UInt64) -> Value? {
    @inline(__always) get {
      marks[Int(truncatingIfNeeded: hash &>> 62)] &>> (hash &>> 56 & 63) & 1 == 0
        ? nil : values[hash]
    }
    set {
      values[hash] = newValue
      marks[Int(truncatingIfNeeded: hash &>> 62)] |= 1 &<< (hash &>> 56 & 63)
    }
  }
}

extension PythonNames: Sendable where Value: Sendable {}

/// FNV-1a, so that names need no array of their own to be looked up.
func nameHash(_ bytes: [UInt8]) -> UInt64 { nameHash(bytes, 0, bytes.count) }

func nameHash(_ text: [UInt8], _ token: PythonTokens.Token) -> UInt64 {
  nameHash(text, token.start, token.end)
}

private func nameHash(_ text: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text[start..<end] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}

internal import ELF
internal import ELFTesting
internal import Testing

@Suite struct MalformedTests {
  /// Reads everything there is to read of a file, whatever comes of it.
  private func readAll(_ file: [UInt8]) -> Bool {
    do {
      guard let object = try Object.read(file) else { return false }
      _ = object.dataRanges(fileSize: UInt64(file.count))
      _ = object.machineName
      // Each may fail by itself.
      if let symbols = try? object.symbols(file) { for symbol in symbols { _ = symbol } }
      _ = try? object.importedNames(file).names
      _ = try? object.relocatedSymbols(file)
      _ = try? object.dlopenNotes(file)
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: Form.all)
  func `a truncated file is an error, or reads as far as it goes`(_ form: Form) {
    let file = everything(form)
    for size in 0..<file.count { _ = readAll(Array(file[..<size])) }
    #expect(readAll(file))
  }

  @Test(arguments: Form.all)
  func `a file with changed bytes never crashes`(_ form: Form) {
    let file = everything(form)
    var random = Random(state: 42)
    for index in file.indices {
      for value: UInt8 in [0, 1, 0x7f, 0xff, file[index] ^ 1, file[index] ^ 0x80] {
        var changed = file
        changed[index] = value
        _ = readAll(changed)
      }
    }
    for _ in 0..<2000 {
      var changed = file
      for _ in 0..<(1 + random.next() % 8) {
        changed[Int(random.next() % UInt64(file.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = readAll(changed)
    }
    for _ in 0..<2000 {
      var changed = file
      // Numbers at the edges, where offsets and sizes overflow.
      let index = Int(random.next() % UInt64(file.count - 8))
      let edge: [UInt8] =
        random.next() % 2 == 0
        ? [255, 255, 255, 255, 255, 255, 255, 255] : [0, 0, 0, 0, 0, 0, 0, 128]
      changed.replaceSubrange(index..<(index + (random.next() % 2 == 0 ? 8 : 4)), with: edge)
      _ = readAll(changed)
    }
  }

  @Test(arguments: [
    (4, 3, "its class is 3"), (5, 0, "its byte order is 0"), (6, 9, "its ELF version is 9"),
    (54, 55, "its program headers have 55 bytes each"),
    (33, 255, "its program headers end outside the file"),
  ])
  func `an error says what is wrong and where`(_ index: Int, _ value: UInt8, _ what: String) {
    var file = everything(Form.all[0])
    file[index] = value
    let error = #expect(throws: ELFError.self) { try Object.read(file) }
    #expect(error?.what.hasPrefix(what) == true)
    #expect(error?.code == .malformed)
    #expect(error?.offset != nil)
  }

  @Test func `a name outside the string table is an error`() {
    let file = ObjectBuilder.library("l.so") { $0.entries = [(1, 1 << 40)] }
    let error = #expect(throws: ELFError.self) { try Object.read(file) }
    #expect(error?.what.contains("of a string table of") == true)
  }

  @Test func `names cannot be made to take all memory`() {
    let file = ObjectBuilder.library("l.so") {
      let name = String(repeating: "x", count: 1 << 20)
      $0.names = (0..<64).map { _ in (1, name) }
    }
    let error = #expect(throws: ELFError.self) { try Object.read(file) }
    #expect(error?.what == "the dynamic section's names are too long")
  }
}

/// A generator with a fixed seed (SplitMix64), so that a failure can be repeated.
private struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}

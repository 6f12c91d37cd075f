import Archives
import Testing

/// RFC 1951 and RFC 1950; the streams were made by zlib.
struct InflateTests {
  @Test func `a block with fixed codes repeats what it wrote, overlapping`() throws {
    #expect(try raw("cb48cdc9c957c8409000", size: 17) == "hello hello hello")
  }

  @Test func `a stored block is copied`() throws {
    #expect(try raw("010600f9ff73746f726564", size: 6) == "stored")
  }

  @Test func `a block with codes of its own is decoded`() throws {
    let text = try raw(Self.dynamic, size: 400)
    #expect(text.hasPrefix("aabaedecaaeaccadbaabaaaacacaadeabaadbacaababcabbecaeaccabbadaacb"))
    #expect(text.hasSuffix("cbabeacaabaaabbccaaaeaabdaabeeacbbaaab"))
  }

  @Test func `the wrapping of zlib is taken off`() throws {
    let bytes = bytes("789cabcac94c0200046401b2")
    #expect(try unsafe Inflate.zlib(bytes.span.bytes, size: 4) == Array("zlib".utf8))
  }

  @Test(arguments: [
    ("ends within a code", "cb48cdc9c9", 17, ArchiveError.Code.truncated),
    ("holds more than it says", "cb48cdc9c957c8409000", 16, .tooLarge),
    ("holds less than it says", "cb48cdc9c957c8409000", 18, .malformed),
    ("a block of type 3", "07", 1, .malformed),
    ("a stored block whose lengths differ", "010600f8ff73746f726564", 6, .malformed),
    ("a distance before the beginning", "4b046200", 5, .malformed),
    ("nothing", "", 0, .truncated),
  ])
  func `a malformed stream is an error`(
    what: String, hex: String, size: Int, code: ArchiveError.Code
  ) {
    let bytes = bytes(hex)
    #expect {
      try unsafe Inflate.raw(bytes.span.bytes, size: size)
    } throws: {
      ($0 as? ArchiveError)?.code == code
    }
  }

  @Test func `whatever one byte becomes, decoding ends`() {
    var stream = bytes(Self.dynamic)
    for index in stream.indices {
      let before = stream[index]
      for value in [before ^ 0xff, before ^ 1, 0] {
        stream[index] = value
        _ = unsafe try? Inflate.raw(stream.span.bytes, size: 400)
      }
      stream[index] = before
    }
  }

  private static let dynamic =
    "355001128030087a2ba0ffff4280cbaeab21200e207656c042c210065cf283d91c8c292805d2cc12498c595c1fdd68893cae39fe2e65d1b455cf890922ad9dc9bbfe538c5161dfd1590b478c40cf00059b8119fcac820678c55636437d85671ff45f51b7261a50cebeafe160199ee876e0a1719b4e69f45be8c589a49bbce10fc35d8c75e24c957b5142527adb29885a772d1f"

  private func raw(_ hex: String, size: Int) throws -> String {
    let bytes = bytes(hex)
    return String(decoding: try unsafe Inflate.raw(bytes.span.bytes, size: size), as: UTF8.self)
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16) ?? 0
    }
  }
}

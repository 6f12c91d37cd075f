import Roots
import RootsTesting
import Testing

@Suite("Reading a file by pieces") struct PiecesTests {
  private func pieces(
    _ text: String, in range: Range<UInt64> = 0..<UInt64.max, size: Int
  ) throws -> [String] {
    let directory = TemporaryDirectory()
    try directory.shell("printf '%s' '\(text)' > file")
    let root = try DirectoryRoot(path: directory.path)
    var result: [String] = []
    try root.forEachPiece(
      of: "/file", in: range, endingWith: UInt8(ascii: "|"), size: size
    ) { (bytes, offset) throws(RootError) in
      let piece = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
      result.append("\(offset):\(piece)")
    }
    return result
  }

  @Test func `a piece ends behind a separator`() throws {
    #expect(try pieces("aa|bb|cc|dd", size: 7) == ["0:aa|bb|", "6:cc|dd"])
  }

  @Test func `what is longer than a piece is still whole`() throws {
    #expect(try pieces("a|bbbbbbbbbbb|c", size: 3) == ["0:a|", "2:bbbbbbbbbbb|", "14:c"])
  }

  @Test func `a part of a file is read alone`() throws {
    #expect(try pieces("aa|bb|cc|dd", in: 1..<7, size: 4) == ["1:a|", "3:bb|c"])
  }

  @Test func `nothing is read behind the end`() throws {
    #expect(try pieces("aa", in: 5..<9, size: 4) == [])
    #expect(try pieces("", size: 4) == [])
  }
}

import Archives
import ArchivesTesting
import Testing

struct ZipDirectoryTests {
  @Test func `members are read, stored and deflated`() throws {
    var zip = ZipBuilder()
    zip.add("a/stored", Array("as it is".utf8))
    let deflated: [UInt8] = [0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x90, 0]
    zip.add("deflated", deflated, method: 8, size: 17)
    #expect(
      try contents(zip.archive()) == ["a/stored": "as it is", "deflated": "hello hello hello"])
  }

  @Test func `what stands before an archive is passed over`() throws {
    var zip = ZipBuilder()
    zip.add("x", Array("y".utf8))
    #expect(try contents(Array("#!/bin/sh\n".utf8) + zip.archive()) == ["x": "y"])
  }

  @Test func `a comment may follow`() throws {
    var zip = ZipBuilder()
    zip.add("x", Array("y".utf8))
    #expect(try contents(zip.archive(comment: Array("made by hand".utf8))) == ["x": "y"])
  }

  @Test func `bytes that do not end as an archive are none`() throws {
    let bytes = [UInt8](repeating: 0x50, count: 100)
    #expect(try unsafe ZipDirectory(of: bytes.span.bytes)?.entries == nil)
  }

  @Test func `a member that is larger than the caller takes is an error`() throws {
    var zip = ZipBuilder()
    zip.add("x", [UInt8](repeating: 1, count: 100))
    let archive = zip.archive()
    let directory = try #require(try unsafe ZipDirectory(of: archive.span.bytes))
    #expect(throws: ArchiveError.self) {
      try unsafe directory.content(of: directory.entries[0], in: archive.span.bytes, limit: 99)
    }
  }

  @Test func `an unknown method is an error`() throws {
    var zip = ZipBuilder()
    zip.add("x", [1, 2, 3], method: 14)
    #expect(throws: ArchiveError.self) { try contents(zip.archive()) }
  }

  @Test func `whatever one byte becomes, reading ends`() throws {
    var zip = ZipBuilder()
    zip.add("stored", Array("content".utf8))
    var archive = zip.archive()
    for index in archive.indices {
      let before = archive[index]
      for value in [before ^ 0xff, 0, 0x7f] {
        archive[index] = value
        _ = try? contents(archive)
      }
      archive[index] = before
    }
    for count in archive.indices { _ = try? contents(Array(archive[..<count])) }
  }

  private func contents(_ archive: [UInt8]) throws -> [String: String] {
    guard let directory = try unsafe ZipDirectory(of: archive.span.bytes) else { return [:] }
    var result: [String: String] = [:]
    for entry in directory.entries {
      let bytes = try unsafe directory.content(of: entry, in: archive.span.bytes, limit: 1 << 16)
      result[String(decoding: entry.name, as: UTF8.self)] = String(decoding: bytes, as: UTF8.self)
    }
    return result
  }
}

import Glibc
import Images
import Roots
import RootsTesting
import SystemPackage
import Testing

@testable import Writing

@Suite struct LayerStreamTests {
  let temporary = TemporaryDirectory()

  /// Writes some megabytes that compress and some that do not; the layer's file is `blob`, the bytes are `plain`.
  func layer(_ compression: String, size: Int = 9_700_000) throws -> WrittenLayer {
    var state: UInt64 = 88_172_645_463_325_252
    let bytes = (0..<size).map { index -> UInt8 in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return index % 3_000_000 < 1_000_000 ? UInt8(truncatingIfNeeded: state) : UInt8(index % 61)
    }
    func file(_ name: String) throws -> BlobFile {
      BlobFile(
        taking: try FileDescriptor.open(
          temporary.path.appending(name), .readWrite, options: [.create, .truncate],
          permissions: [.ownerReadWrite]), label: name)
    }
    try file("plain").write(bytes)
    var stream = try LayerStream(
      to: file("blob"), compression: #require(LayerCompression(compression)))
    for start in stride(from: 0, to: size, by: 700_001) {
      try stream.write(Array(bytes[start..<min(size, start + 700_001)]))
    }
    return try stream.finish()
  }

  @Test(arguments: [
    ("none", "cat"), ("gzip", "gzip -dc"), ("gzip:1", "gzip -dc"), ("gzip:9", "gzip -dc"),
    ("zstd", "zstd -qdc"), ("zstd:1", "zstd -qdc"), ("zstd:9", "zstd -qdc"),
  ])
  func `programs unpack it, and both digests are right`(
    compression: String, program: String
  ) throws {
    let layer = try layer(compression)
    try temporary.shell(
      """
      \(program) < blob | cmp - plain
      [ "\(layer.diffID)" = "sha256:$(sha256sum < plain | cut -d' ' -f1)" ]
      [ "\(layer.digest)" = "sha256:$(sha256sum < blob | cut -d' ' -f1)" ]
      [ \(layer.size) = $(stat -c %s blob) ]
      """)
  }

  @Test(arguments: ["none", "gzip", "zstd"])
  func `nothing, and a whole number of blocks`(compression: String) throws {
    for size in [0, 4 << 20, 8 << 20] {
      let layer = try layer(compression, size: size)
      let program = ["none": "cat", "gzip": "gzip -dc", "zstd": "zstd -qdc"][compression] ?? ""
      try temporary.shell("\(program) < blob | cmp - plain")
      #expect(layer.diffID.algorithm == .sha256)
    }
  }

  @Test(arguments: ["gzip:3", "zstd:2"])
  func `the bytes are those of one block after the other`(compression: String) throws {
    _ = try layer(compression)
    let directory = try DirectoryRoot(path: temporary.path)
    let plain = try directory.bytes(of: "/plain")
    let way = try #require(LayerCompression(compression))
    var expected = way.header
    var before: [UInt8] = []
    var checksum: UInt32 = 0
    for start in stride(from: 0, to: plain.count, by: way.blockSize) {
      let block = Array(plain[start..<min(plain.count, start + way.blockSize)])
      let isLast = start + way.blockSize >= plain.count
      expected += try #require(way.compress(block, before: before, isLast: isLast))
      checksum = LayerCompression.combine(
        checksum, LayerCompression.checksum(block), secondSize: block.count)
      before = block
    }
    expected += way.trailer(checksum: checksum, size: UInt64(plain.count))
    #expect(try directory.bytes(of: "/blob") == expected)
  }

  @Test func `a gzip layer has no name and no time in its header`() throws {
    _ = try layer("gzip", size: 10)
    let bytes = try DirectoryRoot(path: temporary.path).bytes(of: "/blob")
    #expect(bytes.prefix(10) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
  }

  @Test(arguments: ["bzip2", "gzip:0", "gzip:10", "zstd:23", "none:1", "gzip:", "", "gzip:x"])
  func `what is no compression is refused`(text: String) {
    #expect(LayerCompression(text) == nil)
  }
}

import CZlib
import Images
import Roots
import RootsTesting
import SystemPackage
import Testing

/// Headers and trailers of gzip (RFC 1952); what is between them is InflateStream's.
struct GzipTests {
  let temporary = TemporaryDirectory()

  @Test(arguments: ["", "extra", "name", "comment", "crc", "extra name comment crc"])
  func `the fields of a header are passed over`(fields: String) throws {
    let packed = gzip(archive, fields: fields)
    #expect(try read(packed) == [Array("a".utf8)])
    // Two members whose content is one archive.
    let half = archive.count / 3
    let two =
      gzip(Array(archive[..<half]), fields: fields) + gzip(Array(archive[half...]), fields: fields)
    #expect(try read(two + [0, 0, 0]) == [Array("a".utf8)])
  }

  @Test func `what contradicts its checksums, or is no gzip, is an error`() throws {
    let packed = gzip(archive, fields: "extra name comment crc")
    func refuses(_ bytes: [UInt8], _ detail: String, line: Int = #line) {
      let error = #expect(throws: ImageError.self) { try read(bytes) }
      #expect(error?.detail.contains(detail) == true, "line \(line): \(error?.detail ?? "")")
    }
    func changed(_ index: Int, _ value: UInt8) -> [UInt8] {
      var bytes = packed
      bytes[index < 0 ? bytes.count + index : index] ^= value
      return bytes
    }
    refuses(changed(2, 1), "method")
    refuses(changed(3, 0x20), "flags")
    refuses(changed(4, 1), "header's checksum")
    refuses(changed(-1, 1), "size")
    refuses(changed(-8, 1), "checksum")
    refuses(packed + [1], "not gzip follows")
    refuses(packed + [0, 1], "not gzip follows")
    refuses(packed + [0x1f], "too early")
    for count in [3, 9, 12, 20, 30, 50, packed.count - 1] {
      refuses(Array(packed.prefix(count)), "too early")
    }
  }

  private var archive: [UInt8] {
    var builder = TarBuilder()
    builder.add("a", String(repeating: "text ", count: 2000))
    return builder.finished()
  }

  /// The names in an archive.
  private func read(_ bytes: [UInt8]) throws -> [[UInt8]]? {
    let path = temporary.path.appending("a.tar.gz")
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try file.closeAfter { _ = try file.writeAll(bytes) }
    return try ImageReader().open(SourceName("tar:\(path)")).root.children(of: "/")?.map(\.name)
  }

  private func gzip(_ bytes: [UInt8], fields: String) -> [UInt8] {
    var stream = unsafe z_stream()
    unsafe deflateInit2_(
      &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { unsafe deflateEnd(&stream) }
    var text = [UInt8](repeating: UInt8(ascii: "t"), count: 300) + [0]
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 4096)
    unsafe text.withUnsafeMutableBufferPointer { text in
      unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
          var header = unsafe gz_header()
          if fields.contains("extra") {
            unsafe (header.extra, header.extra_len) = (text.baseAddress, 300)
          }
          if fields.contains("name") { unsafe header.name = text.baseAddress }
          if fields.contains("comment") { unsafe header.comment = text.baseAddress }
          if fields.contains("crc") { unsafe header.hcrc = 1 }
          unsafe deflateSetHeader(&stream, &header)
          unsafe stream.next_in = input.baseAddress
          unsafe stream.avail_in = UInt32(input.count)
          unsafe stream.next_out = output.baseAddress
          unsafe stream.avail_out = UInt32(output.count)
          _ = unsafe deflate(&stream, Z_FINISH)
        }
      }
    }
    return Array(output.prefix(Int(unsafe stream.total_out)))
  }
}

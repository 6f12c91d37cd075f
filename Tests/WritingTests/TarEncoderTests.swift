import Glibc
import Images
import Roots
import RootsTesting
import SystemPackage
import Testing

@testable import Writing

/// What the encoder writes, read by GNU tar and by pith's own reader.
@Suite struct TarEncoderTests {
  let temporary = TemporaryDirectory()

  /// The one entry of an archive, as pith reads it.
  func entry(_ item: TarEncoder.Item, at path: RootPath) throws -> (Entry?, any Root) {
    let bytes =
      TarEncoder.header(item) + [UInt8](repeating: 0x78, count: Int(item.size))
      + TarEncoder.padding(after: item.size) + TarEncoder.end
    let file = temporary.path.appending("a.tar")
    try write(bytes, to: file)
    let root = try ImageReader().open(SourceName(transport: .tar, path: file)).root
    return (try root.entry(at: path), root)
  }

  func write(_ bytes: [UInt8], to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }

  @Test func `a plain entry is one block`() throws {
    var item = TarEncoder.Item(name: Array("usr/bin/a".utf8), type: .regular)
    item.mode = 0o4755
    item.uid = 1000
    item.size = 3
    item.modified = Entry.Timestamp(seconds: 1_600_000_000)
    #expect(TarEncoder.header(item).count == 512)
    let found = try #require(try entry(item, at: "/usr/bin/a").0)
    #expect(found.mode == 0o4755)
    #expect(found.uid == 1000)
    #expect(found.size == 3)
    #expect(found.modified.seconds == 1_600_000_000)
    try temporary.shell("tar -tf a.tar | grep -qx usr/bin/a")
  }

  @Test(arguments: [101, 200, 256, 257, 300, 4000])
  func `long names are split or extended`(length: Int) throws {
    let parts = (0..<(length / 10)).map {
      "d\(String($0 % 10))\(String(repeating: "x", count: 7))/"
    }
    let name = Array(parts.joined().utf8.prefix(length - 1)) + [UInt8(ascii: "z")]
    let item = TarEncoder.Item(name: name, type: .regular)
    #expect(try entry(item, at: RootPath(name)).0 != nil)
    let list = "[ \"$(tar -tf a.tar)\" = '\(String(decoding: name, as: UTF8.self))' ]"
    try temporary.shell(list)
  }

  @Test func `a name of one component that is too long is extended`() throws {
    let name = [UInt8](repeating: UInt8(ascii: "n"), count: 255)
    #expect(
      try entry(TarEncoder.Item(name: name, type: .regular), at: RootPath(name)).0 != nil)
    let directory = TarEncoder.Item(name: name.prefix(100) + [0x2f], type: .directory)
    #expect(try entry(directory, at: RootPath(name.prefix(100))).0?.isDirectory == true)
  }

  @Test func `names are bytes`() throws {
    let name: [UInt8] = [0xff, 0xfe, 0xc3, 0xa9]
    let item = TarEncoder.Item(name: name, type: .regular)
    #expect(TarEncoder.header(item).count == 512)
    #expect(try entry(item, at: RootPath(name)).0 != nil)
    let long = [UInt8](repeating: 0xff, count: 200)
    #expect(try entry(TarEncoder.Item(name: long, type: .regular), at: RootPath(long)).0 != nil)
  }

  @Test(
    arguments: [
      Entry.Timestamp(seconds: 5, nanoseconds: 1), Entry.Timestamp(seconds: -1),
      Entry.Timestamp(seconds: -2, nanoseconds: 250_000_000),
      Entry.Timestamp(seconds: 0, nanoseconds: 999_999_999),
      Entry.Timestamp(seconds: 1 << 40, nanoseconds: 500_000_000),
    ])
  func `times are exact`(time: Entry.Timestamp) throws {
    var item = TarEncoder.Item(name: Array("a".utf8), type: .regular)
    item.modified = time
    #expect(TarEncoder.header(item).count == 1536)
    #expect(try entry(item, at: "/a").0?.modified == time)
  }

  @Test func `large owners and targets are extended`() throws {
    var item = TarEncoder.Item(name: Array("a".utf8), type: .symlink)
    item.uid = .max
    item.gid = 3_000_000
    item.linkTarget = [UInt8](repeating: UInt8(ascii: "t"), count: 1000)
    let (found, root) = try entry(item, at: "/a")
    #expect(found?.uid == .max)
    #expect(found?.gid == 3_000_000)
    #expect(try root.linkTarget(at: "/a") == item.linkTarget)
  }

  @Test func `attributes with any bytes survive`() throws {
    var item = TarEncoder.Item(name: Array("a".utf8), type: .regular)
    item.attributes = [
      ExtendedAttribute(name: Array("security.capability".utf8), value: [1, 0, 10, 61, 0xff]),
      ExtendedAttribute(name: Array("user.x".utf8), value: []),
    ]
    let root = try entry(item, at: "/a").1
    #expect(try root.extendedAttributes(at: "/a") == item.attributes)
  }

  @Test func `a size that octal digits cannot say is a record, or binary in a plain header`() {
    var item = TarEncoder.Item(name: Array("a".utf8), type: .regular)
    item.size = 1 << 33
    let text = String(decoding: TarEncoder.header(item), as: UTF8.self)
    #expect(text.contains(" size=8589934592\n"))
    let plain = TarEncoder.plainHeader(item)
    #expect(plain.count == 512)
    #expect(Array(plain[124..<136]) == [0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0])
  }

  @Test func `devices keep their numbers`() throws {
    var item = TarEncoder.Item(name: Array("null".utf8), type: .characterDevice)
    item.device = Entry.Device(major: 1, minor: 3)
    let found = try entry(item, at: "/null").0
    #expect(found?.kind == .characterDevice)
    #expect(found?.device == item.device)
  }
}

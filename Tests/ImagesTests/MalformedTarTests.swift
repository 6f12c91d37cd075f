import Images
import Roots
import RootsTesting
import SystemPackage
import Testing

/// Archives that lie are errors that name the entry, or the tree that they mean; never a crash, a loop, or memory that grows with the lie.
@Suite struct MalformedTarTests {
  let temporary = TemporaryDirectory()

  func open(_ archive: [UInt8]) throws -> any Root {
    try LayoutBuilder(temporary.path).write(archive, to: "archive")
    return try ImageReader().open(
      SourceName(transport: .tar, path: temporary.path.appending("archive"))
    ).root
  }

  func error(_ builder: TarBuilder) -> ImageError? {
    #expect(throws: ImageError.self) { try open(builder.finished()) }
  }

  func error(_ build: (inout TarBuilder) -> Void) -> ImageError? {
    var builder = TarBuilder()
    build(&builder)
    return error(builder)
  }

  func signed(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
    var header = TarBuilder.header(Array("victim".utf8))
    change(&header)
    TarBuilder.sign(&header)
    return header
  }

  @Test func `dots in a name are an error that names the entry`() {
    for name in ["../etc/passwd", "a/../../b", ".."] {
      let error = error { $0.add(name, "x") }
      #expect(error?.code == .malformed)
      #expect(error?.entry == Array(name.utf8))
      #expect(error?.description.contains("'\(name)': its name holds '..'") == true)
    }
    #expect(error { $0.add("a", type: "1", target: "../x") }?.entry == Array("a".utf8))
  }

  @Test func `an absolute name is the root's`() throws {
    var builder = TarBuilder()
    builder.add("/etc/passwd", "x")
    builder.add("//etc//./group/", type: "5")
    #expect(try open(builder.finished()).children(of: "/etc")?.count == 2)
  }

  @Test func `a name through a link stays in the root`() throws {
    var builder = TarBuilder()
    builder.add("out", type: "2", target: "../../../../tmp")
    builder.add("out/victim", "x")
    let root = try open(builder.finished())
    #expect(try root.entry(at: "/tmp/victim")?.size == 1)
    #expect(try root.entry(at: "/out")?.kind == .symlink)
  }

  @Test func `links in a circle on the way to a name are an error`() {
    let error = error {
      $0.add("a", type: "2", target: "b")
      $0.add("b", type: "2", target: "a")
      $0.add("a/x", "x")
    }
    #expect(error?.entry == Array("a/x".utf8))
  }

  @Test func `the root can only be a directory`() {
    #expect(error { $0.add("./", type: "2", target: "/etc") }?.code == .malformed)
    #expect(error { $0.add("/", "x") }?.code == .malformed)
  }

  @Test func `a hard link to nothing, to a directory or to itself is an error`() {
    #expect(error { $0.add("a", type: "1", target: "nowhere") }?.code == .missing)
    let directory = error {
      $0.add("d", type: "5")
      $0.add("a", type: "1", target: "d")
    }
    #expect(directory?.code == .malformed)
    let itself = error {
      $0.add("a", "x")
      $0.add("a", type: "1", target: "a")
    }
    #expect(itself?.code == .missing)
  }

  @Test func `an archive that is cut off is an error`() throws {
    var builder = TarBuilder()
    builder.add("a", String(repeating: "x", count: 5000))
    for count in [100, 600, 2000, 5400] {
      let error = #expect(throws: ImageError.self) { try open(Array(builder.bytes.prefix(count))) }
      #expect(error?.code == .truncated)
    }
    // Without its last blocks of zeros, and without what fills the last block, it is whole.
    #expect(try open(Array(builder.bytes.prefix(5512))).entry(at: "/a")?.size == 5000)
    #expect(try open([]).children(of: "/") == [])
  }

  @Test func `a size that is not there is an error before memory is taken`() {
    let sizes: [[UInt8]] = [
      Array("77777777777\0".utf8),
      [0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0x80, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0x80, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Array("12x45678901\0".utf8),
    ]
    for type in "0xLKgS" {
      for size in sizes {
        let header = signed { header in
          header[156] = type.asciiValue ?? 0
          header.replaceSubrange(124..<136, with: size)
        }
        let error = error { $0.raw(header) }
        #expect(error != nil)
      }
    }
    for value in ["18446744073709551615", "9223372036854775807", "99999999999999999999", "-1", "x"]
    {
      #expect(
        error {
          $0.records([("size", Array(value.utf8))])
          $0.add("a", "x")
        } != nil)
    }
  }

  @Test func `an extended header without end is an error`() {
    let bodies = [
      "1", "5 a=b", "99 path=x\n", "0 a=b\n", "6 a=b\nX", "6 a=bX", "18446744073709551616 a=b\n",
      " a=b\n", "4 =\n", "14 path=x\u{0}yzw\n",
    ]
    for body in bodies {
      let error = error {
        $0.raw(TarBuilder.header(Array("p".utf8), type: "x", size: UInt64(body.utf8.count)))
        $0.content(Array(body.utf8))
        $0.add("a", "x")
      }
      #expect(error?.code == .malformed, "\(body)")
    }
  }

  @Test func `a list of holes that contradicts itself is an error`() {
    let maps = [
      "0,5,3,5", "10,5,0,5", "0,1", "0", "x,y", "0,11,", "18446744073709551615,1",
      "1,18446744073709551615", "0,5,100,5",
    ]
    for map in maps {
      let error = error {
        $0.records([
          ("GNU.sparse.map", Array(map.utf8)), ("GNU.sparse.size", Array("50".utf8)),
          ("GNU.sparse.name", Array("holes".utf8)),
        ])
        $0.add("a", "0123456789")
      }
      #expect(error?.code == .malformed, "\(map)")
    }
    for list in ["", "x\n", "1\n0\n", "999999999999\n", "1\n0\n5", "2\n0\n5\n3\n5\n"] {
      let error = error {
        $0.records([
          ("GNU.sparse.major", [0x31]), ("GNU.sparse.minor", [0x30]),
          ("GNU.sparse.realsize", Array("50".utf8)),
        ])
        $0.add("a", list)
      }
      #expect(error?.code == .malformed, "\(list)")
    }
  }

  @Test func `a wrong checksum, an unknown type and a lonely block of zeros are errors`() {
    var header = TarBuilder.header(Array("a".utf8))
    header[0] = UInt8(ascii: "b")
    #expect(error { $0.raw(header) }?.code == .malformed)
    #expect(error { $0.add("a", type: "Z") }?.code == .unsupported)
    #expect(
      error {
        $0.raw([UInt8](repeating: 0, count: 512))
        $0.add("a", "x")
      }?.code == .malformed)
  }

  @Test func `duplicate names leave the last`() throws {
    var builder = TarBuilder()
    builder.add("a", "first")
    builder.add("a", type: "5")
    builder.add("a/b", "x")
    builder.add("a", "last!!")
    let root = try open(builder.finished())
    #expect(try root.bytes(of: "/a") == Array("last!!".utf8))
    #expect(try root.entry(at: "/a/b") == nil)
  }

  @Test func `1000 levels and 10000 names are read`() throws {
    var builder = TarBuilder()
    var path = ""
    for _ in 0..<1000 {
      path += "d/"
      builder.add(path, type: "5", mode: 0o755, format: .gnu)
    }
    builder.add(path + "file", "deep", format: .gnu)
    for number in 0..<10_000 { builder.raw(TarBuilder.header(Array("n\(number)".utf8))) }
    let root = try open(builder.finished())
    #expect(try root.bytes(of: RootPath(path + "file")) == Array("deep".utf8))
    #expect(try root.children(of: "/")?.count == 10_001)
    builder.add(".wh.d")
    #expect(try root.entry(at: RootPath(path))?.isDirectory == true)
  }

  @Test func `a name of 4096 bytes is read`() throws {
    var builder = TarBuilder()
    let long = String(repeating: "x", count: 4096)
    builder.add(long, "long", format: .pax)
    #expect(try open(builder.finished()).bytes(of: RootPath("/" + long)) == Array("long".utf8))
  }

  @Test func `every byte of an archive may be wrong`() throws {
    var builder = TarBuilder()
    builder.add("dir/", type: "5", mode: 0o755)
    builder.add("dir/file", "content", format: .pax, attributes: [("user.x", "y")])
    builder.add("dir/link", type: "2", target: "file")
    builder.add("hard", type: "1", target: "dir/file")
    let archive = builder.finished()
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var broken = archive
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<(archive.count - 1024), using: &generator)
        broken[index] = UInt8.random(in: 0...255, using: &generator)
        // Past the checksum, to what it guards.
        var block = Array(broken[(index / 512 * 512)..<(index / 512 * 512 + 512)])
        if block[257..<262].elementsEqual("ustar".utf8) {
          TarBuilder.sign(&block)
          broken.replaceSubrange((index / 512 * 512)..<(index / 512 * 512 + 512), with: block)
        }
      }
      guard let root = try? open(broken) else { continue }
      try root.walk { path, kind throws(RootError) in
        if kind == .regular { _ = try? root.bytes(of: path) }
        return .into
      }
    }
  }
}

import Glibc
import Images
import Roots
import RootsTesting
import SystemPackage
import Testing

@Suite struct ImageReaderTests {
  let temporary = TemporaryDirectory()
  var path: FilePath { temporary.path.appending("image") }

  func layer(_ names: String..., text: String = "x") -> LayoutBuilder.Layer {
    var builder = TarBuilder()
    for name in names { builder.add(name, text) }
    return LayoutBuilder.Layer(builder.finished())
  }

  func open(_ text: String, platform: String? = nil) throws -> OpenedRoot {
    try ImageReader(platform: platform.flatMap { Platform($0) }).open(SourceName(text))
  }

  func error(_ text: String, platform: String? = nil) -> ImageError? {
    #expect(throws: ImageError.self) { try open(text, platform: platform) }
  }

  // MARK: - Finding

  @Test func `a layout is recognised, and its configuration read`() throws {
    let layout = try LayoutBuilder(path)
    try layout.index(
      layout.image(
        [layer("a"), layer("b")], configuration: #"{"Entrypoint":["/a"],"Env":["X=y"]}"#,
        more: LayoutBuilder.named("v1")))
    let opened = try open(path.string)
    #expect(try opened.root.children(of: "/")?.map(\.name) == [[0x61], [0x62]])
    #expect(opened.image?.configuration.entrypoint == ["/a"])
    #expect(opened.image?.name == "v1")
    #expect(opened.image?.digest != nil)
    #expect(try open("oci:\(path):v1").image?.name == "v1")
  }

  @Test func `a directory that is no layout is a root`() throws {
    try temporary.shell("mkdir image; echo x > image/file; echo y > image/index.json")
    let opened = try open(path.string)
    #expect(opened.image == nil)
    #expect(try opened.root.entry(at: "/file") != nil)
    #expect(try open("dir:\(path)").root.entry(at: "/file") != nil)
  }

  @Test func `one of several images must be named`() throws {
    let layout = try LayoutBuilder(path)
    try layout.index(
      layout.image([layer("a")], more: LayoutBuilder.named("one")),
      layout.image([layer("b")], more: LayoutBuilder.named("two")))
    #expect(error("oci:\(path)")?.detail.contains("name one of 'one', 'two'") == true)
    #expect(error("oci:\(path):three")?.detail.contains("only 'one', 'two'") == true)
    #expect(try open("oci:\(path):two").root.entry(at: "/b") != nil)
  }

  @Test func `the platform chooses`() throws {
    let layout = try LayoutBuilder(path)
    let own = Platform.current.architecture
    try layout.index(
      layout.image(
        [layer("foreign")], architecture: "mips64le", more: LayoutBuilder.platform("mips64le")),
      layout.image([layer("own")], architecture: own, more: LayoutBuilder.platform(own)))
    #expect(try open(path.string).root.entry(at: "/own") != nil)
    #expect(try open(path.string, platform: "linux/mips64le").root.entry(at: "/foreign") != nil)
    let detail = error(path.string, platform: "linux/sparc")?.detail
    #expect(detail?.contains("no image for linux/sparc") == true)
    #expect(detail?.contains("linux/mips64le") == true)
  }

  @Test func `the only image is taken whatever its platform is, but not if another is asked for`()
    throws
  {
    let layout = try LayoutBuilder(path)
    try layout.index(layout.image([layer("a")], architecture: "mips64le"))
    #expect(try open(path.string).root.entry(at: "/a") != nil)
    #expect(
      error(path.string, platform: "linux/amd64")?.detail.contains("only one is for linux/mips64le")
        == true)
  }

  @Test func `an index in an index is followed`() throws {
    let layout = try LayoutBuilder(path)
    let inner = try layout.image(
      [layer("a")], more: LayoutBuilder.platform(Platform.current.architecture))
    let nested = try layout.blob(
      Array(#"{"schemaVersion":2,"manifests":[\#(inner)]}"#.utf8),
      "application/vnd.oci.image.index.v1+json", more: LayoutBuilder.named("x"))
    try layout.index(nested)
    #expect(try open("oci:\(path):x").root.entry(at: "/a") != nil)
  }

  // MARK: - Archives

  @Test(arguments: ["", "gzip -c", "zstd -qc"])
  func `a layout in an archive is recognised`(program: String) throws {
    let layout = try LayoutBuilder(path)
    try layout.index(layout.image([layer("a")]))
    try temporary.shell(
      "tar -cf plain -C image . && cat plain | \(program.isEmpty ? "cat" : program) > archive")
    let opened = try open(temporary.path.appending("archive").string)
    #expect(try opened.root.entry(at: "/a") != nil)
    #expect(opened.image != nil)
  }

  /// What `docker save` wrote until version 24: a directory for each layer, the layers of equal content as links.
  @Test func `the older docker archive is read`() throws {
    let first = layer("a")
    let second = layer("b", ".wh.a")
    try temporary.shell("mkdir -p image/1 image/2 image/3")
    let layout = try LayoutBuilder(path)
    try layout.write(first.bytes, to: "1/layer.tar")
    try layout.write(second.bytes, to: "2/layer.tar")
    let ids = [first, second, first].map { "\"\($0.diffID)\"" }.joined(separator: ",")
    let configuration = Array(
      #"{"architecture":"amd64","os":"linux","config":{"Cmd":["/b"]},"rootfs":{"diff_ids":[\#(ids)]}}"#
        .utf8)
    let name = Digest(of: configuration).hexadecimal
    try layout.write(configuration, to: "\(name).json")
    try layout.write(
      Array(
        #"[{"Config":"\#(name).json","RepoTags":["app:1"],"Layers":["1/layer.tar","2/layer.tar","3/layer.tar"]}]"#
          .utf8), to: "manifest.json")
    try temporary.shell(
      """
      rm -r image/blobs image/oci-layout; ln -s ../1/layer.tar image/3/layer.tar
      tar -cf archive -C image .
      """)
    let archive = temporary.path.appending("archive").string
    let opened = try open(archive)
    #expect(try opened.root.children(of: "/")?.map(\.name) == [[0x61], [0x62]])
    #expect(opened.image?.configuration.command == ["/b"])
    #expect(opened.image?.name == "app:1")
    #expect(try open("docker-archive:\(archive):app:1").root.entry(at: "/b") != nil)
    #expect(error("docker-archive:\(archive):other")?.detail.contains("only 'app:1'") == true)
  }

  @Test func `a root's archive stays one though it has a manifest of its own`() throws {
    try temporary.shell(
      "mkdir -p root; echo '{\"name\":\"app\"}' > root/manifest.json; touch root/.wh.x; "
        + "tar -cf archive -C root .")
    let opened = try open(temporary.path.appending("archive").string)
    #expect(opened.image == nil)
    #expect(try opened.root.entry(at: "/.wh.x") != nil)
  }

  // MARK: - Checks

  @Test func `a layer that is not what its digest says is an error that names it`() throws {
    let layout = try LayoutBuilder(path)
    var bad = layer("a")
    bad.diffID = layer("b").diffID
    try layout.index(layout.image([layer("c"), bad]))
    let diffID = error(path.string)
    #expect(diffID?.code == .mismatch)
    #expect(diffID?.part == "layer \(Digest(of: bad.bytes))")

    let good = layer("a")
    try layout.index(layout.image([good]))
    let name = "blobs/sha256/\(Digest(of: good.bytes).hexadecimal)"
    try layout.write(layer("b").bytes, to: name)
    #expect(error(path.string)?.code == .mismatch)
    try layout.write(good.bytes + [0], to: name)
    #expect(error(path.string)?.detail.contains("bytes and must have") == true)
    try temporary.shell("rm image/\(name)")
    #expect(error(path.string)?.code == .missing)
  }

  @Test(arguments: [false, true])
  func `a root is there before its digests are checked, and is not confirmed when one is wrong`(
    isCompressed: Bool
  ) throws {
    let layout = try LayoutBuilder(path)
    var bad = layer("a")
    bad.diffID = layer("b").diffID
    if isCompressed { bad.bytes = try gzipped(bad.bytes) }
    try layout.index(layout.image([layer("c"), bad]))
    let opened = try ImageReader().openUnconfirmed(SourceName(path.string))
    #expect(try opened.root.entry(at: "/a") != nil)
    let error = #expect(throws: ImageError.self) { try opened.confirm() }
    #expect(error?.part == "layer \(Digest(of: bad.bytes))")
    #expect(error?.code == .mismatch)
  }

  @Test func `a layer that does not unpack is told of before a higher one with a wrong digest`()
    throws
  {
    let layout = try LayoutBuilder(path)
    var cut = layer("a")
    cut.bytes = try gzipped(cut.bytes).dropLast(30)
    var bad = layer("b")
    bad.diffID = layer("c").diffID
    try layout.index(layout.image([cut, bad]))
    let error = error(path.string)
    #expect(error?.code == .truncated)
    #expect(error?.part == "layer \(Digest(of: cut.bytes))")
  }

  private func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = try FileDescriptor.open(
      temporary.path.appending("plain"), .writeOnly, options: [.create, .truncate],
      permissions: .ownerReadWrite)
    try file.closeAfter { _ = try file.writeAll(bytes) }
    try temporary.shell("gzip -nf plain")
    return try DirectoryRoot(path: temporary.path).bytes(of: "/plain.gz", limit: 1 << 20)
  }

  @Test func `a manifest that is not what its digest says is an error`() throws {
    let layout = try LayoutBuilder(path)
    try layout.index(layout.image([layer("a")]))
    try temporary.shell(
      "cd image/blobs/sha256; for f in *; do sed -i 's/schemaVersion\":2/schemaVersion\":3/' $f; done"
    )
    #expect(error(path.string)?.code == .mismatch)
  }

  @Test func `compressed layers are unpacked and checked both ways`() throws {
    let plain = layer("a", text: String(repeating: "text", count: 1_000_000))
    try LayoutBuilder(path).write(plain.bytes, to: "layer")
    try temporary.shell("gzip -k image/layer; zstd -q image/layer; xz -k image/layer")
    for (name, ok) in [("layer.gz", true), ("layer.zst", true), ("layer.xz", false)] {
      let layout = try LayoutBuilder(path)
      var packed = plain
      packed.bytes = try DirectoryRoot(path: path).bytes(of: RootPath(name))
      try layout.index(layout.image([packed, layer("b")]))
      if ok {
        #expect(try open(path.string).root.entry(at: "/a")?.size == 4_000_000)
        packed.diffID = layer("b").diffID
        try layout.index(layout.image([packed]))
        #expect(error(path.string)?.detail.contains("unpacked content") == true)
        packed.bytes = Array(packed.bytes.dropLast(100))
        try layout.index(layout.image([packed]))
        #expect(error(path.string)?.code == .truncated)
      } else {
        #expect(error(path.string)?.code == .unsupported)
      }
    }
  }

  @Test func `what unpacks to too much is an error`() throws {
    try temporary.shell("head -c 50000000 /dev/zero | gzip > bomb")
    let reader = ImageReader(maximumSize: 10_000_000)
    let error = #expect(throws: ImageError.self) {
      try reader.open(SourceName(path: temporary.path.appending("bomb")))
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.detail.contains("--max-size") == true)
  }

  @Test func `random bytes are an error, not a crash`() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let bytes = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
      for start in [[], [0x1f, 0x8b, 8, 0], [0x28, 0xb5, 0x2f, 0xfd]] as [[UInt8]] {
        try LayoutBuilder(path).write(start + bytes, to: "noise")
        #expect(throws: ImageError.self) { try open("tar:\(path)/noise") }
      }
    }
  }
}

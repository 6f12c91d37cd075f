import Glibc
import Images
import Planning
import Roots
import RootsTesting
import SystemPackage
import Testing

@testable import Writing

extension WritingTests {
  @Suite struct ImageWriterTests {
    let temporary = TemporaryDirectory()

    func path(_ name: String) -> String { temporary.path.appending(name).string }

    func writer(_ output: String, compression: LayerCompression? = nil) throws -> ImageWriter {
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      return ImageWriter(root: root, output: OutputName(output), compression: compression)
    }

    @discardableResult
    func write(
      _ output: String, compression: LayerCompression? = nil,
      _ change: (inout ImageWriter) -> Void = { _ in }
    ) throws -> WrittenSummary {
      var writer = try writer(output, compression: compression)
      change(&writer)
      return try writer.write(everything(of: writer.root))
    }

    func read(_ source: String) throws -> OpenedRoot {
      try ImageReader().open(SourceName(source))
    }

    /// A root with one of everything.
    func makeRoot() throws {
      try temporary.shell(
        """
        mkdir in; cd in; mkdir -p usr/bin var/empty tmp app; chmod 1777 tmp; chmod 2750 var
        echo program > usr/bin/a; chmod 4755 usr/bin/a; ln usr/bin/a usr/bin-a; ln usr/bin/a var/z
        ln -s usr/bin bin; ln -s /nowhere dangling; mkfifo -m 620 fifo; ln -P bin bin2; touch empty
        printf '%0200000d' 7 > app/large; truncate -s 3M app/holes
        touch -d '1960-01-01 00:00:00.5 UTC' usr/bin/a; touch -d '2001-02-03 04:05:06.789 UTC' var
        ln -s $(printf '%0150d' 1) far; mkdir -p $(printf '%0120d' 1)/$(printf '%0120d' 2)
        touch $(printf '%0120d' 1)/$(printf '%0120d' 2)/x $(printf '\\377\\376')
        """)
      if getuid() == 0 {
        try temporary.shell(
          "cd in; chown 7:8 usr usr/bin/a; chown -h 9:9 bin; mknod null c 1 3; chown 3000000 empty")
      }
      temporary.setAttribute("user.x", Array("file".utf8), of: "in/app/large")
    }

    @Test(arguments: [
      "tar:f", "out.tar", "out.tgz", "out.tar.zst", "oci:d:v", "oci-archive:f:v",
      "docker-archive:f:app/x:v",
    ])
    func `everything survives in every form`(form: String) throws {
      try makeRoot()
      let output = form.replacing(":f", with: ":\(path("f"))").replacing(
        ":d", with: ":\(path("d"))")
      let name = output.hasPrefix("out") ? path(output) : output
      let summary = try write(name)
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      let opened = try read(name)
      let written = try listing(of: opened.root)
      let expected = try listing(of: root)
      #expect(Set(expected).subtracting(written).sorted() == [])
      #expect(Set(written).subtracting(expected).sorted() == [])
      #expect(summary.files == 6)
      #expect(summary.entries == expected.count)
      #expect(try names(in: temporary).count == 2)
      #expect((opened.image != nil) == form.contains(":v"))
    }

    @Test(arguments: ["none", "gzip:1", "zstd:5"])
    func `every compression can be in every image`(compression: String) throws {
      try makeRoot()
      for kind in ["oci", "oci-archive", "docker-archive", "tar"] {
        let output = "\(kind):\(path(kind))"
        try write(output, compression: LayerCompression(compression))
        #expect(try read(output).root.entry(at: "/tmp")?.mode == 0o1777)
      }
    }

    @Test(arguments: ["tar", "oci-archive", "docker-archive"])
    func `two runs give the same bytes`(kind: String) throws {
      try makeRoot()
      for name in ["one", "two"] { try write("\(kind):\(path(name))", compression: .gzip) }
      try temporary.shell("cmp one two")
    }

    @Test func `an output that is there is refused, and replaced by force whatever it is`() throws {
      try makeRoot()
      try temporary.shell("mkdir d; echo old > d/old; echo old > f")
      for output in [
        "oci:\(path("d"))", "tar:\(path("f"))", "tar:\(path("d"))", "oci:\(path("f"))",
      ] {
        let error = #expect(throws: WritingError.self) { try write(output) }
        #expect(error?.code == .exists)
        #expect(throws: WritingError.self) { try writer(output).checkPlace() }
      }
      try temporary.shell("test \"$(cat d/old f)\" = \"$(printf 'old\\nold')\"")
      try write("oci:\(path("f"))") { $0.force = true }
      try write("tar:\(path("d"))") { $0.force = true }
      #expect(try read("oci:\(path("f"))").image != nil)
      #expect(try names(in: temporary) == ["d", "f", "in"])
    }

    @Test func `a failure leaves nothing`() throws {
      try makeRoot()
      for output in ["oci:\(path("d"))", "docker-archive:\(path("f"))"] {
        let writer = try writer(output)
        var plan = try everything(of: writer.root)
        for index in plan.entries.indices where plan.entries[index].path == "/app/large" {
          plan.entries[index].entry.size += 1
        }
        let error = #expect(throws: WritingError.self) { try writer.write(plan) }
        #expect(error?.code == .changed)
      }
      #expect(try names(in: temporary) == ["in"])
    }

    @Test func `a signal leaves nothing`() throws {
      try makeRoot()
      let output = "oci:\(path("d"))"
      var writer = try writer(output)
      writer.configuration.user = "x"
      let plan = try everything(of: writer.root)
      let root = SignallingRoot(writer.root)
      let signalled = ImageWriter(root: root, output: OutputName(output))
      let error = #expect(throws: WritingError.self) { try signalled.write(plan) }
      #expect(error?.signal == SIGTERM)
      #expect(try names(in: temporary) == ["in"])
    }

    @Test func `a name that no image can have is refused before anything is written`() throws {
      try makeRoot()
      for name in ["App:v", "a b", "x/Y"] {
        let error = #expect(throws: WritingError.self) {
          try write("docker-archive:\(path("f")):\(name)")
        }
        #expect(error?.code == .badName)
      }
      #expect(try names(in: temporary) == ["in"])
    }

    @Test func `the names are what docker and containerd call the image`() throws {
      try makeRoot()
      try write("docker-archive:\(path("f")):app")
      try temporary.shell(
        #"""
        tar -xf f manifest.json index.json
        grep -q '"RepoTags":\["app:latest"\]' manifest.json
        grep -q '"io.containerd.image.name":"docker.io/library/app:latest"' index.json
        """#)
      #expect(try read("docker-archive:\(path("f"))").image?.name == "app:latest")
    }

    @Test(arguments: [
      ("app:1", "[\"app:1-pith\"]"),
      ("localhost:5000/team/app:v1.2", "[\"localhost:5000/team/app:v1.2-pith\"]"),
      ("//registry.example/app:1", "[\"registry.example/app:1-pith\"]"), (nil, "null"),
      ("localhost:5000/app", "null"), ("v1", "null"), ("app@sha256:0123", "null"),
      ("App\n:1", "null"), ("app:" + String(repeating: "x", count: 124), "null"),
    ])
    func `a docker archive without a name is called after its source, and never like it`(
      source: String?, tags: String
    ) throws {
      try temporary.shell("mkdir in; touch in/file")
      try write("docker-archive:\(path("f"))") { $0.sourceName = source }
      try temporary.shell("tar -xOf f manifest.json | grep -qF '\"RepoTags\":\(tags)'")
    }

    // MARK: - Layers

    @Test func `layers are what packages brought and the rest, each with its directories`() throws {
      try makeRoot()
      let runtime: Set<RootPath> = [
        "/usr", "/usr/bin", "/usr/bin/a", "/var", "/var/z", "/bin", "/bin2",
      ]
      try write("oci:\(path("d"))") { $0.split = .runtimeAndApplication(runtime: runtime) }
      // One name of the linked file is not the runtime's, so none is.
      try temporary.shell(
        """
        for blob in d/blobs/sha256/*; do
          tar -tf $blob >/dev/null 2>&1 && tar -tf $blob > list-$(tar -tf $blob | wc -l) || true
        done
        grep -qx bin list-3; grep -qx ./ list-3
        for name in usr/bin/a usr/bin-a var/z usr/ usr/bin/ app/large ./; do grep -qx $name list-??; done
        """)
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      let written = try listing(of: read("oci:\(path("d"))").root)
      #expect(try Set(listing(of: root)).symmetricDifference(written).sorted() == [])
    }

    @Test func `an application layer that would be empty is none`() throws {
      try makeRoot()
      let root = try DirectoryRoot(path: temporary.path.appending("in"))
      let all = Set(try everything(of: root).entries.map(\.path))
      try write("oci:\(path("d"))") { $0.split = .runtimeAndApplication(runtime: all) }
      try temporary.shell("[ $(ls d/blobs/sha256 | wc -l) = 3 ]")
    }
  }
}

/// A root that sends its own process a signal when a file is read.
private final class SignallingRoot: Root {
  private let root: any Root
  init(_ root: any Root) { self.root = root }
  var label: String { root.label }
  func entry(at path: RootPath) throws(RootError) -> Entry? { try root.entry(at: path) }
  func children(of path: RootPath) throws(RootError) -> [Child]? { try root.children(of: path) }
  func linkTarget(at path: RootPath) throws(RootError) -> [UInt8] { try root.linkTarget(at: path) }
  func content(at path: RootPath) throws(RootError) -> Content {
    kill(getpid(), SIGTERM)
    return try root.content(at: path)
  }
  func extendedAttributes(at path: RootPath) throws(RootError) -> [ExtendedAttribute] {
    try root.extendedAttributes(at: path)
  }
}

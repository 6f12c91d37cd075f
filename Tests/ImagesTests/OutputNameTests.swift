import Images
import SystemPackage
import Testing

@Suite struct OutputNameTests {
  @Test(arguments: [
    ("out", OutputName.Kind.directory, "out", nil), ("dir:out:x", .directory, "out:x", nil),
    ("out.tar", .tar, "out.tar", nil), ("a/b.tar.gz", .tar, "a/b.tar.gz", nil),
    ("tar:x", .tar, "x", nil), ("oci:d", .oci, "d", nil), ("oci:d:v1", .oci, "d", "v1"),
    ("oci-archive:f:v1", .ociArchive, "f", "v1"),
    ("docker-archive:f:a/b:v1", .dockerArchive, "f", "a/b:v1"), ("-", .dockerArchive, "-", nil),
    ("docker-archive:-:app:v1", .dockerArchive, "-", "app:v1"), ("tar:-", .tar, "-", nil),
    ("oci:", .oci, "", nil), ("./out:1", .directory, "./out:1", nil),
  ])
  func `outputs are spelled as container tools spell them`(
    text: String, kind: OutputName.Kind, path: String, name: String?
  ) {
    let output = OutputName(text)
    #expect(output.kind == kind)
    #expect(output.path == FilePath(path))
    #expect(output.name == name)
    #expect(output.isStream == (path == "-"))
  }

  @Test func `a directory may be called like a stream`() {
    #expect(!OutputName("dir:-").isStream)
    #expect(!OutputName("oci:-").isStream)
  }

  @Test(arguments: ["docker://x/y:z", "docker-daemon:x:y", "containers-storage:x"])
  func `what skopeo stores is handed over whole`(text: String) {
    guard case .remote(let remote) = OutputName(text).kind else {
      Issue.record("not remote")
      return
    }
    #expect(remote.description == text)
  }
}

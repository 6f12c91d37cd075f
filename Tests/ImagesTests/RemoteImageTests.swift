import Glibc
import Roots
import RootsTesting
import SystemPackage
import Testing

@testable import Images

/// What is handed to skopeo(1), by a program in its place that writes down its words.
@Suite(.serialized) struct RemoteImageTests {
  let temporary = TemporaryDirectory()

  func skopeo(_ script: String) throws -> Skopeo {
    try temporary.shell(
      "mkdir bin; printf '#!/bin/sh\\n%s\\n' '\(script)' > bin/skopeo; chmod +x bin/skopeo")
    return try #require(Skopeo(in: "/nowhere:\(temporary.path)/bin"))
  }

  @Test func `where PATH has no skopeo there is none`() throws {
    #expect(Skopeo(in: "/nowhere:\(temporary.path)") == nil)
    #expect(Skopeo.absence.contains("skopeo is not installed"))
  }

  @Test func `platform and options come where skopeo wants them`() throws {
    let skopeo = try skopeo("echo \"$*\" > \"${0%/*}/said\"; echo noise")
    let outcome = skopeo.copy(
      from: "docker://a:b", to: "dir:x", platform: Platform("linux/arm/v7"),
      options: ["--src-tls-verify=false"])
    guard case .done = outcome else {
      Issue.record("\(outcome)")
      return
    }
    try temporary.shell(
      """
      [ "$(cat bin/said)" = "--override-os linux --override-arch arm --override-variant v7 \
      copy --quiet --src-tls-verify=false docker://a:b dir:x" ]
      """)
  }

  @Test func `a failure says how it ended`() throws {
    guard case .failed(let reason) = try skopeo("exit 3").copy(from: "a", to: "b") else {
      Issue.record("no failure")
      return
    }
    #expect(reason == "it ended with status 3")
  }

  /// What `skopeo copy docker://... dir:` leaves.
  @Test func `a flat directory is read`() throws {
    let layout = try LayoutBuilder(temporary.path.appending("image"))
    var builder = TarBuilder()
    builder.add("a", "x")
    try layout.index(layout.image([LayoutBuilder.Layer(builder.finished())]))
    try temporary.shell(
      """
      cd image; manifest=$(sed 's/.*"sha256:\\([0-9a-f]*\\)".*/\\1/' index.json)
      mv blobs/sha256/* .; cp $manifest manifest.json; rm -r blobs index.json oci-layout
      """)
    let root = try DirectoryRoot(path: temporary.path.appending("image"))
    var flat = OCILayout(container: Container(root: root, label: "x"))
    flat.isFlat = true
    let image = try flat.findOnly(platform: nil)
    #expect(image.layers.count == 1)
    #expect(image.digest == Digest(of: try root.bytes(of: "/manifest.json")))
  }
}

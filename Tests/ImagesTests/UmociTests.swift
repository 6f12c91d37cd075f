import Glibc
import Images
import Roots
import RootsTesting
import SystemPackage
import Testing

/// Layers laid over one another are what umoci(1) unpacks.
@Suite struct UmociTests {
  static let isThere = unsafe getuid() == 0 && access("/usr/bin/umoci", X_OK) == 0
  /// Each is unpacked in a tenth of a second; `PITH_STACKS=200` is the proof, a few are enough for every day.
  static let count = unsafe getenv("PITH_STACKS").flatMap { unsafe Int(String(cString: $0)) } ?? 20
  let temporary = TemporaryDirectory()

  @Test(.enabled(if: isThere, "needs umoci, and root to run it"))
  func `stacks of random layers are what umoci unpacks`() throws {
    var compared = 0
    let start = Int64(time(nil))
    var seed = 0
    while compared < Self.count {
      seed += 1
      var generator = StackGenerator(seed: UInt64(seed))
      let stack = generator.stack()
      let path = temporary.path.appending("image-\(seed)")
      let layout = try LayoutBuilder(path)
      try layout.index(
        try layout.image(
          stack.map { LayoutBuilder.Layer($0) }, more: LayoutBuilder.named("latest")))
      let bundle = temporary.path.appending("bundle-\(seed)")
      let unpacked =
        (try? temporary.shell(
          "umoci --log=fatal unpack --image '\(path):latest' '\(bundle)' >/dev/null 2>&1")) != nil
      let opened = Result { try ImageReader().open(SourceName(transport: .oci, path: path)) }
      // What umoci refuses (a hard link to nothing, a file as a directory) pith may take.
      guard unpacked else { continue }
      let reference = try listing(
        of: DirectoryRoot(path: bundle.appending("rootfs")), newest: start)
      let ours = try listing(of: opened.get().root, newest: start)
      compared += 1
      let lost = Set(reference).subtracting(ours).sorted()
      let added = Set(ours).subtracting(reference).sorted()
      // Times that umoci itself changed while it unpacked are left out on its side.
      let equal =
        lost.map(Self.withoutTime) == added.map(Self.withoutTime)
        && lost.allSatisfy {
          $0.contains(" directory ") && $0.split(separator: " ").contains("new")
        }
      #expect(equal, "seed \(seed): umoci has \(lost), pith has \(added)")
      try temporary.shell("rm -rf '\(path)' '\(bundle)'")
      if !equal { return }
    }
  }

  private static func withoutTime(_ line: String) -> [Substring] {
    line.split(separator: " ").enumerated().filter { $0.offset != 4 }.map(\.element)
  }
}

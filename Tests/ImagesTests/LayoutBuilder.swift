import Images
import RootsTesting
import SystemPackage

/// Writes an OCI image layout for tests.
struct LayoutBuilder {
  let directory: FilePath

  /// A layer as it is stored, and the digest of what it is unpacked.
  struct Layer {
    var bytes: [UInt8]
    var diffID: Digest
    var mediaType = "application/vnd.oci.image.layer.v1.tar"

    init(_ archive: [UInt8]) {
      bytes = archive
      diffID = Digest(of: archive)
    }
  }

  init(_ directory: FilePath) throws {
    self.directory = directory
    try run("mkdir", "-p", directory.appending("blobs/sha256").string)
    try write(Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8), to: "oci-layout")
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = try FileDescriptor.open(
      directory.appending(name), .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }

  /// Writes a blob; its descriptor.
  func blob(_ bytes: [UInt8], _ type: String, more: String = "") throws -> String {
    let digest = Digest(of: bytes)
    try write(bytes, to: "blobs/sha256/\(digest.hexadecimal)")
    return #"{"mediaType":"\#(type)","digest":"\#(digest)","size":\#(bytes.count)\#(more)}"#
  }

  /// Writes an image's blobs; its manifest's descriptor.
  func image(
    _ layers: [Layer], configuration: String = "{}", architecture: String = "amd64",
    more: String = ""
  ) throws -> String {
    let diffIDs = layers.map { "\"\($0.diffID)\"" }.joined(separator: ",")
    let config = try blob(
      Array(
        #"{"architecture":"\#(architecture)","os":"linux","config":\#(configuration),"rootfs":{"type":"layers","diff_ids":[\#(diffIDs)]}}"#
          .utf8), "application/vnd.oci.image.config.v1+json")
    let descriptors = try layers.map { try blob($0.bytes, $0.mediaType) }.joined(separator: ",")
    return try blob(
      Array(
        #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":\#(config),"layers":[\#(descriptors)]}"#
          .utf8), "application/vnd.oci.image.manifest.v1+json", more: more)
  }

  /// Writes the index over these descriptors.
  func index(_ descriptors: String...) throws {
    try write(
      Array(
        #"{"schemaVersion":2,"manifests":[\#(descriptors.joined(separator: ","))]}"#.utf8),
      to: "index.json")
  }

  /// What names a descriptor.
  static func named(_ name: String) -> String {
    #","annotations":{"org.opencontainers.image.ref.name":"\#(name)"}"#
  }

  static func platform(_ architecture: String) -> String {
    #","platform":{"os":"linux","architecture":"\#(architecture)"}"#
  }
}

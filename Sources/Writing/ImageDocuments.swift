internal import Images

/// The documents of an image (OCI image specification: manifest.md, image-index.md, image-layout.md; Docker's `manifest.json`), written in one
/// way only: no white space, members in the order of the specification.
struct ImageDocuments {
  let layers: [WrittenLayer]
  let configuration: [UInt8]
  let platform: Platform

  private var configurationDigest: Digest { Digest(of: configuration) }

  var manifest: [UInt8] {
    var document = OrderedJSON.object([])
    document["schemaVersion"] = .scalar(Array("2".utf8))
    document["mediaType"] = .string(Self.manifestType)
    document["config"] = Self.descriptor(
      "application/vnd.oci.image.config.v1+json", configurationDigest,
      size: UInt64(configuration.count))
    document["layers"] = .array(
      layers.map { Self.descriptor($0.mediaType, $0.digest, size: $0.size) })
    return document.bytes
  }

  /// - Parameter names: the annotations that name the image.
  func index(names: [(key: String, value: String)]) -> [UInt8] {
    let manifest = manifest
    var descriptor = Self.descriptor(
      Self.manifestType, Digest(of: manifest), size: UInt64(manifest.count))
    if !names.isEmpty {
      var annotations = OrderedJSON.object([])
      for name in names { annotations[name.key] = .string(name.value) }
      descriptor["annotations"] = annotations
    }
    var place = OrderedJSON.object([])
    place["architecture"] = .string(platform.architecture)
    place["os"] = .string(platform.os)
    if let variant = platform.variant { place["variant"] = .string(variant) }
    descriptor["platform"] = place
    var document = OrderedJSON.object([])
    document["schemaVersion"] = .scalar(Array("2".utf8))
    document["mediaType"] = .string("application/vnd.oci.image.index.v1+json")
    document["manifests"] = .array([descriptor])
    return document.bytes
  }

  static let layout = Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)

  /// What `docker load` reads.
  func dockerManifest(name: String?) -> [UInt8] {
    var image = OrderedJSON.object([])
    image["Config"] = .string(Self.path(configurationDigest))
    image["RepoTags"] = name.map { .strings([$0]) } ?? .scalar(Array("null".utf8))
    image["Layers"] = .strings(layers.map { Self.path($0.digest) })
    return OrderedJSON.array([image]).bytes
  }

  private static let manifestType = "application/vnd.oci.image.manifest.v1+json"

  private static func path(_ digest: Digest) -> String {
    "blobs/\(digest.algorithm.rawValue)/\(digest.hexadecimal)"
  }

  private static func descriptor(_ type: String, _ digest: Digest, size: UInt64) -> OrderedJSON {
    var document = OrderedJSON.object([])
    document["mediaType"] = .string(type)
    document["digest"] = .string("\(digest)")
    document["size"] = .scalar(Array("\(size)".utf8))
    return document
  }
}

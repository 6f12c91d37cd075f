internal import Roots

/// An OCI image layout (image-layout.md), in a directory or in an archive: `oci-layout`, `index.json`, and blobs named by their digests.
struct OCILayout {
  let container: Container
  /// Whether blobs lie side by side under their digests' digits, with one `manifest.json`, as skopeo's `dir:` has them.
  var isFlat = false

  /// Whether that is what a container is.
  static func isThere(in root: any Root) throws(RootError) -> Bool {
    let layout = try root.entry(at: "/oci-layout")?.isRegular
    let index = try root.entry(at: "/index.json")?.isRegular
    return layout == true && index == true
  }

  /// Finds the image that `name` and `platform` choose.
  func find(name: String?, platform: Platform?) throws(ImageError) -> FoundImage {
    let layout = try container.decode(
      LayoutDocument.self, from: try container.document(at: "/oci-layout"), part: "oci-layout")
    guard layout.imageLayoutVersion.hasPrefix("1.") else {
      throw ImageError(
        .unsupported, image: container.label, part: "oci-layout",
        detail: "its version is \(layout.imageLayoutVersion), and 1.0.0 is read here")
    }
    let index = try container.decode(
      IndexDocument.self, from: try container.document(at: "/index.json"), part: "index.json")
    var descriptor = try ImageChoice(
      label: container.label, descriptors: index.manifests
    ).choose(name: name, platform: platform)
    let foundName = descriptor.names.first
    // An index of indexes is allowed; a chain of many is not meant.
    for _ in 0..<4 where descriptor.isIndex {
      let nested = try container.decode(
        IndexDocument.self, from: try document(descriptor), part: descriptor.digest)
      descriptor = try ImageChoice(label: container.label, descriptors: nested.manifests)
        .choose(platform: platform)
    }
    return try read(descriptor, name: foundName, platform: platform)
  }

  /// The image of a flat directory.
  func findOnly(platform: Platform?) throws(ImageError) -> FoundImage {
    let bytes = try container.document(at: "/manifest.json")
    let manifest = try container.decode(
      ManifestDocument.self, from: bytes, part: "manifest.json")
    return try read(manifest, digest: Digest(of: bytes), name: nil, platform: platform)
  }

  private func read(
    _ descriptor: DescriptorDocument, name: String?, platform: Platform?
  ) throws(ImageError) -> FoundImage {
    let manifest = try container.decode(
      ManifestDocument.self, from: try document(descriptor), part: descriptor.digest)
    if let type = manifest.config.mediaType, !type.hasSuffix("image.config.v1+json"),
      !type.hasSuffix("container.image.v1+json")
    {
      throw ImageError(
        .unsupported, image: container.label, part: descriptor.digest,
        detail: "it is no image: its configuration is '\(type)'")
    }
    return try read(manifest, digest: Digest(descriptor.digest), name: name, platform: platform)
  }

  private func read(
    _ manifest: ManifestDocument, digest: Digest?, name: String?, platform: Platform?
  ) throws(ImageError) -> FoundImage {
    let configuration = try document(manifest.config)
    try container.check(configuration, is: platform)
    let diffIDs = try container.diffIDs(in: configuration, count: manifest.layers.count)
    var layers: [FoundLayer] = []
    for (layer, diffID) in zip(manifest.layers, diffIDs) {
      try checkType(layer)
      let (digest, blob) = try self.blob(layer)
      layers.append(
        FoundLayer(
          blob: blob,
          expectation: LayerExpectation(
            label: "layer \(layer.digest)", digest: digest, diffID: diffID)))
    }
    return FoundImage(
      digest: digest, name: name, configuration: configuration, layers: layers)
  }

  private func checkType(_ layer: DescriptorDocument) throws(ImageError) {
    guard let type = layer.mediaType else { return }
    let problem: String
    if type.hasSuffix("+encrypted") {
      problem = "it is encrypted"
    } else if !type.contains("tar") {
      problem = "it is of the type '\(type)', which is no layer of files"
    } else {
      return
    }
    throw ImageError(
      .unsupported, image: container.label, part: "layer \(layer.digest)", detail: problem)
  }

  // MARK: - Blobs

  /// A small blob whose digest is checked.
  private func document(_ descriptor: DescriptorDocument) throws(ImageError) -> [UInt8] {
    let (digest, _) = try blob(descriptor)
    let bytes = try container.document(at: path(of: digest))
    let found = Digest(of: bytes, algorithm: digest.algorithm)
    guard found == digest else {
      throw ImageError(
        .mismatch, image: container.label, part: descriptor.digest,
        detail: "its content has the digest \(found)")
    }
    return bytes
  }

  /// A blob whose size is checked.
  private func blob(_ descriptor: DescriptorDocument) throws(ImageError) -> (Digest, Blob) {
    guard let digest = Digest(descriptor.digest) else {
      throw ImageError(
        .malformed, image: container.label,
        detail: "'\(descriptor.digest)' is no digest that is known here")
    }
    guard let blob = try container.blob(at: path(of: digest)) else {
      throw container.missing("the blob \(descriptor.digest)")
    }
    guard UInt64(exactly: descriptor.size) == blob.size else {
      throw ImageError(
        .mismatch, image: container.label, part: descriptor.digest,
        detail: "it has \(blob.size) bytes and must have \(descriptor.size)")
    }
    return (digest, blob)
  }

  private func path(of digest: Digest) -> RootPath {
    if isFlat { return RootPath("/\(digest.hexadecimal)") }
    return RootPath("/blobs/\(digest.algorithm.rawValue)/\(digest.hexadecimal)")
  }
}

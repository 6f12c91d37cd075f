/// Chooses one of the images that an index lists: by name, then by platform.
struct ImageChoice {
  let label: String
  let descriptors: [DescriptorDocument]

  /// - Throws: `choice`, which lists what there is.
  func choose(name: String?, platform: Platform?) throws(ImageError) -> DescriptorDocument {
    let images = descriptors.filter(\.isImage)
    guard !images.isEmpty else {
      throw ImageError(.missing, image: label, detail: "there is no image in it")
    }
    let names = Set(images.flatMap(\.names)).sorted()
    let list = names.map { "'\($0)'" }.joined(separator: ", ")
    if let name {
      let named = images.filter { $0.names.contains(name) || $0.digest == name }
      guard !named.isEmpty else {
        throw ImageError(
          .choice, image: label,
          detail: "there is no image '\(name)' in it, "
            + (names.isEmpty ? "and none has a name" : "only \(list)"))
      }
      return try ImageChoice(label: label, descriptors: named).choose(platform: platform)
    }
    // Several images of one name are one image for several platforms.
    guard Set(images.map(\.names)).count == 1 else {
      throw ImageError(
        .choice, image: label, detail: "there are several images in it: name one of \(list)")
    }
    return try choose(platform: platform)
  }

  /// - Throws: `choice`, which lists what there is.
  func choose(platform: Platform?) throws(ImageError) -> DescriptorDocument {
    let images = descriptors.filter(\.isImage)
    let wanted = platform ?? .current
    if let match = images.first(where: { $0.knownPlatform.map(wanted.accepts) == true }) {
      return match
    }
    // Where no platform is said the configuration says it, and is asked later.
    if images.count == 1, platform == nil || images[0].knownPlatform == nil { return images[0] }
    let list = images.compactMap(\.knownPlatform).map(\.description).sorted()
    throw ImageError(
      .choice, image: label,
      detail: "there is no image for \(wanted) in it"
        + (list.isEmpty ? "" : "; choose with --platform: \(list.joined(separator: ", "))"))
  }
}

extension DescriptorDocument {
  var isIndex: Bool {
    mediaType == "application/vnd.oci.image.index.v1+json"
      || mediaType == "application/vnd.docker.distribution.manifest.list.v2+json"
  }

  /// Not what BuildKit attaches to an image to say how it was made.
  var isImage: Bool {
    annotations?["vnd.docker.reference.type"] == nil && platform?.os != "unknown"
      && (isIndex || mediaType == nil || mediaType?.contains(".manifest.v") == true)
  }

  /// As skopeo, podman and docker write them.
  var names: [String] {
    ["io.containerd.image.name", "org.opencontainers.image.ref.name"]
      .compactMap { annotations?[$0] }
  }

  var knownPlatform: Platform? {
    platform.map { Platform(os: $0.os, architecture: $0.architecture, variant: $0.variant) }
  }
}

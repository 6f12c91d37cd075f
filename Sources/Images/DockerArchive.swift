internal import Roots

/// What `docker save` writes: `manifest.json`, which names configuration and layers of each image. Newer ones are OCI layouts as well, with
/// the same files under both.
struct DockerArchive {
  let container: Container

  /// Whether that is what a container is.
  static func isThere(in root: any Root) throws(RootError) -> Bool {
    guard try root.entry(at: "/manifest.json")?.isRegular == true else { return false }
    // A root of an application may have a file of that name; its content tells.
    let bytes = try root.prefix(of: "/manifest.json", limit: 16 << 20)
    let document = try? PartError.decode([DockerArchiveDocument].self, from: bytes)
    return document?.isEmpty == false
  }

  /// Finds the image that `name` chooses.
  func find(name: String?, platform: Platform?) throws(ImageError) -> FoundImage {
    let images = try container.decode(
      [DockerArchiveDocument].self, from: try container.document(at: "/manifest.json"),
      part: "manifest.json")
    let image = try choose(from: images, name: name)
    let configuration = try container.document(at: RootPath(image.Config))
    try check(configuration, named: image.Config)
    try container.check(configuration, is: platform)
    let diffIDs = try container.diffIDs(in: configuration, count: image.Layers.count)
    var layers: [FoundLayer] = []
    for (path, diffID) in zip(image.Layers, diffIDs) {
      guard let blob = try container.blob(at: RootPath(path)) else {
        throw container.missing("the layer '\(path)'")
      }
      layers.append(
        FoundLayer(
          blob: blob,
          expectation: LayerExpectation(
            label: "layer '\(path)'", digest: Self.digest(inName: path), diffID: diffID)))
    }
    return FoundImage(
      digest: nil, name: name ?? image.RepoTags?.first, configuration: configuration,
      layers: layers)
  }

  private func choose(
    from images: [DockerArchiveDocument], name: String?
  ) throws(ImageError) -> DockerArchiveDocument {
    let names = images.flatMap { $0.RepoTags ?? [] }.map { "'\($0)'" }.joined(separator: ", ")
    if let name {
      let wanted = Self.fullName(name)
      if let image = images.first(where: { ($0.RepoTags ?? []).map(Self.fullName).contains(wanted) }
      ) {
        return image
      }
      throw ImageError(
        .choice, image: container.label,
        detail: "there is no image '\(name)' in it, "
          + (names.isEmpty ? "and none has a name" : "only \(names)"))
    }
    guard let first = images.first else {
      throw ImageError(.missing, image: container.label, detail: "there is no image in it")
    }
    guard images.count == 1 else {
      throw ImageError(
        .choice, image: container.label,
        detail: "there are several images in it: name one of \(names)")
    }
    return first
  }

  /// `redis` is `docker.io/library/redis:latest`.
  private static func fullName(_ name: String) -> String {
    var name = name
    for prefix in ["docker.io/", "library/"] where name.hasPrefix(prefix) {
      name.removeFirst(prefix.count)
    }
    let last = name.split(separator: "/").last ?? ""
    return last.contains(":") || last.contains("@") ? name : name + ":latest"
  }

  // MARK: - Digests

  private func check(_ configuration: [UInt8], named path: String) throws(ImageError) {
    guard let expected = Self.digest(inName: path) else { return }
    let found = Digest(of: configuration)
    guard found == expected else {
      throw ImageError(
        .mismatch, image: container.label, part: "the configuration '\(path)'",
        detail: "its content has the digest \(found)")
    }
  }

  /// Of `blobs/sha256/HEX` and of `HEX.json`. Layers of the older form lie in directories whose names are no digests.
  private static func digest(inName path: String) -> Digest? {
    let name = path.split(separator: "/").last ?? ""
    if path.hasPrefix("blobs/sha256/") { return Digest(algorithm: .sha256, hexadecimal: name) }
    guard !path.contains("/"), name.hasSuffix(".json") else { return nil }
    return Digest(algorithm: .sha256, hexadecimal: name.dropLast(5))
  }
}

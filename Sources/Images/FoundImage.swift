/// An image whose documents were found and checked; its layers are not read yet.
struct FoundImage {
  /// The manifest's digest, where the image has a manifest of the registry's kind.
  var digest: Digest?
  /// The name under which it was found.
  var name: String?
  var configuration: [UInt8]
  /// The lowest first.
  var layers: [FoundLayer]
}

struct FoundLayer {
  var blob: Blob
  var expectation: LayerExpectation
}

extension Container {
  /// What the configuration says of the layers, one digest for each of the `count` there are.
  func diffIDs(in configuration: [UInt8], count: Int) throws(ImageError) -> [Digest] {
    let document = try decode(
      ConfigurationDocument.self, from: configuration, part: "the configuration")
    let texts = document.rootfs?.diff_ids ?? []
    guard texts.count == count else {
      throw ImageError(
        .malformed, image: label, part: "the configuration",
        detail: "it names \(texts.count) layers where there are \(count)")
    }
    var digests: [Digest] = []
    for text in texts {
      guard let digest = Digest(text) else {
        throw ImageError(
          .malformed, image: label, part: "the configuration",
          detail: "'\(text)' is no digest that is known here")
      }
      digests.append(digest)
    }
    return digests
  }

  /// The platform that the configuration says.
  func platform(of configuration: [UInt8]) throws(ImageError) -> Platform {
    let document = try decode(
      ConfigurationDocument.self, from: configuration, part: "the configuration")
    return Platform(
      os: document.os ?? "linux", architecture: document.architecture ?? "unknown",
      variant: document.variant)
  }

  func check(
    _ configuration: [UInt8], is wanted: Platform?
  ) throws(ImageError) {
    guard let wanted else { return }
    let platform = try platform(of: configuration)
    guard wanted.accepts(platform) else {
      throw ImageError(
        .choice, image: label,
        detail: "there is no image for \(wanted); the only one is for \(platform)")
    }
  }
}

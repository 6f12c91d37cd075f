internal import FoundationEssentials

// The JSON of the OCI image specification (descriptor.md, image-index.md, manifest.md, config.md) and of Docker's archives. The names
// are theirs; Docker's own manifests, schema 2, differ only in media types.

struct DescriptorDocument: Decodable {
  var mediaType: String?
  var digest: String
  var size: Int64
  var annotations: [String: String]?
  var platform: PlatformDocument?
}

struct PlatformDocument: Decodable {
  var architecture: String
  var os: String
  var variant: String?
}

struct IndexDocument: Decodable {
  var manifests: [DescriptorDocument]
}

struct ManifestDocument: Decodable {
  var mediaType: String?
  var config: DescriptorDocument
  var layers: [DescriptorDocument]
}

struct LayoutDocument: Decodable {
  var imageLayoutVersion: String
}

struct ConfigurationDocument: Decodable {
  var os: String?
  var architecture: String?
  var variant: String?
  var rootfs: RootFS?

  struct RootFS: Decodable {
    var diff_ids: [String]?
  }
}

/// An element of `manifest.json` in a docker archive.
struct DockerArchiveDocument: Decodable {
  var Config: String
  var RepoTags: [String]?
  var Layers: [String]
}

extension PartError {
  /// Decodes `bytes`.
  ///
  /// - Throws: `malformed`, which says where the JSON is not what it must be.
  static func decode<Document: Decodable>(
    _ type: Document.Type, from bytes: [UInt8]
  ) throws(PartError) -> Document {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw PartError(.malformed, "it is not the JSON it must be: \(explanation(of: error))")
    }
  }

  private static func explanation(of error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    }
    switch error {
    case DecodingError.keyNotFound(let key, _): return "'\(key.stringValue)' is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      return place(context)
    default: return "\(error)"
    }
  }
}

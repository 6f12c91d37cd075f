internal import FoundationEssentials

/// The image configuration of the OCI image specification (config.md), as far as it says what runs and how.
public struct ImageConfiguration: Sendable {
  public var entrypoint: [String] = []
  public var command: [String] = []
  public var environment: [String] = []
  public var user: String?
  public var workingDirectory: String?
  public var volumes: [String] = []
  /// `Healthcheck.Test`, Docker's extension: `["CMD", ...]`, `["CMD-SHELL", "..."]`, `["NONE"]`.
  public var healthcheck: [String] = []
  public var architecture: String?
  public var os: String?
  public var variant: String?

  public init() {}

  /// Reads the JSON of a configuration; Docker's and OCI's spellings are the same here.
  public init(json: [UInt8]) throws(ImageConfigurationError) {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(json))
    } catch {
      throw ImageConfigurationError(reason: Self.explain(error))
    }
    let config = document.config
    entrypoint = config?.Entrypoint ?? []
    command = config?.Cmd ?? []
    environment = config?.Env ?? []
    user = config?.User.flatMap { $0.isEmpty ? nil : $0 }
    workingDirectory = config?.WorkingDir.flatMap { $0.isEmpty ? nil : $0 }
    volumes = config?.Volumes?.keys.sorted() ?? []
    healthcheck = config?.Healthcheck?.Test ?? []
    architecture = document.architecture
    os = document.os
    variant = document.variant
  }

  private static func explain(_ error: any Error) -> String {
    switch error {
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      return "\(place): \(context.debugDescription)"
    case DecodingError.dataCorrupted(let context): return context.debugDescription
    default: return "\(error)"
    }
  }

  // The names are the specification's.
  private struct Document: Decodable {
    var architecture: String?
    var os: String?
    var variant: String?
    var config: Config?
  }

  private struct Config: Decodable {
    var Entrypoint: [String]?
    var Cmd: [String]?
    var Env: [String]?
    var User: String?
    var WorkingDir: String?
    var Volumes: [String: Empty]?
    var Healthcheck: Health?
  }

  private struct Empty: Decodable {}
  private struct Health: Decodable { var Test: [String]? }
}

/// A configuration that is not the JSON it must be.
public struct ImageConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  public var reason: String
  public var description: String { reason }
}

public import Images
internal import Planning

/// The configuration of the image that is written: the source's, whole, with what is different about the result.
///
/// Everything that pith does not know stays as and where it was. Layers and history are the result's own.
public struct ResultConfiguration: Sendable {
  /// The source's configuration; nil where there is none.
  public var source: [UInt8]?
  /// What is to run instead of the source's Entrypoint and Cmd.
  public var entrypoint: [String]?
  /// `NAME=value`; each takes the place of the source's of that name.
  public var environment: [String] = []
  public var user: String?
  public var workingDirectory: String?
  public var labels: [(name: String, value: String)] = []
  /// For a root that has no configuration to say so.
  public var platform: Platform = .current
  /// RFC 3339; nil for the source's.
  public var created: String?
  /// What the history says of each layer.
  public var createdBy = "pith shrink"

  public init() {}

  /// - Throws: `badPlan` where the source's is no JSON object.
  func json(layers: [WrittenLayer]) throws(WritingError) -> [UInt8] {
    var document = OrderedJSON.object([])
    if let source {
      guard let parsed = OrderedJSON(source), case .object = parsed else {
        throw WritingError(
          .badPlan, cannot: "write the configuration", detail: "the source's is no JSON object")
      }
      document = parsed
    }
    let created = self.created.map(OrderedJSON.string) ?? document["created"] ?? Self.epoch
    document["created"] = created.isNull ? Self.epoch : created
    if document["architecture"] == nil {
      document["architecture"] = .string(platform.architecture)
      if let variant = platform.variant { document["variant"] = .string(variant) }
    }
    if document["os"] == nil { document["os"] = .string(platform.os) }
    document["config"] = runtime(document["config"])
    document["rootfs"] = .object([
      (Array("\"type\"".utf8), .string("layers")),
      (Array("\"diff_ids\"".utf8), .strings(layers.map { "\($0.diffID)" })),
    ])
    document["history"] = .array(
      layers.map { _ in
        var entry = OrderedJSON.object([])
        entry["created"] = document["created"]
        entry["created_by"] = .string(createdBy)
        return entry
      })
    return document.bytes
  }

  private static let epoch = OrderedJSON.string("1970-01-01T00:00:00Z")

  private func runtime(_ source: OrderedJSON?) -> OrderedJSON {
    var config = source.flatMap { $0.isNull ? nil : $0 } ?? .object([])
    if let user { config["User"] = .string(user) }
    if !environment.isEmpty { config["Env"] = merged(config["Env"]) }
    if let entrypoint {
      config["Entrypoint"] = .strings(entrypoint)
      config["Cmd"] = nil
    }
    if let workingDirectory { config["WorkingDir"] = .string(workingDirectory) }
    if !labels.isEmpty {
      var object = config["Labels"].flatMap { $0.isNull ? nil : $0 } ?? .object([])
      for label in labels { object[label.name] = .string(label.value) }
      config["Labels"] = object
    }
    return config
  }

  private func merged(_ source: OrderedJSON?) -> OrderedJSON {
    var values = source?.elements ?? []
    for setting in environment {
      let name = setting.prefix { $0 != "=" } + "="
      let start = OrderedJSON.string(String(name)).bytes.dropLast()
      let place = values.firstIndex { $0.bytes.starts(with: start) }
      if let place {
        values[place] = .string(setting)
      } else {
        values.append(.string(setting))
      }
    }
    return .array(values)
  }
}

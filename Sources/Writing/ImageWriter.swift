internal import CLinux
internal import Glibc
public import Images
public import Planning
public import Roots
internal import SystemPackage

/// Makes a plan real as an archive or as an image: whole under its name, or not at all.
///
/// Contents go straight from where the root has them into the layer; owners, modes, times, attributes and devices are bytes of the archive, so
/// they are kept whoever runs this. The same plan gives the same bytes on every machine.
public struct ImageWriter {
  public let root: any Root
  public let output: OutputName
  public var force = false
  public var compression: LayerCompression
  public var configuration = ResultConfiguration()
  public var split = LayerSplit.one
  /// How the image is called that the root is of. A docker archive without a name of its own is called after it.
  public var sourceName: String?
  /// What skopeo is told when it stores the image: `--dest-tls-verify=false`.
  public var skopeoOptions: [String] = []
  /// What must be known of the root before the output has its name; nil where nothing is being checked.
  public var checks: LayerChecks?

  /// - Parameter compression: nil for what is usual for the output.
  public init(root: any Root, output: OutputName, compression: LayerCompression? = nil) {
    self.root = root
    self.output = output
    self.compression = compression ?? Self.usualCompression(of: output)
  }

  private static func usualCompression(of output: OutputName) -> LayerCompression {
    switch output.kind {
    case .oci, .ociArchive: return .gzip
    case .remote(let remote): return remote.transport == .registry ? .gzip : .none
    case .tar:
      let path = output.path.string
      if path.hasSuffix(".gz") || path.hasSuffix(".tgz") { return .gzip }
      return path.hasSuffix(".zst") ? .zstd : .none
    case .directory, .dockerArchive: return .none
    }
  }

  /// Throws what `write` would throw for the output's place and name alone; cheap, to be asked before the planning.
  public func checkPlace() throws(WritingError) {
    try checkName()
    if output.isStream { return }
    if case .remote(let remote) = output.kind {
      _ = try Self.skopeo(for: remote)
      return
    }
    try OutputPlace(output.path).check(root: root, plan: nil, force: force)
  }

  /// Writes, and gives the result its name.
  @discardableResult
  public func write(_ plan: Plan) throws(WritingError) -> WrittenSummary {
    try checkName()
    let tree = try PlanTree(plan)
    let interruption = Interruption()
    return try write(plan, tree) { () throws(WritingError) in try interruption.check() }
  }

  private func write(
    _ plan: Plan, _ tree: PlanTree, check: @escaping () throws(WritingError) -> Void
  ) throws(WritingError) -> WrittenSummary {
    if output.isStream {
      let file = BlobFile(taking: try temporaryFile(), label: "a temporary file")
      let summary = try fill(file, tree, check)
      try checks.confirm(check)
      try file.send(to: .standardOutput, check: check)
      return summary
    }
    if case .remote(let remote) = output.kind { return try hand(to: remote, tree, check) }
    let place = try OutputPlace(output.path)
    try place.check(root: root, plan: plan, force: force)
    do throws(WritingError) {
      var summary: WrittenSummary
      if output.kind == .oci {
        let store = try DirectoryStore(taking: try place.stage(), label: place.label)
        summary = try fill(store, tree, check)
      } else {
        let file = BlobFile(taking: try place.stageFile(), label: place.label)
        summary = try fill(file, tree, check)
        try file.synchronize()
      }
      try checks.confirm(check)
      if try place.publish(force: force) {
        do throws(WritingError) {
          try place.discard()
        } catch {
          summary.notes.append(
            Note(
              kind: "leftover", text: "what '\(place.label)' was before is still there: \(error)"))
        }
      }
      place.synchronize()
      return summary
    } catch {
      // What went wrong first is what people need to know.
      try? place.discard()
      throw error
    }
  }

  private func temporaryFile() throws(WritingError) -> FileDescriptor {
    do throws(Errno) {
      return try FileDescriptor.temporary()
    } catch {
      throw WritingError(
        .io, cannot: "make a temporary file", cause: error,
        detail: "TMPDIR says where it would be")
    }
  }

  // MARK: - Content

  private func fill(
    _ file: BlobFile, _ tree: PlanTree, _ check: @escaping () throws(WritingError) -> Void
  ) throws(WritingError) -> WrittenSummary {
    guard output.kind == .tar else {
      return try fill(try ArchiveStore(to: file), tree, check)
    }
    var archiver = PlanArchiver(root: root, tree: tree, check: check)
    var stream = try LayerStream(to: file, compression: compression)
    try archiver.archive(LayerSplit.one.layers(of: tree).flatMap { $0 }, to: &stream)
    _ = try stream.finish()
    return archiver.summary
  }

  /// Writes a whole image.
  func fill(
    _ store: some ImageStore, _ tree: PlanTree, _ check: @escaping () throws(WritingError) -> Void
  ) throws(WritingError) -> WrittenSummary {
    var archiver = PlanArchiver(root: root, tree: tree, check: check)
    var layers: [WrittenLayer] = []
    for entries in split.layers(of: tree) {
      let file = try store.beginBlob()
      var stream = try LayerStream(to: file, compression: compression)
      try archiver.archive(entries, to: &stream)
      let layer = try stream.finish()
      try store.endBlob(layer.digest, size: layer.size)
      layers.append(layer)
    }
    let json = try configuration.json(layers: layers)
    let documents = ImageDocuments(
      layers: layers, configuration: json, platform: configuration.resultPlatform(json))
    for blob in [json, documents.manifest] {
      try store.beginBlob().write(blob)
      try store.endBlob(Digest(of: blob), size: UInt64(blob.count))
    }
    try store.addFile("index.json", documents.index(names: annotations))
    if output.kind == .dockerArchive {
      try store.addFile("manifest.json", documents.dockerManifest(name: dockerName))
    }
    try store.addFile("oci-layout", ImageDocuments.layout)
    try store.finish()
    return archiver.summary
  }

  // MARK: - Names

  /// What `docker load` calls the image; docker itself takes none without a tag.
  private var dockerName: String? {
    guard let name = output.name else { return sourceName.flatMap(Self.derivedName) }
    let last = name.split(separator: "/").last ?? ""
    return last.contains(":") ? name : name + ":latest"
  }

  /// `app:1-pith` for `app:1`: `docker load` says a name by which the result is found, and the image it was made of keeps its own. nil
  /// where the source has no name with a tag.
  private static func derivedName(_ source: String) -> String? {
    let name = source.drop { $0 == "/" }
    guard let colon = name.lastIndex(of: ":"), !name[colon...].contains("/"), !name.contains("@"),
      name.distance(from: colon, to: name.endIndex) + suffix.count <= maximumTag + 1,
      isDockerName(String(name))
    else { return nil }
    return name + suffix
  }

  private static let suffix = "-pith"
  /// The most that a tag may have, by the OCI distribution specification.
  private static let maximumTag = 128

  private var annotations: [(key: String, value: String)] {
    let reference = "org.opencontainers.image.ref.name"
    guard output.kind == .dockerArchive else { return [(reference, output.name ?? "latest")] }
    guard let name = dockerName else { return [] }
    let tag = name.split(separator: ":").last.map(String.init) ?? "latest"
    return [("io.containerd.image.name", Self.fullName(name)), (reference, tag)]
  }

  /// `app:1` is `docker.io/library/app:1`.
  private static func fullName(_ name: String) -> String {
    let parts = name.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return "docker.io/library/" + name }
    let isHost = parts[0].contains(".") || parts[0].contains(":") || parts[0] == "localhost"
    return isHost ? name : "docker.io/" + name
  }

  private func checkName() throws(WritingError) {
    guard let name = output.name else { return }
    let isName = output.kind == .dockerArchive ? Self.isDockerName(name) : Self.isTag(name)
    guard isName else {
      throw WritingError(
        .badName, cannot: "write to '\(output)'",
        detail: "'\(name)' is no name that an image can have")
    }
  }

  /// A tag may have capitals, a repository may not.
  private static func isDockerName(_ name: String) -> Bool {
    let repository = name.lastIndex(of: ":").map { name[..<$0] } ?? name[...]
    return isTag(name) && repository.allSatisfy { !$0.isUppercase && $0 != "@" && $0 != "+" }
  }

  private static func isTag(_ name: String) -> Bool {
    let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/:@+"
    return name.allSatisfy { allowed.contains($0) }
  }
}

extension ResultConfiguration {
  /// What the finished configuration says.
  fileprivate func resultPlatform(_ json: [UInt8]) -> Platform {
    guard let document = try? ImageConfiguration(json: json) else { return platform }
    return Platform(
      os: document.os ?? platform.os, architecture: document.architecture ?? platform.architecture,
      variant: document.variant)
  }
}

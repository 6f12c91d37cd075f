internal import CLinux
internal import Glibc
public import Roots
internal import SystemPackage

/// Opens what `--root` names: a directory, a plain archive of a root, or an image.
public struct ImageReader {
  /// Which of several images is wanted; nil for this machine's where there is one.
  public var platform: Platform?
  /// How many bytes may be unpacked in all.
  public var maximumSize: UInt64
  /// What skopeo is told when it fetches an image: `--src-tls-verify=false`.
  public var skopeoOptions: [String] = []

  /// More than any image that is meant to be run.
  public static let defaultMaximumSize: UInt64 = 32 << 30

  public init(platform: Platform? = nil, maximumSize: UInt64 = defaultMaximumSize) {
    self.platform = platform
    self.maximumSize = maximumSize
  }

  /// Opens a root of which everything is known to be what it must be.
  ///
  /// - Throws: `RootError` for a directory that cannot be opened, `ImageError` for everything else.
  public func open(_ source: SourceName) throws -> OpenedRoot {
    let opened = try openUnconfirmed(source)
    try opened.confirm()
    return opened
  }

  /// Opens a root whose digests are still being computed: nothing may be given away, and no failure told, before `confirm()`.
  public func openUnconfirmed(_ source: SourceName) throws -> OpenedRoot {
    if let remote = source.remote {
      let found = try remote.find(platform: platform, options: skopeoOptions)
      return try opened(found, label: remote.description)
    }
    switch source.transport {
    case .directory: return OpenedRoot(root: try DirectoryRoot(path: source.path))
    case .oci: return try image(in: try DirectoryRoot(path: source.path), source, .oci)
    case .tar, .dockerArchive, .ociArchive: return try openArchive(source)
    case nil:
      guard !source.isStream, try Self.isDirectory(source.path) else {
        return try openArchive(source)
      }
      let root = try DirectoryRoot(path: source.path)
      return try OCILayout.isThere(in: root)
        ? try image(in: root, source, .oci) : OpenedRoot(root: root)
    }
  }

  private func openArchive(_ source: SourceName) throws -> OpenedRoot {
    let label = source.isStream ? "standard input" : source.path.string
    let limit = UnpackingLimit(bytes: maximumSize)
    let archive: Blob
    do throws(PartError) {
      let file =
        source.isStream
        ? try Self.spool(.standardInput, limit: limit) : try Self.openFile(source.path)
      archive = try LayerUnpacking(blob: file, limit: limit).run()
    } catch {
      throw error.located(image: label, part: nil)
    }
    let root = try LayerStack.root(of: archive, label: label, limit: limit)
    var kind = source.transport
    if kind == nil {
      kind =
        try DockerArchive.isThere(in: root)
        ? .dockerArchive : try OCILayout.isThere(in: root) ? .ociArchive : .tar
    }
    return kind == .tar ? OpenedRoot(root: root) : try image(in: root, source, kind)
  }

  private func image(
    in root: any Root, _ source: SourceName, _ kind: SourceName.Transport?
  ) throws -> OpenedRoot {
    let container = Container(root: root, label: root.label)
    let found =
      kind == .dockerArchive
      ? try DockerArchive(container: container).find(name: source.name, platform: platform)
      : try OCILayout(container: container).find(name: source.name, platform: platform)
    return try opened(found, label: root.label)
  }

  private func opened(_ found: FoundImage, label: String) throws -> OpenedRoot {
    let stack = LayerStack(
      label: label, layers: found.layers, limit: UnpackingLimit(bytes: maximumSize))
    let configuration: ImageConfiguration
    do throws(ImageConfigurationError) {
      configuration = try ImageConfiguration(json: found.configuration)
    } catch {
      throw ImageError(
        .malformed, image: label, part: "the configuration", detail: error.reason)
    }
    let (root, work) = try stack.read()
    return OpenedRoot(
      root: root, checks: LayerChecks(work),
      image: OpenedRoot.Image(
        name: found.name, digest: found.digest, configuration: configuration,
        configurationJSON: found.configuration))
  }

  // MARK: - Files

  private static func isDirectory(_ path: FilePath) throws -> Bool {
    var status = stat()
    guard unsafe path.withPlatformString({ unsafe stat($0, &status) }) == 0 else {
      throw RootError(
        .io, cannot: "open", path: .root, root: path.string, cause: Errno(rawValue: pith_errno()))
    }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  private static func openFile(_ path: FilePath) throws(PartError) -> Blob {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch {
      throw PartError(.io, "it cannot be opened", cause: error as? Errno)
    }
    if let size = regularSize(file) { return Blob(taking: file, size: size) }
    defer { try? file.close() }
    return try spool(file, limit: UnpackingLimit(bytes: defaultMaximumSize))
  }

  /// nil where it is a pipe or a device.
  private static func regularSize(_ file: FileDescriptor) -> UInt64? {
    var status = stat()
    guard unsafe fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return UInt64(max(0, status.st_size))
  }

  /// A stream's whole content; a file that was redirected is taken as it is, from where it stands.
  private static func spool(
    _ stream: FileDescriptor, limit: UnpackingLimit
  ) throws(PartError) -> Blob {
    if let size = regularSize(stream) {
      let start = UInt64(max(0, lseek(stream.rawValue, 0, SEEK_CUR)))
      let copy = fcntl(stream.rawValue, F_DUPFD_CLOEXEC, 0)
      if copy >= 0, start <= size {
        return Blob(taking: FileDescriptor(rawValue: copy), offset: start, size: size - start)
      }
    }
    let spool = try Spool()
    var size: UInt64 = 0
    while true {
      var failure: Errno?
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
        let result = unsafe read(stream.rawValue, buffer.baseAddress, buffer.count)
        if result < 0 { failure = Errno(rawValue: pith_errno()) }
        count = max(0, result)
      }
      if let failure, failure != .interrupted {
        throw PartError(.io, "it cannot be read", cause: failure)
      }
      if piece.isEmpty {
        if failure != nil { continue }
        return try spool.blob(size: size)
      }
      try limit.use(piece.count)
      try spool.write(piece, at: size)
      size += UInt64(piece.count)
    }
  }
}

/// A root that can be planned for, and what its image says of it.
public struct OpenedRoot {
  public var root: any Root
  /// nil where nothing says what the root must be.
  public var checks: LayerChecks?
  /// nil for a directory and a plain archive.
  public var image: Image?

  /// Waits until every digest is checked.
  public func confirm() throws(ImageError) { try checks?.confirm() }

  public struct Image: Sendable {
    /// As the archive or layout names it.
    public var name: String?
    /// The manifest's.
    public var digest: Digest?
    public var configuration: ImageConfiguration
    /// The configuration as it is, with all that pith does not read.
    public var configurationJSON: [UInt8]
  }
}

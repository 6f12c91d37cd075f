internal import Images
internal import SystemPackage

extension ImageWriter {
  /// Writes an image into a temporary directory and has skopeo(1) store it. The directory is gone when this returns.
  func hand(
    to remote: RemoteImage, _ tree: PlanTree, _ check: @escaping () throws(WritingError) -> Void
  ) throws(WritingError) -> WrittenSummary {
    let skopeo = try Self.skopeo(for: remote)
    let temporary = try Self.temporaryTree()
    let directory: FileDescriptor
    do {
      directory = try FileDescriptor.open(
        temporary.path, .readOnly, options: [.directory, .closeOnExec])
    } catch {
      throw WritingError(.io, cannot: "open '\(temporary.path)'", cause: error as? Errno)
    }
    let store = try DirectoryStore(taking: directory, label: temporary.path.string)
    let summary = try fill(store, tree, check)
    try checks.confirm(check)
    let outcome = skopeo.copy(
      from: "oci:\(temporary.path):latest", to: remote.description, options: skopeoOptions)
    switch outcome {
    case .done: return summary
    case .interrupted(let signal): throw .interrupted(signal)
    case .failed(let reason):
      throw WritingError(
        .io, cannot: "write to '\(remote)'",
        detail: "skopeo cannot store it (\(reason)); what it says is above")
    }
  }

  private static func temporaryTree() throws(WritingError) -> TemporaryTree {
    do throws(Errno) {
      return try TemporaryTree()
    } catch {
      throw WritingError(
        .io, cannot: "make a temporary directory", cause: error,
        detail: "TMPDIR says where it would be")
    }
  }

  static func skopeo(for remote: RemoteImage) throws(WritingError) -> Skopeo {
    guard let skopeo = Skopeo() else {
      throw WritingError(
        .noProgram, cannot: "write to '\(remote)'", detail: Skopeo.absence)
    }
    return skopeo
  }
}

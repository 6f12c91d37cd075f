internal import Images
internal import Planning
internal import Roots

/// Writes entries of a plan as a tar archive: each directory before what is in it, contents straight from where the root has them.
struct PlanArchiver {
  let root: any Root
  let tree: PlanTree
  /// Called after each entry and from time to time in large files.
  let check: () throws(WritingError) -> Void
  private(set) var summary = WrittenSummary()

  init(root: any Root, tree: PlanTree, check: @escaping () throws(WritingError) -> Void) {
    self.root = root
    self.tree = tree
    self.check = check
  }

  /// Writes these entries and the archive's end.
  mutating func archive(_ entries: [Int], to stream: inout LayerStream) throws(WritingError) {
    // The first name of each file with several; links never lead from one layer into another, which overlayfs could not follow.
    var names: [Entry.Identity: RootPath] = [:]
    for index in entries {
      let planned = tree.entries[index]
      try add(planned, to: &stream, &names)
      try check()
    }
    try stream.write(TarEncoder.end)
  }

  private mutating func add(
    _ planned: PlannedEntry, to stream: inout LayerStream, _ names: inout [Entry.Identity: RootPath]
  ) throws(WritingError) {
    let entry = planned.entry
    guard entry.kind != .socket else {
      summary.notes.append(
        Note(
          kind: "socket-left-out", path: planned.path,
          text: "'\(planned.path)' was left out: a socket is made by the program that listens on it"
        ))
      return
    }
    summary.entries += 1
    var item = TarEncoder.Item(
      name: Self.name(planned.path, isDirectory: entry.isDirectory), type: Self.kind(entry.kind))
    item.mode = entry.isSymlink ? 0o777 : entry.mode & 0o7777
    item.uid = entry.uid
    item.gid = entry.gid
    item.modified = entry.modified
    if entry.linkCount > 1, planned.origin == .root, !entry.isDirectory {
      if let first = names[entry.identity] {
        item.type = .hardLink
        item.linkTarget = Self.name(first, isDirectory: false)
        return try stream.write(TarEncoder.header(item))
      }
      names[entry.identity] = planned.path
    }
    if entry.isSymlink { item.linkTarget = planned.linkTarget ?? [] }
    item.device = entry.device
    if planned.origin == .root { item.attributes = try attributes(of: planned) }
    if entry.isRegular {
      try addFile(planned, item, to: &stream)
    } else {
      try stream.write(TarEncoder.header(item))
    }
  }

  private mutating func addFile(
    _ planned: PlannedEntry, _ item: TarEncoder.Item, to stream: inout LayerStream
  ) throws(WritingError) {
    var item = item
    switch planned.origin {
    case .written(let bytes):
      item.size = UInt64(bytes.count)
      try stream.write(TarEncoder.header(item))
      try stream.write(bytes)
    case .root:
      item.size = planned.entry.size
      let content = try root.content(of: planned)
      try stream.write(TarEncoder.header(item))
      do throws(LayerStream.ReadFailure) {
        try stream.write(content, check: check)
      } catch {
        throw failure(planned, error)
      }
    }
    try stream.write(TarEncoder.padding(after: item.size))
    summary.files += 1
    summary.bytes += item.size
  }

  private mutating func attributes(
    of planned: PlannedEntry
  ) throws(WritingError) -> [ExtendedAttribute] {
    let attributes: [ExtendedAttribute]
    do throws(RootError) {
      attributes = try root.extendedAttributes(at: planned.path)
    } catch {
      throw WritingError(error)
    }
    // A record's key ends with the first equals sign.
    for lost in attributes where lost.name.contains(UInt8(ascii: "=")) {
      summary.notes.append(
        Note(
          kind: "attribute-lost", path: planned.path,
          text:
            "the extended attribute '\(printable(lost.name))' of '\(planned.path)' could not be "
            + "kept: no archive can have a name with '='"))
    }
    return attributes.filter { !$0.name.contains(UInt8(ascii: "=")) }
  }

  // MARK: - Names

  /// As layers have them: relative, a directory with a slash at its end, the root as `./`.
  private static func name(_ path: RootPath, isDirectory: Bool) -> [UInt8] {
    if path.isRoot { return Array("./".utf8) }
    return path.bytes.dropFirst() + (isDirectory ? [UInt8(ascii: "/")] : [])
  }

  private static func kind(_ kind: Entry.Kind) -> TarEncoder.Kind {
    switch kind {
    case .regular, .socket: .regular
    case .directory: .directory
    case .symlink: .symlink
    case .characterDevice: .characterDevice
    case .blockDevice: .blockDevice
    case .fifo: .fifo
    }
  }

  private func failure(
    _ planned: PlannedEntry, _ failure: LayerStream.ReadFailure
  ) -> WritingError {
    switch failure {
    case .writing(let error): error
    case .read(let cause):
      WritingError(
        RootError(.io, cannot: "read", path: planned.path, root: root.label, cause: cause))
    case .truncated:
      WritingError(
        RootError(
          .truncated, cannot: "read", path: planned.path, root: root.label,
          detail: "it became shorter while it was read"))
    }
  }
}

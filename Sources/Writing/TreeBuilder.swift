internal import CLinux
internal import Glibc
internal import Planning
internal import Roots
internal import SystemPackage

/// Writes a plan's tree into one directory: each directory before what is in it, its attributes after.
struct TreeBuilder: ~Copyable {
  let root: any Root
  let tree: PlanTree
  /// The directory written to, by whatever path.
  private let output: Beneath
  private let label: String
  private var copy = FileCopy()
  private var attributes = Attributes()
  /// The first name that was written of each file with several.
  private var names: [Entry.Identity: RootPath] = [:]
  /// The size that each entry was written with; nil where it was not.
  private var sizes: [UInt64?]
  private var levels: [Level] = []
  private(set) var summary = WrittenSummary()

  /// A directory that is being filled.
  private struct Level {
    var index: Int
    var nextChild = 0
    /// Closed while the tree is many levels deeper.
    var descriptor: FileDescriptor?
  }

  /// More open directories than this gain nothing.
  private static let openLevels = 64

  /// - Parameters:
  ///   - output: is closed with the value.
  ///   - label: the output's name in messages.
  init(root: any Root, tree: PlanTree, output: FileDescriptor, path: FilePath, label: String) {
    self.root = root
    self.tree = tree
    self.output = Beneath(taking: output, at: path)
    self.label = label
    sizes = Array(repeating: nil, count: tree.entries.count)
  }

  deinit { for level in levels { try? level.descriptor?.close() } }

  /// - Parameter step: called after each entry with how many there are by now, and from time to time in large files.
  mutating func build(step: (Int) throws(WritingError) -> Void) throws(WritingError) {
    let top = tree.entries[tree.root]
    levels = [
      Level(index: tree.root, descriptor: try openDirectory(".", in: output.descriptor, top))
    ]
    while let last = levels.indices.last {
      let level = levels[last]
      let children = tree.children[level.index]
      if level.nextChild < children.count {
        levels[last].nextChild += 1
        try make(children[level.nextChild], step: step)
      } else {
        try finishDirectory()
        summary.entries += 1
      }
      try step(summary.entries)
    }
    summary.notes = attributes.notes + summary.notes
  }

  /// The directory that is being filled.
  private var current: FileDescriptor { levels.last?.descriptor ?? output.descriptor }

  private mutating func make(
    _ index: Int, step: (Int) throws(WritingError) -> Void
  ) throws(WritingError) {
    let planned = tree.entries[index]
    let name = planned.path.name.map { CChar(bitPattern: $0) } + [0]
    if planned.entry.isDirectory {
      try check(unsafe mkdirat(current.rawValue, name, 0o700), planned)
      let opened = try openDirectory(name, in: current, planned)
      levels.append(Level(index: index, descriptor: opened))
      closeFarLevel()
      return
    }
    defer { summary.entries += 1 }
    if try makeHardLink(index, name) { return }
    switch planned.entry.kind {
    case .regular: try makeFile(index, name, step: step)
    case .symlink:
      let target = (planned.linkTarget ?? []).map { CChar(bitPattern: $0) } + [0]
      try check(unsafe symlinkat(target, current.rawValue, name), planned)
      try finish(planned, .name(name, in: current))
      sizes[index] = UInt64(target.count - 1)
      remember(planned)
    case .socket:
      note("socket-left-out", planned, "a socket is made by the program that listens on it")
    default: try makeDevice(index, name)
    }
  }

  /// A further name of a file that is written already; false where there is none yet.
  private mutating func makeHardLink(_ index: Int, _ name: [CChar]) throws(WritingError) -> Bool {
    let planned = tree.entries[index]
    guard planned.entry.linkCount > 1, planned.origin == .root else { return false }
    guard let first = names[planned.entry.identity] else { return false }
    let directory = current.rawValue
    do throws(Errno) {
      unsafe try output.withPlace(first) { (place, existing) throws(Errno) in
        guard unsafe linkat(place, existing, directory, name, 0) == 0 else {
          throw Errno(rawValue: pith_errno())
        }
      }
    } catch {
      // A file system's limit of links, or a directory on the way that is closed already: a copy is the next best.
      return false
    }
    sizes[index] = planned.entry.isRegular || planned.entry.isSymlink ? planned.entry.size : 0
    return true
  }

  private mutating func makeFile(
    _ index: Int, _ name: [CChar], step: (Int) throws(WritingError) -> Void
  ) throws(WritingError) {
    let planned = tree.entries[index]
    let opened = unsafe openat(
      current.rawValue, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    try check(opened, planned)
    let file = FileDescriptor(rawValue: opened)
    defer { try? file.close() }
    let size: UInt64
    switch planned.origin {
    case .written(let bytes):
      size = UInt64(bytes.count)
      do throws(FileCopy.Failure) {
        unsafe try bytes.withUnsafeBufferPointer { (bytes) throws(FileCopy.Failure) in
          unsafe try FileCopy.write(UnsafeRawBufferPointer(bytes), at: 0, to: file)
        }
      } catch {
        throw failure(planned, error)
      }
    case .root:
      size = try copyContent(of: planned, to: file, step: step)
    }
    try finish(planned, .open(file))
    sizes[index] = size
    summary.files += 1
    summary.bytes += size
    remember(planned)
  }

  private mutating func copyContent(
    of planned: PlannedEntry, to file: FileDescriptor, step: (Int) throws(WritingError) -> Void
  ) throws(WritingError) -> UInt64 {
    let content = try root.content(of: planned)
    let entries = summary.entries
    do throws(FileCopy.Failure) {
      try copy.copy(content, to: file) { () throws(WritingError) in try step(entries) }
    } catch {
      throw failure(planned, error)
    }
    return content.size
  }

  private mutating func makeDevice(_ index: Int, _ name: [CChar]) throws(WritingError) {
    let planned = tree.entries[index]
    let type: mode_t =
      switch planned.entry.kind {
      case .characterDevice: S_IFCHR
      case .blockDevice: S_IFBLK
      default: S_IFIFO
      }
    let number = planned.entry.device?.number ?? 0
    guard unsafe mknodat(current.rawValue, name, type | 0o600, dev_t(number)) == 0 else {
      let error = Errno(rawValue: pith_errno())
      guard error == .notPermitted || error == .invalidArgument else {
        throw failure(planned, error)
      }
      return note("device-left-out", planned, "only root can make a device")
    }
    try finish(planned, .name(name, in: current))
    sizes[index] = 0
    remember(planned)
  }

  private mutating func remember(_ planned: PlannedEntry) {
    if planned.entry.linkCount > 1, planned.origin == .root,
      names[planned.entry.identity] == nil
    {
      names[planned.entry.identity] = planned.path
    }
  }

  private mutating func note(_ kind: String, _ planned: PlannedEntry, _ reason: String) {
    summary.notes.append(
      Note(kind: kind, path: planned.path, text: "'\(planned.path)' was left out: \(reason)"))
  }

  // MARK: - Directories

  /// Attributes last: a directory's time changes with its content, and its mode may shut its maker out.
  private mutating func finishDirectory() throws(WritingError) {
    guard let level = levels.popLast(), let descriptor = level.descriptor else { return }
    defer { try? descriptor.close() }
    let planned = tree.entries[level.index]
    if let parent = levels.indices.last, levels[parent].descriptor == nil {
      levels[parent].descriptor = try openDirectory(
        "..", in: descriptor, tree.entries[levels[parent].index])
    }
    try finish(planned, .open(descriptor))
    sizes[level.index] = 0
  }

  private mutating func closeFarLevel() {
    let far = levels.count - Self.openLevels - 1
    guard far >= 0, let descriptor = levels[far].descriptor else { return }
    try? descriptor.close()
    levels[far].descriptor = nil
  }

  private func openDirectory(
    _ name: some Collection<CChar>, in directory: FileDescriptor, _ planned: PlannedEntry
  ) throws(WritingError) -> FileDescriptor {
    let opened = unsafe openat(
      directory.rawValue, Array(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    try check(opened, planned)
    return FileDescriptor(rawValue: opened)
  }

  private func openDirectory(
    _ name: String, in directory: FileDescriptor, _ planned: PlannedEntry
  ) throws(WritingError) -> FileDescriptor {
    try openDirectory(Array(name.utf8CString), in: directory, planned)
  }

  // MARK: - Attributes and errors

  private mutating func finish(
    _ planned: PlannedEntry, _ place: Attributes.Place
  ) throws(WritingError) {
    var extended: [ExtendedAttribute] = []
    if planned.origin == .root {
      do throws(RootError) {
        extended = try root.extendedAttributes(at: planned.path)
      } catch {
        throw WritingError(error)
      }
    }
    do throws(Errno) {
      try attributes.apply(planned.entry, extended, to: place)
    } catch {
      throw failure(planned, error)
    }
  }

  private func check(_ result: Int32, _ planned: PlannedEntry) throws(WritingError) {
    if result < 0 { throw failure(planned, Errno(rawValue: pith_errno())) }
  }

  private func failure(_ planned: PlannedEntry, _ cause: Errno?) -> WritingError {
    WritingError(.io, cannot: "write '\(planned.path)' to '\(label)'", cause: cause)
  }

  private func failure(_ planned: PlannedEntry, _ failure: FileCopy.Failure) -> WritingError {
    switch failure {
    case .stopped(let error): error
    case .write(let cause): self.failure(planned, cause)
    case .read(let cause):
      WritingError(
        RootError(
          .io, cannot: "read", path: planned.path, root: root.label, cause: cause))
    case .truncated:
      WritingError(
        RootError(
          .truncated, cannot: "read", path: planned.path, root: root.label,
          detail: "it became shorter while it was read"))
    }
  }
}

// MARK: - Reading back

extension TreeBuilder {
  /// Compares what is on disk with what was to be written: names, kinds, sizes. Directories that their maker may not look into are
  /// taken on trust.
  func readBack(_ path: FilePath) throws(WritingError) {
    do throws(RootError) {
      let written = try DirectoryRoot(path: path)
      var found = 0
      var isComplete = true
      try written.walk(unreadable: { _ in isComplete = false }) { _, _ in
        found += 1
        return .into
      }
      for (index, planned) in tree.entries.enumerated() {
        guard let size = sizes[index], isComplete else { continue }
        let entry = try written.entry(at: planned.path)
        guard entry?.kind == planned.entry.kind, entry?.size == size else {
          throw RootError(
            .truncated, cannot: "read back", path: planned.path, root: label,
            detail: "it is not what was written")
        }
      }
      let expected = sizes.count { $0 != nil }
      if isComplete, found != expected {
        throw RootError(
          .truncated, cannot: "read back", path: .root, root: label,
          detail: "it has \(found) entries and not \(expected)")
      }
    } catch {
      var mismatch = WritingError(error)
      mismatch.code = .mismatch
      throw mismatch
    }
  }
}

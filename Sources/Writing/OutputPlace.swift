internal import CLinux
internal import Glibc
internal import Planning
internal import Roots
internal import SystemPackage

/// Where a result goes: a name in a directory, and beside it a name for what is not finished.
///
/// The unfinished tree lies on the same file system, can be entered by its maker only, and takes its final name in one step.
struct OutputPlace: ~Copyable {
  /// For messages.
  let label: String
  private let parent: FileDescriptor
  private let parentPath: FilePath
  private let name: [CChar]
  private let stagedName: [CChar]

  /// - Throws: `noParent`; `io` for a name that nothing can have.
  init(_ output: FilePath) throws(WritingError) {
    let action = "write to '\(output)'"
    var path = output
    if path.lastComponent?.kind != .regular {
      // `.` and `..` have another name; `/` has none.
      path = try Self.realPath(output, action: action)
    }
    guard let last = path.lastComponent else {
      throw WritingError(.io, cannot: action, detail: "it has no name that could be replaced")
    }
    let name = unsafe last.withPlatformString { name in
      unsafe Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1))
    }
    let above = try Self.parent(of: path, action: action)
    let opened: FileDescriptor
    do {
      let path = FileDescriptor.OpenOptions(rawValue: PITH_O_PATH)
      opened = try FileDescriptor.open(above, .readOnly, options: [path, .directory, .closeOnExec])
    } catch {
      throw WritingError(.io, cannot: action, cause: error as? Errno)
    }
    label = output.string
    parent = opened
    parentPath = above
    self.name = name
    // A name may have 255 bytes.
    let digits = String(UInt64.random(in: .min ... .max), radix: 36)
    stagedName =
      [CChar(bitPattern: UInt8(ascii: "."))] + name.dropLast().prefix(200)
      + ".pith-\(digits)".utf8CString
  }

  private static func parent(
    of path: FilePath, action: String
  ) throws(WritingError) -> FilePath {
    let above = path.removingLastComponent()
    let directory = above.isEmpty ? FilePath(".") : above
    do throws(WritingError) {
      return try realPath(directory, action: action)
    } catch {
      guard error.cause == .noSuchFileOrDirectory else { throw error }
      throw WritingError(
        .noParent, cannot: action,
        detail: "there is no directory '\(directory)'; make it first")
    }
  }

  deinit { try? parent.close() }

  /// Refuses an output that is there already, unless it may be replaced, and one that would destroy what is being read.
  func check(root: any Root, plan: Plan?, force: Bool) throws(WritingError) {
    let action = "write to '\(label)'"
    if !force, exists {
      throw WritingError(
        .exists, cannot: action, detail: "it is there already; --force replaces it")
    }
    guard let root = root as? DirectoryRoot else { return }
    let source = try Self.realPath(root.path, action: "read '\(root.label)'")
    let target = parentPath.appending(Self.string(name))
    let sourcePath = RootPath(source)
    let targetPath = RootPath(target)
    if sourcePath.isWithin(targetPath) {
      throw WritingError(
        .overlap, cannot: action, detail: "the root '\(root.label)' is in it, and would be replaced"
      )
    }
    guard targetPath.isWithin(sourcePath), let plan else { return }
    let inner = RootPath(
      targetPath.bytes.dropFirst(sourcePath.isRoot ? 0 : sourcePath.bytes.count))
    if let entry = plan.entries.first(where: { $0.path.isWithin(inner) }) {
      throw WritingError(
        .overlap, cannot: action,
        detail: "it is in the root '\(root.label)', and '\(entry.path)' is to be kept; write "
          + "somewhere else")
    }
  }

  private var exists: Bool {
    var status = stat()
    return unsafe fstatat(parent.rawValue, name, &status, AT_SYMLINK_NOFOLLOW) == 0
  }

  /// Makes the unfinished tree's directory.
  func stage() throws(WritingError) -> FileDescriptor {
    guard unsafe mkdirat(parent.rawValue, stagedName, 0o700) == 0 else { throw failure() }
    let opened = unsafe openat(
      parent.rawValue, stagedName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { throw failure() }
    return FileDescriptor(rawValue: opened)
  }

  /// Makes the unfinished file, with the permissions that a new file gets.
  func stageFile() throws(WritingError) -> FileDescriptor {
    let opened = unsafe openat(
      parent.rawValue, stagedName, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw failure() }
    return FileDescriptor(rawValue: opened)
  }

  /// What umask(2) takes away from new files.
  static var mask: mode_t {
    let mask = umask(0o022)
    umask(mask)
    return mask
  }

  /// Makes the new name last; that it cannot be is no reason to take the result away.
  func synchronize() {
    let opened = unsafe openat(parent.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }

  /// The unfinished tree, to read it.
  var stagedPath: FilePath { parentPath.appending(Self.string(stagedName)) }

  /// Takes the unfinished tree away; and after `publish` what it replaced.
  func discard() throws(WritingError) {
    do throws(Errno) {
      try removeTree(stagedName, in: parent)
    } catch {
      throw WritingError(.io, cannot: "remove '\(stagedPath)'", cause: error)
    }
  }

  /// Gives the unfinished tree its name in one step. What had the name before has the unfinished tree's then.
  ///
  /// - Returns: whether there was something before.
  func publish(force: Bool) throws(WritingError) -> Bool {
    if force, exists {
      if rename(PITH_RENAME_EXCHANGE) { return true }
      if Errno(rawValue: pith_errno()) != .noSuchFileOrDirectory { throw failure() }
    }
    if rename(PITH_RENAME_NOREPLACE) { return false }
    let error = Errno(rawValue: pith_errno())
    // Some network file systems know no flags; rename(2) at least replaces nothing but an empty directory.
    guard error == .invalidArgument || error == .noFunction else { throw failure() }
    guard !exists, rename(0) else { throw failure() }
    return false
  }

  private func rename(_ flags: some BinaryInteger) -> Bool {
    unsafe pith_renameat2(
      parent.rawValue, stagedName, parent.rawValue, name, UInt32(flags)) == 0
  }

  private func failure() -> WritingError {
    let error = Errno(rawValue: pith_errno())
    if error == .fileExists {
      return WritingError(
        .exists, cannot: "write to '\(label)'", detail: "it is there already; --force replaces it")
    }
    return WritingError(.io, cannot: "write to '\(label)'", cause: error)
  }

  private static func string(_ name: [CChar]) -> FilePath.Component {
    unsafe name.withUnsafeBufferPointer {
      unsafe FilePath.Component(platformString: $0.baseAddress!)
    } ?? FilePath.Component("out")
  }

  private static func realPath(
    _ path: FilePath, action: String
  ) throws(WritingError) -> FilePath {
    let resolved = unsafe path.withPlatformString { unsafe realpath($0, nil) }
    guard let resolved = unsafe resolved else {
      throw WritingError(.io, cannot: action, cause: Errno(rawValue: pith_errno()))
    }
    defer { unsafe free(resolved) }
    return unsafe FilePath(platformString: resolved)
  }
}

internal import Packages
internal import Roots

/// Files of packages that are not there, or are not what the package brought: what `dpkg --verify`, `apk audit --system` and `rpm -V` tell.
///
/// Administrators change configuration, so that is a note. So is what people take away to save room (documentation, translations,
/// caches), told once for each package; what a database itself calls optional or left out is nothing at all. A result of pith has databases
/// cut to what is kept, and is clean.
struct PackageFilesRule {
  /// What it finds.
  static let kinds: Set<Finding.Kind> = [.packageFileMissing, .packageFileChanged, .unreadable]

  let packages: PackageDatabase

  func findings(at starts: [RootPath], _ context: AuditContext) -> [Finding] {
    var result: [Finding] = []
    for package in packages.packages {
      let recorded = packages.recordedFiles(of: package)
      // A directory that is gone is told by what was in it.
      let directories = Set(recorded.lazy.map(\.path.parent))
      var missing: [RootPath] = []
      var spared: [RootPath] = []
      for file in recorded
      where starts.isEmpty || starts.contains(where: { file.path.isWithin($0) }) {
        switch state(of: file, context) {
        case .intact: break
        case .changed: result.append(changed(file, package))
        case .missing:
          if file.isOptional || directories.contains(file.path) { break }
          if file.isConfiguration {
            result.append(missingConfiguration(file.path, package))
          } else if Self.isSpared(file.path) {
            spared.append(file.path)
          } else {
            missing.append(file.path)
          }
        }
      }
      result += missingFiles(missing, package)
      if let first = spared.min() { result.append(missingData(first, spared.count, package)) }
    }
    return result
  }

  private enum State { case intact, changed, missing }

  /// What cannot be read is told by the survey, once, and is no fault of its package.
  private func state(of file: RecordedFile, _ context: AuditContext) -> State {
    do throws(RootError) {
      guard let entry = try context.root.entry(at: file.path) else { return .missing }
      guard let checksum = file.checksum else { return .intact }
      return try isChanged(file.path, entry, checksum, context) ? .changed : .intact
    } catch {
      return .intact
    }
  }

  // MARK: Missing

  /// Beyond these, the files of one package are counted.
  private static let maximum = 10

  private func missingFiles(_ paths: [RootPath], _ package: Package) -> [Finding] {
    let files = paths.sorted()
    let name = printable(package.name)
    return files.prefix(Self.maximum).enumerated().map { index, path in
      let further = files.count - Self.maximum
      let rest =
        index == Self.maximum - 1 && further > 0
        ? ", and so are \(further) more of its files" : ""
      return Finding(
        .packageFileMissing, .warning, at: path, subject: package.name,
        detail: "it belongs to the package '\(name)' and is not there\(rest)",
        hint: "install '\(name)' again, or remove it if nothing needs it")
    }
  }

  private func missingConfiguration(_ path: RootPath, _ package: Package) -> Finding {
    Finding(
      .packageFileMissing, .note, at: path, subject: package.name,
      detail: "a configuration file of the package '\(printable(package.name))' is not there")
  }

  private func missingData(_ first: RootPath, _ count: Int, _ package: Package) -> Finding {
    let name = printable(package.name)
    return Finding(
      .packageFileMissing, .note, at: first, subject: package.name,
      detail: "documentation, translations or caches of '\(name)' are not there: \(count) paths")
  }

  /// Where people make room.
  private static func isSpared(_ path: RootPath) -> Bool {
    if places.contains(where: { path.isWithin($0) }) { return true }
    return path.name.elementsEqual("__pycache__".utf8)
      || path.parent.name.elementsEqual("__pycache__".utf8)
  }

  private static let places: [RootPath] = [
    "/usr/share/doc", "/usr/share/doc-base", "/usr/share/man", "/usr/share/info",
    "/usr/share/help", "/usr/share/gtk-doc", "/usr/share/lintian", "/usr/share/bug",
    "/usr/share/locale", "/usr/share/licenses", "/usr/lib/locale", "/var/cache", "/var/log",
    "/var/lib/apt", "/run", "/tmp", "/boot", "/dev", "/proc", "/sys", "/media", "/mnt",
  ]

  // MARK: Changed

  private func isChanged(
    _ path: RootPath, _ entry: Entry, _ checksum: Checksum, _ context: AuditContext
  ) throws(RootError) -> Bool {
    if entry.isRegular { return try differs(path, checksum, context) }
    guard entry.isSymlink else { return true }
    let target = try context.root.linkTarget(at: path)
    if unsafe checksum.algorithm.digest(of: target.span.bytes) == checksum.bytes { return false }
    // A file that was moved and left a link is still what it was.
    guard let found = try context.resolve(path.bytes), found.entry?.isRegular == true else {
      return true
    }
    return try differs(found.path, checksum, context)
  }

  private func differs(
    _ path: RootPath, _ checksum: Checksum, _ context: AuditContext
  ) throws(RootError) -> Bool {
    try context.root.withContent(of: path) { content in
      checksum.algorithm.digest(of: content) != checksum.bytes
    }
  }

  private func changed(_ file: RecordedFile, _ package: Package) -> Finding {
    let name = printable(package.name)
    if file.isConfiguration {
      return Finding(
        .packageFileChanged, .note, at: file.path, subject: package.name,
        detail: "a configuration file that is not as the package '\(name)' brought it")
    }
    return Finding(
      .packageFileChanged, .warning, at: file.path, subject: package.name,
      detail: "it is not as the package '\(name)' brought it",
      hint: "install '\(name)' again, or find out who changed it")
  }
}

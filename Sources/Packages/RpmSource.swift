internal import Roots

/// rpm's database in its SQLite form: a table of headers, rpmdb.sqlite.
final class RpmSource: PackageSource {
  private struct Installed {
    var package: Package
    /// The key of its row.
    var number: Int64
    var paths: [UInt8]
    var configuration: [[UInt8]] = []
    var licenses: [[UInt8]] = []
  }

  private let files: DatabaseFiles
  private let directory: RootPath
  private lazy var bytes = files.bytes(of: file) ?? []
  private lazy var installed = read()

  private var file: RootPath { directory.appending("rpmdb.sqlite") }

  /// The first is that of most systems, the others of those that keep /var for the user.
  private static let directories: [RootPath] = [
    "/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm",
  ]

  /// nil where the root has no such database.
  init?(root: any Root) {
    files = DatabaseFiles(root: root)
    for candidate in Self.directories {
      guard let found = files.directory([candidate]) else { continue }
      let names = files.names(in: found).map { String(decoding: $0, as: UTF8.self) }
      if names.contains("rpmdb.sqlite") {
        directory = found
        if let log = try? root.entry(at: found.appending("rpmdb.sqlite-wal")), log.size > 0 {
          files.report(
            found.appending("rpmdb.sqlite-wal"), "changes that are only in this log are not read")
        }
        return
      }
      for older in ["Packages", "Packages.db"] where names.contains(older) {
        files.report(
          found.appending(older), "only the SQLite form of rpm's database is read, not this one")
      }
      if !files.problems.isEmpty {
        directory = found
        return
      }
    }
    return nil
  }

  var problems: [PackageProblem] { files.problems }

  lazy var packages: [Package] = installed.map(\.package)

  func pathList(of index: Int) -> [UInt8] { installed[index].paths }

  func configurationFiles(of index: Int) -> [(path: [UInt8], digest: [UInt8]?)] {
    installed[index].configuration.map { ($0, nil) }
  }

  func licenseFiles(of index: Int) -> [[UInt8]] { installed[index].licenses }

  /// Files that are not kept have the state of those that were left out when the package was installed, so that `rpm --verify` does not
  /// miss them. All else in the headers is signed and stays as it is.
  func cut(keeping kept: Set<Int>, _ filter: KeptFilter) -> CutDatabase {
    let numbers = kept.sorted().map { String(installed[$0].number) }.joined(separator: ",")
    do throws(SQLiteImage.Failure) {
      let image = try SQLiteImage.open(bytes)
      var tables: [String] = []
      // Every index of rpm's is a table with the number of the package's row.
      try image.forEachRow(
        of: """
          SELECT 0, m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
          WHERE m.type = 'table' AND c.name = 'hnum' ORDER BY m.name
          """
      ) { tables.append(String(decoding: $1, as: UTF8.self)) }
      for table in tables where !table.contains("\"") && !table.contains("\0") {
        try image.execute("DELETE FROM \"\(table)\" WHERE hnum NOT IN (\(numbers))")
      }
      var changed: [(number: Int64, blob: [UInt8])] = []
      let indices = Dictionary(
        kept.map { (installed[$0].number, $0) }, uniquingKeysWith: { first, _ in first })
      try image.forEachRow(of: Self.allHeaders) { number, blob in
        guard let index = indices[number], let header = RpmHeader(blob) else { return }
        let gone = header.files().filter { !filter.isKept($0.path, index) }.map(\.index)
        if let blob = header.settingState(.notInstalled, of: gone) {
          changed.append((number, blob))
        }
      }
      for (number, blob) in changed {
        try image.execute("UPDATE Packages SET blob = ?1 WHERE hnum = \(number)", binding: blob)
      }
      try image.execute("VACUUM")
      return CutDatabase(written: [.init(path: file, bytes: try image.serialized())])
    } catch {
      files.report(file, error.detail)
      return CutDatabase()
    }
  }

  private static let allHeaders = "SELECT hnum, blob FROM Packages ORDER BY hnum"

  private func read() -> [Installed] {
    guard !bytes.isEmpty else { return [] }
    var result: [Installed] = []
    do throws(SQLiteImage.Failure) {
      let image = try SQLiteImage.open(bytes)
      try image.forEachRow(of: Self.allHeaders) { number, blob in
        guard let header = RpmHeader(blob), let package = Self.package(header) else {
          files.report(file, "the header of package number \(number) is malformed")
          return
        }
        result.append(Self.installed(package, number, header))
      }
    } catch {
      files.report(file, error.detail)
    }
    return result
  }

  private static func package(_ header: RpmHeader) -> Package? {
    guard let name = header.string(.name), !name.isEmpty else { return nil }
    // Keys for signatures are listed as packages.
    guard !name.elementsEqual("gpg-pubkey".utf8) || header.string(.sourcePackage) != nil else {
      return Package(format: .rpm, name: name, version: version(header))
    }
    return Package(
      format: .rpm, name: name, version: version(header),
      architecture: header.string(.architecture) ?? [],
      source: header.string(.sourcePackage).flatMap(sourceName),
      depends: header.strings(.requireNames).filter { !$0.starts(with: "rpmlib(".utf8) },
      recommends: header.strings(.recommendNames), provides: header.strings(.provideNames),
      license: header.string(.license) ?? [])
  }

  /// `epoch:version-release`.
  private static func version(_ header: RpmHeader) -> [UInt8] {
    var result = header.string(.version) ?? []
    if let release = header.string(.release) { result += [UInt8(ascii: "-")] + release }
    guard let epoch = header.numbers(.epoch).first else { return result }
    return Array("\(epoch):".utf8) + result
  }

  /// `name` of `name-version-release.src.rpm`.
  private static func sourceName(_ file: [UInt8]) -> [UInt8]? {
    var name = file[...]
    for _ in 0..<2 {
      guard let dash = name.lastIndex(of: UInt8(ascii: "-")) else { return nil }
      name = name[..<dash]
    }
    return name.isEmpty ? nil : Array(name)
  }

  private static func installed(
    _ package: Package, _ number: Int64, _ header: RpmHeader
  ) -> Installed {
    var result = Installed(package: package, number: number, paths: [])
    for file in header.files()
    where file.state != RpmHeader.State.replaced.rawValue
      && file.state != RpmHeader.State.notInstalled.rawValue
    {
      result.paths += file.path + [UInt8(ascii: "\n")]
      if file.flags & RpmHeader.isConfiguration != 0 { result.configuration.append(file.path) }
      if file.flags & RpmHeader.isLicense != 0 { result.licenses.append(file.path) }
    }
    return result
  }

  /// By the number of the row. A second pass, since only audits want it.
  private lazy var recorded: [Int64: [WrittenFile]] = {
    var result: [Int64: [WrittenFile]] = [:]
    try? SQLiteImage.open(bytes).forEachRow(of: Self.allHeaders) { number, blob in
      guard let header = RpmHeader(blob) else { return }
      let checksums = header.checksums()
      result[number] = header.files().compactMap { file in
        guard file.state == RpmHeader.State.normal.rawValue else { return nil }
        let isGhost = file.flags & RpmHeader.isGhost != 0
        return WrittenFile(
          path: file.path, checksum: isGhost ? nil : checksums[file.index],
          isConfiguration: file.flags & RpmHeader.isConfiguration != 0,
          isOptional: isGhost || file.flags & RpmHeader.mayBeMissing != 0)
      }
    }
    return result
  }()

  func recordedFiles(of index: Int) -> [WrittenFile] { recorded[installed[index].number] ?? [] }
}

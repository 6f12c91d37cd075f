public import Roots

/// The packages of a root, and which of them owns a file.
///
/// Everything is read on first use: the list of packages when a package is asked for, the lists of all their files (some milliseconds)
/// when an owner is asked for. Paths in questions and answers are real ones, free of links, wherever a package's list places the file.
public final class PackageDatabase {
  private let root: any Root
  private let sources: [any PackageSource]
  private lazy var located = sources.indices.flatMap { source in
    sources[source].packages.indices.map { (source: source, index: $0) }
  }
  private lazy var identities: [Identity: Int] = Dictionary(
    packages.enumerated().map { (Identity($1), $0) }, uniquingKeysWith: { first, _ in first })
  private lazy var names = index(\.singleName)
  private lazy var provided = index(\.provides)
  private lazy var directories = RealDirectories(root: root)
  private lazy var fileIndex = readFileIndex()
  private lazy var movedAside = MovedFiles(
    diversions: sources.flatMap(\.diversions), directories: directories)
  /// The answers of `files(of:)`, by the number of the package.
  private var realFiles: [Int: [RootPath]] = [:]
  private lazy var linksByTarget = Alternatives(root: root).linksByTarget()

  public init(root: any Root) {
    self.root = root
    let candidates: [(any PackageSource)?] = [
      DpkgSource(root: root), ApkSource(root: root), RpmSource(root: root),
    ]
    sources = candidates.compactMap { $0 }
  }

  /// The directories in which package managers and scanners look for databases; links in some systems.
  public static let places: [RootPath] = [
    "/var/lib/dpkg", "/lib/apk/db", "/usr/lib/apk/db", "/var/lib/rpm", "/usr/lib/sysimage/rpm",
    "/usr/share/rpm",
  ]

  /// All installed packages, in the order of their databases.
  public lazy var packages: [Package] = sources.flatMap(\.packages)

  /// Those that people asked for by name, essential ones left out.
  ///
  /// One that has nothing but documentation, or beside that a file or two which only say what it is (`/usr/share/NAME/list`), stands for those that it
  /// depends on.
  public private(set) lazy var requested: [Package] = readRequested()

  /// What was wrong in what has been read so far.
  public var problems: [PackageProblem] { sources.flatMap(\.problems) }

  private static let documentation: [RootPath] = [
    "/usr/share/doc", "/usr/share/lintian", "/usr/share/man", "/usr/share/info",
  ]

  private static let mostLists = 2

  private func readRequested() -> [Package] {
    var result = packages.filter { $0.isRequested && !$0.isEssential }
    var seen = Set(result)
    var next = 0
    while next < result.count {
      let package = result[next]
      next += 1
      guard !package.depends.isEmpty, hasOnlyLists(package) else { continue }
      for other in dependencies(of: package)
      where !other.isEssential && seen.insert(other).inserted { result.append(other) }
    }
    return result
  }

  private func hasOnlyLists(_ package: Package) -> Bool {
    let own = RootPath("/usr/share").appending(package.name[...])
    var lists = 0
    for file in files(of: package) {
      if Self.documentation.contains(where: { file.isWithin($0) }) || isDirectory(file) { continue }
      lists += 1
      if lists > Self.mostLists || file.parent != own { return false }
    }
    return true
  }

  /// The package that owns the file, link or directory at a real path.
  ///
  /// A link that update-alternatives made belongs to the package of what it leads to. A directory that several packages list, or the
  /// link that stands for it (`/lib`), belongs to none of them; of several packages that share a file, the first is the answer.
  public func owner(of path: RootPath) -> Package? {
    if let owner = fileIndex.owner(FileIndex.key(of: path)) {
      if owner.isShared, isDirectory(path) { return nil }
      return packages[owner.package]
    }
    guard let target = Alternatives(root: root).target(of: path),
      let owner = fileIndex.owner(FileIndex.key(of: target))
    else { return nil }
    return packages[owner.package]
  }

  private func isDirectory(_ path: RootPath) -> Bool {
    guard let kind = try? root.kind(at: path) else { return false }
    if kind == .symlink { return (try? root.resolve(path).entry)?.isDirectory == true }
    return kind == .directory
  }

  /// Whether any package brought what is at a real path, directories included.
  public func isOwned(_ path: RootPath) -> Bool {
    isListed(path) || owner(of: path) != nil
  }

  /// Whether a package's list has a real path: the same as `isOwned` for what is no link, without looking at it.
  public func isListed(_ path: RootPath) -> Bool {
    path.isRoot || fileIndex.owner(FileIndex.key(of: path)) != nil
  }

  /// The real paths of what the package's list has, directories included, in its order, whether or not they are still there.
  public func files(of package: Package) -> [RootPath] {
    guard let number = identities[Identity(package)] else { return [] }
    if let known = realFiles[number] { return known }
    let (source, index) = located[number]
    let bytes = sources[source].pathList(of: index)
    var result: [RootPath] = []
    forEachPath(in: bytes.span) { directory, name in
      result.append(realPath(directory, name, package: package))
    }
    realFiles[number] = result
    return result
  }

  /// The configuration files of a package that its manager would not overwrite.
  public func configurationFiles(of package: Package) -> [ConfigurationFile] {
    guard let (source, index) = location(of: package) else { return [] }
    return sources[source].configurationFiles(of: index).compactMap { path, digest in
      realPath(path, package: package).map { ConfigurationFile(path: $0, digest: digest) }
    }
  }

  /// The MD5 digests of files as the package brought them, by real path; empty where the database has none.
  public func digests(of package: Package) -> [RootPath: [UInt8]] {
    guard let (source, index) = location(of: package) else { return [:] }
    var result: [RootPath: [UInt8]] = [:]
    for (path, digest) in sources[source].digests(of: index) {
      if let path = realPath(path, package: package) { result[path] = digest }
    }
    return result
  }

  /// Every path of a package with what the database records of it, to compare with what is there.
  public func recordedFiles(of package: Package) -> [RecordedFile] {
    guard let (source, index) = location(of: package) else { return [] }
    return sources[source].recordedFiles(of: index).compactMap { file in
      realPath(file.path, package: package).map {
        RecordedFile(
          path: $0, checksum: file.checksum, isConfiguration: file.isConfiguration,
          isOptional: file.isOptional)
      }
    }
  }

  /// The installed package of that name, else the first that provides the name.
  public func package(named name: some Collection<UInt8>) -> Package? {
    let name = Array(name)
    return (names[name]?.first ?? provided[name]?.first).map { packages[$0] }
  }

  public func package(named name: String) -> Package? { package(named: name.utf8) }

  /// Every installed package that provides a name, the one that bears it first.
  public func providers(of name: some Collection<UInt8>) -> [Package] {
    let name = Array(name)
    var result = names[name] ?? []
    for index in provided[name] ?? [] where !result.contains(index) { result.append(index) }
    return result.map { packages[$0] }
  }

  /// The installed packages that a package depends on directly, in its order. A dependency on a file is one on the file's owner.
  public func dependencies(of package: Package) -> [Package] { installed(package.depends) }

  public func recommendations(of package: Package) -> [Package] { installed(package.recommends) }

  /// The installed packages that a package suggests.
  public func suggestions(of package: Package) -> [Package] { installed(package.suggests) }

  /// The package and what it depends on, step by step, as far as it is built from the same source: an application that is split in
  /// packages. Essential packages other than the first are left out.
  public func family(of package: Package) -> [Package] {
    var result = [package]
    var seen: Set = [package]
    var next = 0
    while next < result.count {
      for dependency in dependencies(of: result[next])
      where dependency.source == package.source && !dependency.isEssential
        && seen.insert(dependency).inserted
      {
        result.append(dependency)
      }
      next += 1
    }
    return result
  }

  /// The family, and those of what people asked for by name that is built from the same source: plug-ins and data of the application's,
  /// or a package without files that stands for them.
  public func kin(of package: Package) -> [Package] {
    var result = family(of: package)
    for other in requested where other.source == package.source && !result.contains(other) {
      result += family(of: other).filter { !result.contains($0) }
    }
    return result
  }

  /// The links that update-alternatives(1) made and that lead to a real path now: `/usr/bin/awk` for mawk, sorted.
  public func alternativeLinks(to path: RootPath) -> [RootPath] { linksByTarget[path] ?? [] }

  /// The files that hold a package's licence, by the paths at which they would be: not all of them need be there, and links lead to some.
  public func licenseFiles(of package: Package) -> [RootPath] {
    guard let (source, index) = location(of: package) else { return [] }
    return sources[source].licenseFiles(of: index).map { RootPath($0) }
  }

  /// The databases cut to these packages, so that scanners find the packages of which something is kept; where a database lists files,
  /// only those stay for which `isKept` holds (asked by real path).
  public func cut(
    keeping kept: some Sequence<Package>, files isKept: (RootPath) -> Bool = { _ in true }
  ) -> CutDatabase {
    var bySource = sources.map { _ in Set<Int>() }
    for package in kept {
      if let (source, index) = location(of: package) { bySource[source].insert(index) }
    }
    var result = CutDatabase()
    var aliases: Set<RootPath> = []
    for (number, (source, kept)) in zip(sources, bySource).enumerated() where !kept.isEmpty {
      let part = withoutActuallyEscaping(isKept) { isKept in
        source.cut(
          keeping: kept,
          KeptFilter { [self] written, index in
            guard let path = realPath(written, of: index, in: number) else { return false }
            guard isKept(path) else { return false }
            let parent = RootPath(written).parent
            if parent != path.parent, directories.path(of: parent.bytes.span) != parent {
              aliases.insert(parent)
            }
            return true
          })
      }
      result.written += part.written
      result.kept += part.kept
    }
    result.written.sort { $0.path < $1.path }
    result.kept.sort()
    result.aliases = aliases.sorted()
    return result
  }
}

extension PackageDatabase {
  private struct Identity: Hashable {
    var format: Package.Format
    var name: [UInt8]
    var version: [UInt8]
    var architecture: [UInt8]

    init(_ package: Package) {
      format = package.format
      name = package.name
      version = package.version
      architecture = package.architecture
    }
  }

  private func location(of package: Package) -> (source: Int, index: Int)? {
    identities[Identity(package)].map { located[$0] }
  }

  private func installed(_ names: [[UInt8]]) -> [Package] {
    var result: [Package] = []
    for name in names {
      var found = package(named: name)
      if found == nil, name.first == slash, let file = try? root.resolve(name), file.entry != nil {
        found = owner(of: file.path)
      }
      if let found, !result.contains(found) { result.append(found) }
    }
    return result
  }

  private func index(_ keys: (Package) -> [[UInt8]]) -> [[UInt8]: [Int]] {
    var result: [[UInt8]: [Int]] = [:]
    for (index, package) in packages.enumerated() {
      for key in keys(package) where result[key]?.last != index {
        result[key, default: []].append(index)
      }
    }
    return result
  }

  private func readFileIndex() -> FileIndex {
    let result = FileIndex()
    let movedAside = movedAside
    let directories = directories
    for (number, place) in located.enumerated() {
      let bytes = sources[place.source].pathList(of: place.index)
      let name = packages[number].name
      forEachPath(in: bytes.span) { directory, file in
        var key = FileIndex.key(directory: directories.digest(of: directory), name: file)
        if let target = movedAside.target(of: key, in: name) { key = FileIndex.key(of: target) }
        result.insert(key, package: number)
      }
    }
    return result
  }

  private func realPath(
    _ directory: Span<UInt8>, _ name: Span<UInt8>, package: Package
  ) -> RootPath {
    let key = FileIndex.key(directory: directories.digest(of: directory), name: name)
    return movedAside.target(of: key, in: package.name)
      ?? directories.path(of: directory).appending([UInt8](name))
  }

  private func realPath(_ written: [UInt8], of index: Int?, in source: Int) -> RootPath? {
    if let index { return realPath(written, package: sources[source].packages[index]) }
    var result: RootPath?
    forEachPath(in: written.span) { result = directories.path(of: $0).appending([UInt8]($1)) }
    return result
  }

  private func realPath(_ written: [UInt8], package: Package) -> RootPath? {
    var result: RootPath?
    forEachPath(in: written.span) { result = realPath($0, $1, package: package) }
    return result
  }
}

extension Package {
  fileprivate var singleName: [[UInt8]] { [name] }
}

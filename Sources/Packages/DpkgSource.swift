internal import Roots

/// dpkg's database: /var/lib/dpkg/status, or the files of /var/lib/dpkg/status.d that images without a package manager have.
///
/// Sources: dpkg(1), deb822(5), dpkg-divert(1), and PACKAGE_METADATA.md of the distroless images.
final class DpkgSource: PackageSource {
  struct Installed {
    var package: Package
    /// The file that has its paragraph, and where in it.
    var file: RootPath
    var range: Range<Int>
    /// Without the ending: /var/lib/dpkg/info/NAME[:ARCH], or the file in status.d.
    var stems: [[UInt8]]
    var configuration: [(path: [UInt8], digest: [UInt8]?)]
  }

  let files: DatabaseFiles
  let directory: RootPath
  private(set) var status: [UInt8] = []
  private(set) lazy var installed = readInstalled()
  private lazy var infoNames = Set(files.names(in: infoDirectory))
  private(set) lazy var pathFilter = DpkgPathFilter(files)
  private lazy var automatic = readAutomatic()
  private lazy var statusNames = files.names(in: statusDirectory)

  var statusFile: RootPath { directory.appending("status") }
  private var statusDirectory: RootPath { directory.appending("status.d") }
  var infoDirectory: RootPath { directory.appending("info") }

  /// nil where the root has no such database.
  init?(root: any Root) {
    files = DatabaseFiles(root: root)
    guard let directory = files.directory(["/var/lib/dpkg"]) else { return nil }
    self.directory = directory
  }

  var problems: [PackageProblem] { files.problems }

  lazy var packages: [Package] = installed.map(\.package)

  func pathList(of index: Int) -> [UInt8] {
    if let list = info(of: index, "list") { return list }
    // status.d has no lists, but digests of the same files.
    var result: [UInt8] = []
    for (path, _) in digests(of: index) {
      result.append(contentsOf: path)
      result.append(UInt8(ascii: "\n"))
    }
    return result
  }

  func configurationFiles(of index: Int) -> [(path: [UInt8], digest: [UInt8]?)] {
    let known = installed[index].configuration
    if !known.isEmpty { return known }
    guard let text = info(of: index, "conffiles") else { return [] }
    return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      line.first == slash ? (Array(line), nil) : nil
    }
  }

  func digests(of index: Int) -> [(path: [UInt8], digest: [UInt8])] {
    guard let text = info(of: index, "md5sums") else { return [] }
    return text.split(separator: UInt8(ascii: "\n")).compactMap(Self.digestLine)
  }

  /// `digest  path`, the path relative to the root.
  static func digestLine(_ line: ArraySlice<UInt8>) -> (path: [UInt8], digest: [UInt8])? {
    guard let digest = md5Digest(line.prefix(32)) else { return nil }
    let path = line.dropFirst(32).drop(while: isBlank)
    let relative = path.starts(with: [UInt8(ascii: "."), slash]) ? path.dropFirst(2) : path
    return relative.first == slash ? (Array(relative), digest) : ([slash] + relative, digest)
  }

  lazy var diversions: [Diversion] = {
    let file = directory.appending("diversions")
    guard let text = files.bytes(of: file) else { return [] }
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var result: [Diversion] = []
    var index = 0
    while index + 2 < lines.count {
      defer { index += 3 }
      guard lines[index].first == slash, lines[index + 1].first == slash else {
        files.report(file, line: index + 1, "a diversion is two absolute paths and a package")
        continue
      }
      let package = lines[index + 2].elementsEqual(":".utf8) ? [] : Array(lines[index + 2])
      result.append(
        Diversion(
          original: Array(lines[index]), target: Array(lines[index + 1]), package: package))
    }
    return result
  }()

  /// Debian policy 12.5: the copyright of NAME, or of the package that the directory is a link to.
  func licenseFiles(of index: Int) -> [[UInt8]] {
    [Array("/usr/share/doc/".utf8) + installed[index].package.name + Array("/copyright".utf8)]
  }

  func info(of index: Int, _ ending: String) -> [UInt8]? {
    infoFile(of: index, ending).flatMap { files.bytes(of: $0) }
  }

  func infoFile(of index: Int, _ ending: String) -> RootPath? {
    let item = installed[index]
    if item.file.parent == statusDirectory {
      let beside = item.file.name + Array(".\(ending)".utf8)
      if statusNames.contains(Array(beside)) { return statusDirectory.appending(beside) }
    }
    for stem in item.stems {
      let name = stem + Array(".\(ending)".utf8)
      if infoNames.contains(name) { return infoDirectory.appending(name) }
    }
    return nil
  }

  private func readInstalled() -> [Installed] {
    var result: [Installed] = []
    if let bytes = files.bytes(of: statusFile) {
      status = bytes
      result = read(bytes, from: statusFile)
    }
    for name in statusNames where !name.reversed().starts(with: ".md5sums".utf8.reversed()) {
      let file = statusDirectory.appending(name)
      guard let entry = try? files.root.resolve(file).entry, entry.isRegular,
        let bytes = files.bytes(of: file)
      else { continue }
      result += read(bytes, from: file)
    }
    return result
  }

  private func read(_ bytes: [UInt8], from file: RootPath) -> [Installed] {
    let stanzas = ControlStanza.parse(bytes) { files.report(file, line: $0, $1) }
    return stanzas.compactMap { stanza in
      guard let name = stanza.value("Package", in: bytes), isFileName(name) else {
        files.report(file, line: stanza.line, "a paragraph without a Package field")
        return nil
      }
      if let state = stanza.value("Status", in: bytes)?.split(whereSeparator: isBlank).last,
        state.elementsEqual("config-files".utf8) || state.elementsEqual("not-installed".utf8)
      {
        return nil
      }
      let architecture = Array(stanza.value("Architecture", in: bytes) ?? [])
      let source = stanza.value("Source", in: bytes)?.prefix { !isBlank($0) }
      let isEssential =
        stanza.value("Essential", in: bytes)?.elementsEqual("yes".utf8) == true
        || stanza.value("Priority", in: bytes)?.elementsEqual("required".utf8) == true
      let priority = stanza.value("Priority", in: bytes)
      let isOptional =
        priority?.elementsEqual("optional".utf8) == true
        || priority?.elementsEqual("extra".utf8) == true
      let package = Package(
        name: Array(name), version: Array(stanza.value("Version", in: bytes) ?? []),
        architecture: architecture, source: source.map { Array($0) },
        depends: relationNames(stanza.value("Pre-Depends", in: bytes))
          + relationNames(stanza.value("Depends", in: bytes)),
        recommends: relationNames(stanza.value("Recommends", in: bytes)),
        suggests: relationNames(stanza.value("Suggests", in: bytes)),
        provides: relationNames(stanza.value("Provides", in: bytes)), isEssential: isEssential,
        isRequested: isOptional && automatic?.contains(Array(name)) == false,
        isStandard: !isOptional && !isEssential && automatic?.contains(Array(name)) == false)
      // Only packages that may be there for several architectures carry one in their file names.
      let qualified = Array(name) + [UInt8(ascii: ":")] + architecture
      return Installed(
        package: package, file: file, range: stanza.range, stems: [qualified, Array(name)],
        configuration: configuration(stanza.value("Conffiles", in: bytes)))
    }
  }

  /// The packages that apt installed because others depend on them; nil where apt has no such list (apt-mark(8)).
  private func readAutomatic() -> Set<[UInt8]>? {
    let file: RootPath = "/var/lib/apt/extended_states"
    guard (try? files.root.resolve(file).entry)?.isRegular == true,
      let bytes = files.bytes(of: file)
    else { return nil }
    let stanzas = ControlStanza.parse(bytes) { files.report(file, line: $0, $1) }
    return Set(
      stanzas.compactMap { stanza in
        guard stanza.value("Auto-Installed", in: bytes)?.elementsEqual("1".utf8) == true else {
          return nil
        }
        return stanza.value("Package", in: bytes).map { Array($0) }
      })
  }

  /// ` /path digest [flag]` a line. A file that the package no longer has is `obsolete`.
  private func configuration(
    _ value: ArraySlice<UInt8>?
  ) -> [(path: [UInt8], digest: [UInt8]?)] {
    guard let value else { return [] }
    return value.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var words = line.split(whereSeparator: isBlank)
      if let last = words.last,
        last.elementsEqual("obsolete".utf8) || last.elementsEqual("remove-on-upgrade".utf8)
      {
        words.removeLast()
      }
      guard words.count > 1, let first = words.first, first.first == slash, let last = words.last
      else { return nil }
      // A path may have blanks: it ends where the digest begins.
      return (Array(line[first.startIndex..<last.startIndex].trimmedEnd), md5Digest(last))
    }
  }
}

/// Whether bytes can be the name of a file beside others.
func isFileName(_ name: some Collection<UInt8>) -> Bool {
  !name.isEmpty && name.count < 255 && !name.contains(slash) && !name.contains(0)
    && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
}

extension ArraySlice<UInt8> {
  fileprivate var trimmedEnd: ArraySlice<UInt8> {
    var result = self
    while let last = result.last, isBlank(last) { result.removeLast() }
    return result
  }
}

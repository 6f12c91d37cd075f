internal import Roots

/// apk's database: /lib/apk/db/installed, or below /usr/lib where the root has merged them.
///
/// Paragraphs of `X:value` lines, an empty line between them. `F:` names a directory, each `R:` after it a file there.
/// Source: "Apk spec", wiki.alpinelinux.org.
final class ApkSource: PackageSource {
  let files: DatabaseFiles
  let file: RootPath
  private(set) lazy var bytes = files.bytes(of: file) ?? []
  private(set) lazy var installed = read()
  private lazy var requested = readRequested()

  init?(root: any Root) {
    files = DatabaseFiles(root: root)
    guard let directory = files.directory(["/lib/apk/db", "/usr/lib/apk/db"]) else { return nil }
    file = directory.appending("installed")
  }

  var problems: [PackageProblem] { files.problems }

  lazy var packages: [Package] = installed.map(\.package)

  func pathList(of index: Int) -> [UInt8] {
    var result: [UInt8] = []
    forEachName(of: index) { directory, name in
      result.append(contentsOf: directory)
      if !name.isEmpty { result.append(slash) }
      result.append(contentsOf: name)
      result.append(UInt8(ascii: "\n"))
    }
    return result
  }

  /// apk overwrites no changed file below /etc: that is its default for `protected_paths.d`.
  func configurationFiles(of index: Int) -> [(path: [UInt8], digest: [UInt8]?)] {
    var result: [(path: [UInt8], digest: [UInt8]?)] = []
    forEachName(of: index) { directory, name in
      guard !name.isEmpty, (directory + [slash]).starts(with: "/etc/".utf8) else { return }
      result.append((directory + [slash] + name, nil))
    }
    return result
  }

  /// Each directory with an empty name, then the names in it. The root is the empty directory, and not among them itself.
  private func forEachName(of index: Int, _ body: ([UInt8], ArraySlice<UInt8>) -> Void) {
    var directory: [UInt8] = []
    for line in lines(in: installed[index].range) {
      let value = bytes[line.dropFirst(2)]
      switch bytes[line.lowerBound] {
      case UInt8(ascii: "F"):
        directory = value.isEmpty || value.first == slash ? Array(value) : [slash] + value
        if !directory.isEmpty { body(directory, []) }
      case UInt8(ascii: "R"): if !value.isEmpty { body(directory, value) }
      default: break
      }
    }
  }

  /// Licences that packages bring; what they name as theirs (`L:`) stands in the database.
  func licenseFiles(of index: Int) -> [[UInt8]] {
    var result: [[UInt8]] = []
    forEachName(of: index) { directory, name in
      if !name.isEmpty, directory.starts(with: "/usr/share/licenses/".utf8) {
        result.append(directory + [slash] + name)
      }
    }
    return result
  }

  /// The names in etc/apk/world, without versions and repositories (apk-world(5)).
  private func readRequested() -> Set<[UInt8]> {
    let file: RootPath = "/etc/apk/world"
    guard (try? files.root.resolve(file).entry)?.isRegular == true,
      let bytes = files.bytes(of: file)
    else { return [] }
    return Set(
      bytes.split(whereSeparator: { isBlank($0) || $0 == UInt8(ascii: "\n") }).map { word in
        Array(word.prefix { !"<>=~@".utf8.contains($0) })
      })
  }

  /// The lines of a paragraph that have the form `X:...`.
  func lines(in range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(
        range.upperBound,
        Packages.index(of: UInt8(ascii: "\n"), in: bytes.span, from: start)
          ?? range.upperBound)
      if end - start >= 2, bytes[start + 1] == UInt8(ascii: ":") { result.append(start..<end) }
      start = end + 1
    }
    return result
  }

  private func read() -> [(package: Package, range: Range<Int>)] {
    var result: [(package: Package, range: Range<Int>)] = []
    var start = 0
    var line = 1
    var stanza: (start: Int, line: Int)?
    func finish(at end: Int) {
      guard let begun = stanza else { return }
      stanza = nil
      guard let package = package(in: begun.start..<end) else {
        files.report(file, line: begun.line, "a paragraph without a package name (P:)")
        return
      }
      result.append((package, begun.start..<end))
    }
    while start < bytes.count {
      let end =
        Packages.index(of: UInt8(ascii: "\n"), in: bytes.span, from: start) ?? bytes.count
      if end == start {
        finish(at: start)
      } else {
        if stanza == nil { stanza = (start, line) }
        if end - start < 2 || bytes[start + 1] != UInt8(ascii: ":") {
          files.report(file, line: line, "not of the form 'X:value'")
        }
      }
      start = end + 1
      line += 1
    }
    finish(at: bytes.count)
    return result
  }

  private func package(in range: Range<Int>) -> Package? {
    var name: [UInt8] = []
    var version: [UInt8] = []
    var architecture: [UInt8] = []
    var origin: [UInt8]?
    var license: [UInt8] = []
    var depends: [[UInt8]] = []
    var provides: [[UInt8]] = []
    for line in lines(in: range) {
      let value = bytes[line.dropFirst(2)]
      switch bytes[line.lowerBound] {
      case UInt8(ascii: "P"): name = Array(value)
      case UInt8(ascii: "V"): version = Array(value)
      case UInt8(ascii: "A"): architecture = Array(value)
      case UInt8(ascii: "o"): origin = Array(value)
      case UInt8(ascii: "L"): license = Array(value)
      case UInt8(ascii: "D"): depends = capabilities(value)
      case UInt8(ascii: "p"): provides = capabilities(value)
      default: break
      }
    }
    guard !name.isEmpty else { return nil }
    return Package(
      format: .apk, name: name, version: version, architecture: architecture, source: origin,
      depends: depends, provides: provides, isRequested: requested.contains(name),
      license: license)
  }

  /// Names parted by blanks, without versions; `!name` is a conflict.
  func capabilities(_ value: ArraySlice<UInt8>) -> [[UInt8]] {
    value.split(whereSeparator: isBlank).compactMap { word in
      guard word.first != UInt8(ascii: "!") else { return nil }
      let name = word.prefix { !"<>=~@".utf8.contains($0) }
      return name.isEmpty ? nil : Array(name)
    }
  }
}

extension Range<Int> {
  func dropFirst(_ count: Int) -> Range<Int> {
    Swift.min(lowerBound + count, upperBound)..<upperBound
  }
}

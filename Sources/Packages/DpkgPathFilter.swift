internal import Glibc
internal import Roots

/// `path-exclude` and `path-include` of dpkg's configuration: files that the lists of packages have and that were never unpacked, as in
/// images without documentation.
///
/// Source: dpkg(1). The last pattern that matches decides; `*` matches slashes too, as fnmatch(3) without flags does.
struct DpkgPathFilter {
  private var patterns: [(text: [CChar], excludes: Bool)] = []

  init(_ files: DatabaseFiles) {
    read("/etc/dpkg/dpkg.cfg", files)
    let directory: RootPath = "/etc/dpkg/dpkg.cfg.d"
    // Names of other forms are not read.
    for name in files.names(in: directory) where name.allSatisfy(Self.isNamePart) {
      read(directory.appending(name), files)
    }
  }

  var isEmpty: Bool { patterns.isEmpty }

  func excludes(_ path: [UInt8]) -> Bool {
    let text = path.map { CChar(bitPattern: $0) } + [0]
    for (pattern, excludes) in patterns.reversed() where unsafe fnmatch(pattern, text, 0) == 0 {
      return excludes
    }
    return false
  }

  private mutating func read(_ file: RootPath, _ files: DatabaseFiles) {
    guard let text = files.bytes(of: file) else { return }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(maxSplits: 1) { isBlank($0) || $0 == UInt8(ascii: "=") }
      guard words.count == 2 else { continue }
      let excludes = words[0].elementsEqual("path-exclude".utf8)
      guard excludes || words[0].elementsEqual("path-include".utf8) else { continue }
      var pattern = words[1].drop { isBlank($0) || $0 == UInt8(ascii: "=") }
      while let last = pattern.last, isBlank(last) { pattern.removeLast() }
      // A pattern with a NUL in it is none, and one of many stars takes fnmatch long.
      guard !pattern.contains(0), pattern.count < 256, pattern.count(where: { $0 == 0x2a }) < 8
      else { continue }
      patterns.append((pattern.map { CChar(bitPattern: $0) } + [0], excludes))
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

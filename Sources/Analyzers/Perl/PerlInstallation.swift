internal import Planning
internal import Roots

/// One perl as it is installed: the directories that are built into it (`@INC`), in the order in which it searches them.
struct PerlInstallation {
  /// As perl has them, links in them not followed; those that are there.
  var directories: [RootPath]
  /// Of these, the ones that came with perl itself.
  var core: Set<RootPath>

  /// Whether a file is perl or the library that holds it, by its name: `perl`, `perl5.36.0`, `libperl.so.5.36`.
  static func isInterpreter(_ path: RootPath) -> Bool {
    let name = path.name
    if name.starts(with: "libperl.so".utf8) { return true }
    guard name.starts(with: "perl".utf8) else { return false }
    let rest = name.dropFirst(4)
    return rest.isEmpty
      || (rest.first == UInt8(ascii: "5")
        && rest.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
  }

  /// Reads the directories from the strings of the interpreter, where the configuration of the build has put them.
  init(interpreter path: RootPath, _ run: Run) throws(PlanningError) {
    let found = try EmbeddedDirectories.find(in: path, run) { string in
      string.split(separator: UInt8(ascii: "/")).contains {
        $0.starts(with: "perl".utf8) || $0.elementsEqual("site_perl".utf8)
      }
    }
    directories = found.enumerated().sorted {
      (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
    }.map(\.element)
    core = Set(directories.filter { Self.rank($0) == 4 || Self.rank($0) == 3 })
  }

  /// Local modules first, then those of the distribution (`perl5`, `vendor_perl`), then perl's own; Debian's site_perl last.
  private static func rank(_ directory: RootPath) -> Int {
    let parts = directory.components.map { String(decoding: $0, as: UTF8.self) }
    if parts.first == "etc" { return 0 }
    if parts.contains("site_perl") { return directory == "/usr/local/lib/site_perl" ? 5 : 1 }
    if parts.contains("vendor_perl") { return 2 }
    if parts.contains("perl-base") { return 3 }
    if parts.contains("core_perl") { return 4 }
    let isLocal = parts.starts(with: ["usr", "local"])
    guard let index = parts.firstIndex(where: { $0 == "perl" || $0 == "perl5" }) else { return 5 }
    // Debian: /usr/local/lib/TRIPLET/perl/5.36.0 is local, /usr/lib/TRIPLET/perl5/5.36 and /usr/share/perl5 are the distribution's.
    if isLocal, parts[index] == "perl" { return 1 }
    if parts[index] == "perl5", !isLocal,
      parts.count == index + 1 || parts.contains("share")
        || parts[safe: index - 1].map(Self.isTriplet) == true
    {
      return 2
    }
    return 4
  }

  private static func isTriplet(_ name: String) -> Bool { name.contains("-linux-") }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

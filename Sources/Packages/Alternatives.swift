internal import Roots

/// The links of update-alternatives(1): /usr/bin/awk -> /etc/alternatives/awk -> /usr/bin/mawk. No package lists them.
struct Alternatives {
  let root: any Root

  private static let directory: RootPath = "/etc/alternatives"

  /// Where a link of the system leads; nil for everything else.
  func target(of path: RootPath) -> RootPath? {
    guard (try? root.entry(at: path))?.isSymlink == true else { return nil }
    if path.parent != Self.directory {
      guard let target = try? root.linkTarget(at: path),
        target.starts(with: Self.directory.bytes + [slash])
      else { return nil }
    }
    guard let found = try? root.resolve(path), found.entry != nil else { return nil }
    return found.path
  }

  /// Every link that the administrative files name and that is there, by the real path to which it leads.
  ///
  /// A file is: the mode, the master link, pairs of name and link for each slave, an empty line, the choices.
  func linksByTarget() -> [RootPath: [RootPath]] {
    var result: [RootPath: [RootPath]] = [:]
    let files = DatabaseFiles(root: root)
    for place: RootPath in ["/var/lib/dpkg/alternatives", "/var/lib/alternatives"] {
      for name in files.names(in: place) {
        guard let text = files.bytes(of: place.appending(name)) else { continue }
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated().dropFirst() {
          if line.isEmpty { break }
          // The master's link is the second line, then names and links alternate.
          guard index % 2 == 1, line.first == slash else { continue }
          guard let directory = try? root.resolve(line, followLast: false),
            let target = target(of: directory.path)
          else { continue }
          result[target, default: []].append(directory.path)
        }
      }
    }
    return result.mapValues { $0.sorted() }
  }
}

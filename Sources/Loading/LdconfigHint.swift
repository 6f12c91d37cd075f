internal import ELF
internal import Roots

extension Search {
  /// Where ldconfig(8) would find a library for the cache that the root lacks: the loader itself never reads ld.so.conf. Nil for nowhere.
  func ldconfigWouldList(_ name: [UInt8], _ setting: Setting) throws(LoadingError) -> RootPath? {
    for directory in try configuredDirectories() {
      guard case .file(let file) = try catalogue.look(up: name, in: directory),
        case .fits = file.binary.verdict(for: setting)
      else { continue }
      return RootPath(directory.path(of: name))
    }
    return nil
  }

  /// The directories that /etc/ld.so.conf and what it includes name, in order.
  private func configuredDirectories() throws(LoadingError) -> [Directory] {
    if let known = configured { return known }
    var directories: [Directory] = []
    var pending: [RootPath] = ["/etc/ld.so.conf"]
    var seen: Set<RootPath> = []
    while let path = pending.popLast() {
      guard seen.insert(path).inserted,
        case .file(let file) = try catalogue.look(up: path.bytes)
      else { continue }
      let bytes = try reading(file.path) { () throws(RootError) in
        try catalogue.root.bytes(of: file.path, limit: 1 << 20)
      }
      var included: [RootPath] = []
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        let words = line.prefix { $0 != UInt8(ascii: "#") }.split { " \t,:=".utf8.contains($0) }
        guard let first = words.first else { continue }
        if first.elementsEqual("include".utf8) {
          for pattern in words.dropFirst() { included += try expand(pattern, from: path.parent) }
        } else if first.first == slash {
          directories.append(
            try catalogue.directory(SearchPath.absolute(Array(first), from: .root)))
        }
      }
      pending += included.reversed()
    }
    configured = directories
    return directories
  }

  /// The files that `include` names, which may have a pattern in the last component.
  private func expand(
    _ pattern: ArraySlice<UInt8>, from directory: RootPath
  ) throws(LoadingError) -> [RootPath] {
    let path = SearchPath.absolute(Array(pattern), from: directory)
    // A pattern that cannot be read includes nothing.
    guard let glob = try? Glob(path) else { return [] }
    return try reading(RootPath(path)) { () throws(RootError) in
      try catalogue.root.glob(glob)
    }
  }
}

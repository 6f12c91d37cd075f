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
    let conf = try reading(LdConf.path) { () throws(RootError) in
      try LdConf(of: catalogue.root)
    }
    var directories: [Directory] = []
    for entry in conf.directories where entry.directory.first == slash {
      directories.append(
        try catalogue.directory(SearchPath.absolute(entry.directory, from: .root)))
    }
    configured = directories
    return directories
  }
}

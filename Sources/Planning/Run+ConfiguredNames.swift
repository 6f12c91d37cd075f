public import Roots

extension Run {
  /// Whether the configuration names this file, by its name or by a part of it that is not common to all plug-ins: `python3` names
  /// `python3_plugin.so`, `ldap` names `libdriver_ldap.so`.
  public func isNamedByConfiguration(_ path: RootPath) -> Bool {
    var name = Array(path.name)
    if configurationWords.contains(name) { return true }
    // Of anything but a shared object the whole name must be said: words such as `CA` mean much else.
    guard
      name.split(separator: UInt8(ascii: ".")).dropFirst().contains(where: {
        $0.elementsEqual("so".utf8)
      })
    else { return false }
    if let dot = name.firstIndex(of: UInt8(ascii: ".")) { name.removeSubrange(dot...) }
    if configurationWords.contains(name) { return true }
    if name.starts(with: "lib".utf8) {
      name.removeFirst(3)
      if configurationWords.contains(name) { return true }
    }
    return name.split(whereSeparator: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") })
      .contains { part in
        part.count > 2 && !Self.commonParts.contains(Array(part))
          && configurationWords.contains(Array(part))
      }
  }

  /// The same of a shared object by all that it is called but for its ending, or for `lib`, `mod_` or another prefix that its kin share too.
  func isNamedWholeByConfiguration(_ path: RootPath) -> Bool {
    var name = Array(path.name)
    guard let ending = name.firstIndex(of: UInt8(ascii: ".")),
      name[ending...].starts(with: ".so".utf8)
    else { return false }
    if configurationWords.contains(name) { return true }
    name.removeSubrange(ending...)
    if name.count > 2, configurationWords.contains(name) { return true }
    if name.starts(with: "lib".utf8), configurationWords.contains(Array(name.dropFirst(3))) {
      return true
    }
    guard let end = name.firstIndex(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") })
    else { return false }
    let rest = Array(name[(end + 1)...])
    return rest.count > 2 && !Self.commonParts.contains(rest) && configurationWords.contains(rest)
  }

  private static let commonParts = Set(
    [
      "mod", "lib", "plugin", "module", "modules", "driver", "auth", "http", "https", "ssl", "tls",
      "core", "filter",
      "default", "log", "file", "files", "data", "base", "main", "user", "static", "shared",
      "server", "client", "the",
      "and", "for", "set", "get", "sys", "dir", "all", "app", "web", "net", "tcp", "udp", "x86",
      "linux", "gnu", "jit",
    ].map { Array($0.utf8) })
}

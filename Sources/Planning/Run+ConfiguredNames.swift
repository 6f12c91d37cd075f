internal import Loading
public import Roots

extension Run {
  /// Whether the configuration names this file, by its name or by a part of it that is not common to all plug-ins: `python3` names
  /// `python3_plugin.so`, `ldap` names `libdriver_ldap.so`.
  public func isNamedByConfiguration(_ path: RootPath) -> Bool {
    let name = Array(path.name)
    if configurationWords.contains(name) { return true }
    // Of anything but a shared object the whole name must be said: words such as `CA` mean much else.
    guard name.namesSharedObject else { return false }
    let stem = Self.stem(of: name)
    if isNamed(stem: stem, shortest: 1, in: configurationWords.contains) { return true }
    let bare = stem.starts(with: "lib".utf8) ? stem.dropFirst(3) : stem
    let parts = bare.split(whereSeparator: Self.isJoint)
    return parts.indices.contains {
      isNamed(part: parts[$0], in: configurationWords.contains)
        && ($0 > 0 || parts.count == 1 || !isSharedPrefix(parts[0], of: path))
    }
  }

  /// Whether what a name begins with is no more than the kind of what lies there: `back_` of back_ldap.so, back_mdb.so and back_sql.so.
  private func isSharedPrefix(_ part: ArraySlice<UInt8>, of path: RootPath) -> Bool {
    // What cannot be listed tells nothing apart; whoever lists it for its content says so.
    guard let children = try? root.children(of: path.parent) else { return false }
    var kin: Set<ArraySlice<UInt8>> = []
    for child in children {
      let stem = Self.stem(of: Array(child.name))
      let bare = stem.starts(with: "lib".utf8) ? stem.dropFirst(3) : stem
      guard bare.starts(with: part), bare.count > part.count,
        Self.isJoint(bare[bare.startIndex + part.count])
      else { continue }
      kin.insert(bare)
      if kin.count == 3 { return true }
    }
    return false
  }

  /// The same of a shared object by all that it is called but for its ending, or for `lib`, `mod_` or another prefix that its kin share too. What
  /// scripts say is no list.
  func isNamedWholeByConfiguration(_ path: RootPath) -> Bool {
    let name = Array(path.name)
    let stem = Self.stem(of: name)
    guard name[stem.endIndex...].starts(with: ".so".utf8) else { return false }
    if listedWords.contains(name) || isNamed(stem: stem, shortest: 3, in: listedWords.contains) {
      return true
    }
    guard let joint = stem.firstIndex(where: Self.isJoint) else { return false }
    return isNamed(part: stem[(joint + 1)...], in: listedWords.contains)
  }

  /// A name up to its first dot.
  private static func stem(of name: [UInt8]) -> ArraySlice<UInt8> {
    name.prefix { $0 != UInt8(ascii: ".") }
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// Whether a word is the stem, if it has so many bytes, or what follows `lib` in it.
  private func isNamed(
    stem: ArraySlice<UInt8>, shortest: Int, in isWord: ([UInt8]) -> Bool
  ) -> Bool {
    if stem.count >= shortest, isWord(Array(stem)) { return true }
    return stem.starts(with: "lib".utf8) && isWord(Array(stem.dropFirst(3)))
  }

  private func isNamed(part: ArraySlice<UInt8>, in isWord: ([UInt8]) -> Bool) -> Bool {
    let part = Array(part)
    return part.count > 2 && !Self.commonParts.contains(part) && isWord(part)
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

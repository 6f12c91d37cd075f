internal import Roots

extension Search {
  /// The subdirectories of `directory` that a loader searches before it: those of glibc-hwcaps, and before glibc 2.37 `tls` and the like.
  func subdirectories(
    of directory: Directory, _ glibc: Interpreter.Glibc, _ interpreter: Interpreter
  ) throws(LoadingError) -> Directory.Subdirectories {
    if let known = directory.subdirectories[interpreter.id] { return known }
    var result = Directory.Subdirectories()
    if !glibc.levels.isEmpty, directory.contains(Self.hwcaps) {
      for level in glibc.levels {
        let path = directory.path(of: Self.hwcaps) + [slash] + level
        let subdirectory = try catalogue.directory(path)
        if subdirectory.real != nil { result.better.append((level, subdirectory)) }
      }
    }
    if glibc.searchesLegacySubdirectories {
      try addLegacy(to: &result, of: directory, interpreter.abi)
    }
    directory.subdirectories[interpreter.id] = result
    return result
  }

  /// Every combination of the names, the most of them first, as `_dl_important_hwcaps` of glibc 2.36 and before makes them.
  private func addLegacy(
    to result: inout Directory.Subdirectories, of directory: Directory, _ abi: ABI
  ) throws(LoadingError) {
    let better = abi.betterLegacySubdirectories
    let names = ["tls"] + better + abi.legacySubdirectories
    guard names.contains(where: { directory.contains(Array($0.utf8)) }) else { return }
    // The bits of a number choose the names, the first name by the highest bit.
    for choice in (1..<(1 << names.count)).reversed() {
      let chosen = names.indices.filter { choice & 1 << (names.count - 1 - $0) != 0 }
      let level = Array(chosen.map { names[$0] }.joined(separator: "/").utf8)
      let subdirectory = try catalogue.directory(directory.path(of: level))
      guard subdirectory.real != nil else { continue }
      if chosen.contains(where: { better.contains(names[$0]) }) {
        result.better.append((level, subdirectory))
      } else {
        result.always.append(subdirectory)
      }
    }
  }

  static let hwcaps = Array("glibc-hwcaps".utf8)
}

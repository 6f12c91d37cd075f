public import Roots

extension Run {
  /// Says that what lies in a directory (or one file) is brought by imports alone: the modules of a language, the programs that came with them.
  ///
  /// Neither that nobody owns it, nor that something mentions or holds it keeps a file there.
  public func claim(_ tree: RootPath) {
    claims.insert(tree)
  }

  /// Whether `path`, or a directory that it lies in, was claimed.
  public func isClaimed(_ path: RootPath) -> Bool {
    if claims.isEmpty { return false }
    if claims.contains(path) { return true }
    var end = path.bytes.count
    while let slash = path.bytes[..<end].lastIndex(of: UInt8(ascii: "/")), slash > 0 {
      if claims.contains(RootPath(canonical: Array(path.bytes[..<slash]))) { return true }
      end = slash
    }
    return false
  }
}

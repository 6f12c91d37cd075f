internal import Roots

/// The directories that package lists write, and where they really are.
///
/// A list may say `/lib/x` where `/lib` is a link to `/usr/lib`: the file's real path is `/usr/lib/x`. Each directory is resolved
/// once, from its parent's answer, so that it costs one look-up. Shared, not a value: asking must not copy its tables.
final class RealDirectories {
  private let root: any Root
  /// From the digest of a directory as written to its place in the arrays below.
  private var known = DigestTable()
  /// The real path, or where it would have to be.
  private var paths: [RootPath] = []
  /// The digests of `paths`.
  private var digests: [UInt64] = []
  private var exists: [Bool] = []

  init(root: any Root) {
    self.root = root
  }

  /// The digest of the real path of the directory that is written so: absolute, shorter than `maximumPathLength`.
  func digest(of written: Span<UInt8>) -> UInt64 {
    let number = number(of: written)
    return digests[number]
  }

  func path(of written: Span<UInt8>) -> RootPath {
    let number = number(of: written)
    return paths[number]
  }

  private func number(of written: Span<UInt8>) -> Int {
    let key = pathHash(written)
    if let number = known.value(of: key) { return Int(number) }
    let (path, exists) = resolve(written)
    let number = paths.count
    paths.append(path)
    digests.append(pathHash(path.bytes.span))
    self.exists.append(exists)
    _ = known.insert(key, UInt32(number))
    return number
  }

  private func resolve(_ written: Span<UInt8>) -> (path: RootPath, exists: Bool) {
    guard written.count > 1 else { return (.root, true) }
    var nameStart = written.count
    while nameStart > 0, written[nameStart - 1] != slash { nameStart -= 1 }
    let name = [UInt8](written.extracting(nameStart..<written.count))
    if nameStart == 0 || name.isEmpty || name == [UInt8(ascii: ".")]
      || name == [UInt8(ascii: "."), UInt8(ascii: ".")]
    {
      // No package manager writes these; the root knows what they mean.
      return resolved([UInt8](written), or: RootPath([UInt8](written)))
    }
    let parent = number(of: written.extracting(0..<max(1, nameStart - 1)))
    let path = paths[parent].appending(name)
    guard exists[parent], let kind = try? root.kind(at: path) else {
      return (path, false)
    }
    if kind == .symlink { return resolved(path.bytes, or: path) }
    return (path, kind == .directory)
  }

  private func resolved(_ bytes: [UInt8], or fallback: RootPath) -> (path: RootPath, exists: Bool) {
    guard let answer = try? root.resolve(bytes) else { return (fallback, false) }
    return (answer.path, answer.entry?.isDirectory == true)
  }
}

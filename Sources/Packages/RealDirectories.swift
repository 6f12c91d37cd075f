internal import Roots

/// The directories that package lists write, and where they really are.
///
/// A list may say `/lib/x` where `/lib` is a link to `/usr/lib`: the file's real path is `/usr/lib/x`. Each directory is resolved
/// once, from its parent's answer, so that it costs one look-up.
final class RealDirectories {
  struct Directory {
    /// The real path, or where it would have to be.
    var path: RootPath
    var exists: Bool
    var hash: UInt64
  }

  private let root: any Root
  private var known: [UInt64: Directory] = [:]

  init(root: any Root) {
    self.root = root
  }

  /// The directory that is written so: absolute, shorter than `maximumPathLength`.
  func directory(written: Span<UInt8>) -> Directory {
    let key = pathHash(written)
    if let known = known[key] { return known }
    let directory = resolve(written)
    known[key] = directory
    return directory
  }

  private func resolve(_ written: Span<UInt8>) -> Directory {
    guard written.count > 1 else { return made(.root, exists: true) }
    var nameStart = written.count
    while nameStart > 0, written[nameStart - 1] != slash { nameStart -= 1 }
    let name = [UInt8](written.extracting(nameStart..<written.count))
    if nameStart == 0 || name.isEmpty || name == [UInt8(ascii: ".")]
      || name == [UInt8(ascii: "."), UInt8(ascii: ".")]
    {
      // No package manager writes these; the root knows what they mean.
      return resolved([UInt8](written), or: RootPath([UInt8](written)))
    }
    let parent = directory(written: written.extracting(0..<max(1, nameStart - 1)))
    let path = parent.path.appending(name)
    guard parent.exists, let entry = try? root.entry(at: path) else {
      return made(path, exists: false)
    }
    if entry.isSymlink { return resolved(path.bytes, or: path) }
    return made(path, exists: entry.isDirectory)
  }

  private func resolved(_ bytes: [UInt8], or fallback: RootPath) -> Directory {
    guard let answer = try? root.resolve(bytes) else { return made(fallback, exists: false) }
    return made(answer.path, exists: answer.entry?.isDirectory == true)
  }

  private func made(_ path: RootPath, exists: Bool) -> Directory {
    Directory(path: path, exists: exists, hash: pathHash(path.bytes.span))
  }
}

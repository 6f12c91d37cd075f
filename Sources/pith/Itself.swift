import Glibc
import Planning
import Roots
import SystemPackage

extension Request {
  /// Leaves pith itself out, where it lies in the root that it reads: in a build stage it was put there to do this, and belongs to no
  /// package.
  mutating func leaveOutPith(of root: any Root) {
    guard let directory = root as? DirectoryRoot,
      let itself = Self.realPath("/proc/self/exe"), let top = Self.realPath(directory.path.string),
      itself.isWithin(top)
    else { return }
    let path = RootPath(itself.bytes.dropFirst(top.isRoot ? 0 : top.bytes.count))
    let isAsked = commands.contains { command in
      command.words.contains { $0.elementsEqual(path.bytes) || $0.elementsEqual(path.name) }
    }
    // Elsewhere such a character would be a pattern's.
    guard !isAsked, !path.bytes.contains(where: { "*?[]{},\\".utf8.contains($0) }) else { return }
    drop.append(path.bytes)
  }

  private static func realPath(_ path: String) -> RootPath? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe RootPath(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
  }
}

public import Roots

/// What /etc/ld.so.conf and the files that it includes say to ldconfig(8), in order. The loader itself never reads it.
public struct LdConf: Sendable {
  /// One directory, as it is written.
  public struct Directory: Sendable {
    public var file: RootPath
    public var directory: [UInt8]
  }

  public var directories: [Directory] = []

  public static let path: RootPath = "/etc/ld.so.conf"

  /// - Throws: what keeps a file from being read; one that is not there says nothing.
  public init(of root: any Root) throws(RootError) {
    var pending = [Self.path]
    var seen: Set<RootPath> = []
    while let path = pending.popLast() {
      guard seen.insert(path).inserted, let place = try Self.file(at: path, in: root) else {
        continue
      }
      let bytes = try root.bytes(of: place, limit: 1 << 20)
      var included: [RootPath] = []
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        let words = line.prefix { $0 != UInt8(ascii: "#") }.split { " \t\r,:=".utf8.contains($0) }
        guard let first = words.first else { continue }
        if first.elementsEqual("include".utf8) {
          for pattern in words.dropFirst() {
            included += try Self.expand(pattern, from: path.parent, in: root)
          }
        } else if !first.elementsEqual("hwcap".utf8) {
          // `lib=TYPE` behind a directory says what it holds, and a name may not hold a colon or comma.
          directories.append(Directory(file: path, directory: Array(first)))
        }
      }
      pending += included.reversed()
    }
  }

  /// The regular file that a path leads to; nil for nothing, or a circle of links.
  private static func file(at path: RootPath, in root: any Root) throws(RootError) -> RootPath? {
    do throws(RootError) {
      let resolution = try root.resolve(path.bytes)
      return resolution.entry?.isRegular == true ? resolution.path : nil
    } catch {
      if error.code == .symlinkLoop { return nil }
      throw error
    }
  }

  /// The files that `include` names, which may have a pattern in the last component.
  private static func expand(
    _ pattern: ArraySlice<UInt8>, from directory: RootPath, in root: any Root
  ) throws(RootError) -> [RootPath] {
    // A pattern that cannot be read includes nothing.
    guard let glob = try? Glob(SearchPath.absolute(Array(pattern), from: directory)) else {
      return []
    }
    return try root.glob(glob)
  }
}

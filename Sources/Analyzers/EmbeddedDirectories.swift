internal import Planning
internal import Roots
internal import Scanning

/// Directories that are built into a program as strings, and that the root has.
enum EmbeddedDirectories {
  /// The NUL-terminated absolute paths in a file that `isWanted` takes and that lead to directories, sorted, links in them not followed.
  static func find(
    in path: RootPath, _ run: Run, where isWanted: ([UInt8]) -> Bool
  ) throws(PlanningError) -> [RootPath] {
    var strings: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.forEachPiece(of: path, in: 0..<UInt64.max, endingWith: 0) {
        (bytes, _) throws(RootError) in
        unsafe Strings.forEach(in: bytes, lengths: 5...255) { string in
          if unsafe string.starts(with: "/".utf8) || string.starts(with: ".../".utf8),
            unsafe string.allSatisfy(isPathByte)
          {
            unsafe strings.insert(Array(string))
          }
        }
      }
    }
    var result: [RootPath] = []
    for string in strings.sortedByBytes() where isWanted(string) {
      var text = string
      // A program that was made to be moved says `.../../lib/perl5`, which is relative to where it lies.
      if text.starts(with: ".../".utf8) {
        text = path.parent.bytes + [UInt8(ascii: "/")] + text.dropFirst(4)
      }
      guard let place = try? run.root.resolve(text), place.entry?.isDirectory == true else {
        continue
      }
      let directory = RootPath(text)
      if !result.contains(directory) { result.append(directory) }
    }
    return result
  }

  /// The absolute directories of a search path that is built into a program: `.:/usr/share/php`.
  static func searchPath(in path: RootPath, _ run: Run) throws(PlanningError) -> [[UInt8]] {
    var result: Set<[UInt8]> = []
    try reading { () throws(RootError) in
      try run.root.forEachPiece(of: path, in: 0..<UInt64.max, endingWith: 0) {
        (bytes, _) throws(RootError) in
        unsafe Strings.forEach(in: bytes, lengths: 5...255) { string in
          guard unsafe string.starts(with: ".:/".utf8) else { return }
          for part in unsafe Array(string).split(separator: UInt8(ascii: ":"))
          where part.first == UInt8(ascii: "/") && part.allSatisfy(isPathByte) {
            result.insert(Array(part))
          }
        }
      }
    }
    return result.sortedByBytes()
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    PythonTokens.isNameByte(byte) && byte < 0x80 || "./-+".utf8.contains(byte)
  }
}

internal import Roots

/// A file that is moved aside for all packages but one, as dpkg-divert(1) does.
struct Diversion {
  var original: [UInt8]
  var target: [UInt8]
  /// The package whose file stays in place; empty for a local diversion, which moves everybody's.
  var package: [UInt8]
}

/// Where the files of packages really are that diversions moved aside.
struct MovedFiles {
  private var table = DigestTable(capacity: 1 << 6)
  private var moves: [(target: RootPath, package: [UInt8])] = []

  init(diversions: [Diversion], directories: RealDirectories) {
    func realPath(_ written: [UInt8]) -> RootPath? {
      var result: RootPath?
      forEachPath(in: written.span) { directory, name in
        result = directories.path(of: directory).appending([UInt8](name))
      }
      return result
    }
    for diversion in diversions {
      guard let original = realPath(diversion.original), let target = realPath(diversion.target)
      else { continue }
      if table.insert(FileIndex.key(of: original), UInt32(moves.count)) == nil {
        moves.append((target, diversion.package))
      }
    }
  }

  /// Where the file of the package of this name is whose real path has this digest; nil where it is in its place.
  func target(of key: UInt64, in package: [UInt8]) -> RootPath? {
    guard let number = table.value(of: key), moves[Int(number)].package != package else {
      return nil
    }
    return moves[Int(number)].target
  }
}

internal import Roots

/// Reads the files of one database and remembers what went wrong.
final class DatabaseFiles {
  let root: any Root
  private(set) var problems: [PackageProblem] = []

  init(root: any Root) {
    self.root = root
  }

  func report(_ file: RootPath, line: Int? = nil, _ detail: String) {
    problems.append(PackageProblem(file: file, line: line, detail: detail))
  }

  /// The first of these that is a directory, by its real path.
  func directory(_ candidates: [RootPath]) -> RootPath? {
    for candidate in candidates {
      if let found = try? root.resolve(candidate), found.entry?.isDirectory == true {
        return found.path
      }
    }
    return nil
  }

  /// The content of a file; nil where there is none. A failure is a problem, and nil.
  func bytes(of path: RootPath) -> [UInt8]? {
    do throws(RootError) {
      var place = path
      if try root.entry(at: path)?.isRegular != true {
        let found = try root.resolve(path)
        guard let entry = found.entry else { return nil }
        guard entry.isRegular else {
          report(path, "it is no regular file")
          return nil
        }
        place = found.path
      }
      return try root.bytes(of: place, limit: 512 << 20)
    } catch {
      report(path, "\(error)")
      return nil
    }
  }

  /// The names of what is in a directory, sorted; none where it is not there.
  func names(in path: RootPath) -> [[UInt8]] {
    do throws(RootError) {
      return try root.children(of: root.resolve(path).path)?.map(\.name) ?? []
    } catch {
      report(path, "\(error)")
      return []
    }
  }
}

internal import Roots

extension DpkgSource {
  /// The paragraphs of the packages as they are; of the files beside them (`list`, `md5sums`, `conffiles`) the lines of what is kept.
  ///
  /// Whole lists would be wrong in the result: `dpkg --verify` would find most files missing, and scanners take what a list names for the
  /// package's, there or not. An empty list of digests or configuration files is left out, as dpkg does. Paths that nobody owns are asked
  /// for the diversions, of which those stay that moved a kept file.
  func cut(keeping kept: Set<Int>, _ filter: KeptFilter) -> CutDatabase {
    var result = CutDatabase()
    var text: [UInt8] = []
    for (index, item) in installed.enumerated() where kept.contains(index) {
      if item.file == statusFile {
        text.append(contentsOf: status[item.range])
        if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
        text.append(UInt8(ascii: "\n"))
      } else {
        result.kept.append(item.file)
      }
      // The three say the same paths.
      var answers: [BytesKey: Bool] = [:]
      for ending in ["list", "md5sums", "conffiles"] {
        guard let path = infoFile(of: index, ending), let whole = files.bytes(of: path) else {
          continue
        }
        let cut = Self.lines(of: whole) { line in
          // The root's own line in every list.
          if line.elementsEqual("/.".utf8) { return true }
          guard let path = Self.path(in: line, digests: ending == "md5sums") else { return false }
          if let answer = answers[BytesKey(path)] { return answer }
          let answer = filter.isKept(path, index)
          answers[BytesKey(path)] = answer
          return answer
        }
        if !cut.isEmpty { result.add(path, cut, was: whole) }
      }
    }
    if !text.isEmpty {
      result.add(statusFile, text, was: status)
      addDiversions(to: &result, filter)
      addSettings(to: &result)
    }
    result.written.sort { $0.path < $1.path }
    result.kept.sort()
    return result
  }

  /// Without these, dpkg would look for moved files where they no longer are.
  private func addDiversions(to result: inout CutDatabase, _ filter: KeptFilter) {
    let moved = diversions.filter {
      filter.isKept($0.original, nil) || filter.isKept($0.target, nil)
    }
    guard !moved.isEmpty else { return }
    let text = moved.flatMap {
      $0.original + [10] + $0.target + [10]
        + ($0.package.isEmpty ? [UInt8(ascii: ":")] : $0.package) + [10]
    }
    let file = directory.appending("diversions")
    result.add(file, text, was: files.bytes(of: file) ?? [])
  }

  /// Whether the names of lists have an architecture, without which dpkg finds none of those, and the foreign architectures, without
  /// which it warns of their packages.
  private func addSettings(to result: inout CutDatabase) {
    for file in [infoDirectory.appending("format"), directory.appending("arch")]
    where (try? files.root.entry(at: file))?.isRegular == true {
      result.kept.append(file)
    }
  }

  /// The path in a line of a list: `/path`, `flag /path` in conffiles, `digest  path` in md5sums.
  private static func path(in line: ArraySlice<UInt8>, digests: Bool) -> [UInt8]? {
    if digests { return digestLine(line)?.path }
    guard let start = line.firstIndex(of: slash) else { return nil }
    return Array(line[start...])
  }

  private static func lines(
    of text: [UInt8], where isKept: (ArraySlice<UInt8>) -> Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    for line in text.split(separator: UInt8(ascii: "\n")) where isKept(line) {
      result.append(contentsOf: line)
      result.append(UInt8(ascii: "\n"))
    }
    // A copy of just its size: there are thousands of lists.
    return unsafe result.withUnsafeBufferPointer { unsafe Array($0) }
  }
}

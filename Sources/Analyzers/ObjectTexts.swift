internal import ELF
internal import Planning
internal import Roots
internal import Scanning

/// What the data of objects says; each object is scanned once for all who ask.
final class ObjectTexts {
  private var known: [RootPath: (scan: StringScan, wanted: WordFilter)] = [:]

  /// - Parameter filter: words that are sought as well; where fewer were sought before, the object is scanned again.
  func scan(
    _ path: RootPath, _ object: Object, wanted filter: WordFilter = WordFilter(), _ run: Run
  ) throws(PlanningError) -> StringScan {
    if let known = known[path], known.wanted.isSuperset(of: filter) { return known.scan }
    var scan = StringScan()
    try reading { () throws(RootError) in
      try run.root.withContent(of: path) { (bytes) throws(RootError) in
        let ranges = Self.ranges(of: object, size: bytes.byteCount)
        for range in ranges {
          let isTables = range == ranges.first && Self.beginsWithTables(object)
          scan.scan(
            bytes.extracting(range), at: range.lowerBound,
            wanted: isTables ? WordFilter() : filter)
        }
      }
    }
    known[path] = (scan, filter)
    return scan
  }

  /// Where strings are: constant and initialised data, and code where an older linker put constants into the same segment.
  private static func ranges(of object: Object, size: Int) -> [Range<Int>] {
    let ranges = object.dataRanges(fileSize: UInt64(size))
    let mixed = ranges.first?.kind == .executable
    return ranges.filter { $0.kind != .executable || mixed }.map {
      Int($0.offset)..<Int($0.offset + $0.size)
    }
  }

  /// Whether the first segment has the loader's tables alone, since constants have one of their own behind the code (`-z separate-code`): functions
  /// (`free`, `kill`, `link`) are no names of programs.
  private static func beginsWithTables(_ object: Object) -> Bool {
    let kinds = object.dataRanges(fileSize: .max).map(\.kind)
    return kinds.first == .readOnly && kinds.dropFirst().contains(.readOnly)
      && kinds.contains(.executable)
  }
}

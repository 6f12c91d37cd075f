internal import ELF
internal import Planning
internal import Roots
internal import Scanning

/// What the data of objects says; each object is scanned once for all who ask.
final class ObjectTexts {
  private var known: [RootPath: (scan: StringScan, wanted: WordFilter)] = [:]
  /// The keys of `known`, the oldest first.
  private var order: [RootPath] = []
  /// Those who ask for an object ask one after the other; what all objects say would be the better part of a planning's memory.
  private static let remembered = 256

  /// - Parameter filter: words that are sought as well; where fewer were sought before, the object is scanned again.
  func scan(
    _ path: RootPath, _ object: Object, wanted filter: WordFilter = WordFilter(), _ run: Run
  ) throws(PlanningError) -> StringScan {
    if let known = known[path], known.wanted.isSuperset(of: filter) { return known.scan }
    var scan = StringScan()
    try reading { () throws(RootError) in
      let size = try run.root.content(at: path).size
      let ranges = Self.ranges(of: object, size: size)
      for range in ranges {
        let isTables = range == ranges.first && Self.beginsWithTables(object)
        // By pieces, since mapped objects of 100 MB would count as memory; no string is cut.
        try run.root.forEachPiece(of: path, in: range, endingWith: 0) {
          (bytes, offset) throws(RootError) in
          scan.scan(bytes, at: Int(offset), wanted: isTables ? WordFilter() : filter)
        }
      }
    }
    if known.updateValue((scan, filter), forKey: path) == nil { order.append(path) }
    if order.count > 2 * Self.remembered {
      for old in order.prefix(Self.remembered) { known[old] = nil }
      order.removeFirst(Self.remembered)
    }
    return scan
  }

  /// Where strings are: constant and initialised data, and code where an older linker put constants into the same segment.
  private static func ranges(of object: Object, size: UInt64) -> [Range<UInt64>] {
    let ranges = object.dataRanges(fileSize: size)
    let mixed = ranges.first?.kind == .executable
    return ranges.filter { $0.kind != .executable || mixed }.map {
      $0.offset..<($0.offset + $0.size)
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

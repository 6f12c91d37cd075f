internal import ELF
internal import Loading
internal import Planning
internal import Roots
internal import Scanning
internal import SystemPackage
internal import Work

/// What the data of objects says; each object is scanned once, for all who ask and whatever they ask later.
///
/// Strings are in constant and initialised data, and in code where an older linker put constants into the same segment. Words are sought among the
/// names of all files of the root: whatever is asked for (programs, services, modules) is one of these.
final class ObjectTexts {
  private var known: [RootPath: StringScan] = [:]
  private let ahead: WorkAhead<RootPath, Result<StringScan, RootError>>
  private var names: WordFilter?
  /// Words besides: see `seek`.
  private var further: Set<[UInt8]> = []
  /// How many objects were scanned, each time counted.
  private(set) var count = 0

  init(pool: WorkPool = WorkPool()) { ahead = WorkAhead(pool: pool, urgency: .soon) }

  // The root closes what its files are read from.
  deinit { ahead.stop() }

  /// Has words sought that no file of the root is called; only before the first object is scanned.
  func seek(_ words: some Sequence<[UInt8]>) { further.formUnion(words) }

  /// Says that a file will be asked for soon, where it is an object.
  func expect(_ path: RootPath, _ run: Run) throws(PlanningError) {
    guard ahead.isOfUse, known[path] == nil, try run.isObject(path),
      let object = try? run.loader.object(at: path)
    else { return }
    ahead.add(path, try task(for: path, object, run))
  }

  func scan(_ path: RootPath, _ object: Object, _ run: Run) throws(PlanningError) -> StringScan {
    if let known = known[path] { return known }
    count += 1
    let result: Result<StringScan, RootError>
    if let done = ahead.take(path) {
      result = done
    } else {
      result = try task(for: path, object, run)()
    }
    let scan = try reading { () throws(RootError) in try result.get() }
    known[path] = scan
    return scan
  }

  private func task(
    for path: RootPath, _ object: Object, _ run: Run
  ) throws(PlanningError) -> @Sendable () -> Result<StringScan, RootError> {
    let filter = try names(run)
    let content = try reading { () throws(RootError) in try run.root.deferredContent(at: path) }
    let ranges = object.dataRanges(fileSize: content.size)
    return {
      Result { () throws(RootError) in
        var scan = StringScan()
        let isMixed = ranges.first?.kind == .executable
        try content.withOpened { opened throws(RootError) in
          let unwinding = Self.unwindTables(of: object, opened)
          for (index, range) in ranges.enumerated() where range.kind != .executable || isMixed {
            let isTables = index == 0 && Self.beginsWithTables(ranges)
            for place in (range.offset..<(range.offset + range.size)).without(unwinding) {
              // By pieces, since mapped objects of 100 MB would count as memory; no string is cut.
              try opened.forEachPiece(in: place, endingWith: 0) {
                (bytes, offset) throws(RootError) in
                scan.scan(
                  bytes, at: range.kind == .writable ? Int(offset) : nil,
                  wanted: isTables ? WordFilter() : filter)
              }
            }
          }
        }
        return scan
      }
    }
  }

  /// Numbers, which are looked through in vain; where they cannot be told, they are looked through.
  private static func unwindTables(
    of object: Object, _ opened: borrowing OpenedContent
  ) -> [Range<UInt64>] {
    let tables = try? object.unwindTables(
      descriptor: opened.content.descriptor.rawValue, offset: opened.content.offset,
      size: opened.content.size)
    return tables ?? []
  }

  /// The names of all files, and of those that are modules what they are imported as: `decimal` of `decimal.py`.
  private func names(_ run: Run) throws(PlanningError) -> WordFilter {
    if let names { return names }
    let everything = try run.index.everything()
    var names = WordFilter(capacity: everything.count + further.count)
    for (path, _) in everything {
      let name = path.name
      names.insert(name)
      // A cheap test that most names fail goes first.
      if let last = name.last, Self.lastOfModules.contains(last),
        name.hasSuffix(".py") || name.hasSuffix(".so") || name.hasSuffix(".pyc")
      {
        names.insert(name.prefix { $0 != UInt8(ascii: ".") })
      }
    }
    for word in further { names.insert(word[...]) }
    self.names = names
    return names
  }

  private static let lastOfModules = Array("yoc".utf8)

  /// Whether the first segment has the loader's tables alone, since constants have one of their own behind the code (`-z separate-code`): functions
  /// (`free`, `kill`, `link`) are no names of programs.
  private static func beginsWithTables(_ ranges: [Object.DataRange]) -> Bool {
    let kinds = ranges.map(\.kind)
    return kinds.first == .readOnly && kinds.dropFirst().contains(.readOnly)
      && kinds.contains(.executable)
  }
}

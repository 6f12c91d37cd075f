internal import Planning
internal import Roots

/// Python sources as they were read, each once.
///
/// What will be asked for soon is read on other processors meanwhile.
final class PythonSources {
  private let run: Run
  private var known: [Key: PythonSource?] = [:]
  private let ahead: WorkAhead<Key, Result<PythonSource, RootError>>

  private struct Key: Hashable, Sendable {
    var path: RootPath
    var version: PythonSource.Version
  }

  init(run: Run, pool: WorkPool) {
    self.run = run
    ahead = WorkAhead(pool: pool, urgency: .later)
  }

  // The root closes what its files are read from.
  deinit { ahead.stop() }

  private static let largest: UInt64 = 4 << 20

  /// Whether anything is read ahead.
  var readsAhead: Bool { ahead.isOfUse }

  /// Says which sources will be asked for, in that order.
  func expect(_ paths: [RootPath], for version: PythonSource.Version) {
    guard ahead.isOfUse else { return }
    for path in paths where Self.isSource(path) {
      let key = Key(path: path, version: version)
      // An error is told to whoever asks.
      guard known[key] == nil, let task = try? task(for: key) else { continue }
      ahead.add(key, task)
    }
  }

  /// Nil where the file is too large to have been written by hand, or no file.
  func source(
    at path: RootPath, for version: PythonSource.Version
  ) throws(PlanningError) -> PythonSource? {
    let key = Key(path: path, version: version)
    if let source = known[key] { return source }
    let source: PythonSource?
    if let result = ahead.take(key) {
      source = try reading { () throws(RootError) in try result.get() }
    } else {
      source = try task(for: key).map { task throws(PlanningError) in
        try reading { () throws(RootError) in try task().get() }
      }
    }
    known[key] = .some(source)
    return source
  }

  /// What reads a file; nil where it is no source.
  private func task(
    for key: Key
  ) throws(PlanningError) -> (@Sendable () -> Result<PythonSource, RootError>)? {
    guard Self.isSource(key.path), let found = try? run.root.resolve(key.path),
      let entry = found.entry, entry.isRegular, entry.size <= Self.largest
    else { return nil }
    let file = try reading { () throws(RootError) in
      try run.root.deferredContent(at: found.path)
    }
    let isBytecode = Self.isBytecode(key.path)
    return {
      Result { () throws(RootError) in
        let text = try file.bytes()
        return isBytecode
          ? PythonSource(bytecode: text) : PythonSource(reading: text, version: key.version)
      }
    }
  }

  private static func isBytecode(_ path: RootPath) -> Bool {
    path.name.suffix(4).elementsEqual(".pyc".utf8)
  }

  private static func isSource(_ path: RootPath) -> Bool {
    !path.name.suffix(3).elementsEqual(".so".utf8)
      && !(isBytecode(path) && path.parent.name.elementsEqual("__pycache__".utf8))
  }

  /// The files in `__pycache__` that an interpreter of that version takes for a source: those whose header has its size and time (PEP 552).
  func bytecode(
    of source: RootPath, for version: PythonSource.Version
  ) throws(PlanningError) -> [RootPath] {
    let stem = source.name.dropLast(3)
    let directory = source.parent.appending("__pycache__")
    let name = Array(stem) + Array(".cpython-\(version.major)\(version.minor)".utf8)
    var names = [name + Array(".pyc".utf8)]
    if let level = run.request.variable("PYTHONOPTIMIZE"), !level.isEmpty {
      names = ["1", "2"].map { name + Array(".opt-\($0).pyc".utf8) }
    }
    var result: [RootPath] = []
    for name in names {
      let path = directory.appending(name)
      guard let entry = try reading({ () throws(RootError) in try run.root.entry(at: path) }),
        entry.isRegular, entry.size > 16,
        let of = try reading({ () throws(RootError) in try run.root.entry(at: source) })
      else { continue }
      let header = try reading { () throws(RootError) in
        try run.root.prefix(of: path, limit: 16)
      }
      guard header.count == 16 else { continue }
      func number(_ offset: Int) -> UInt32 {
        header[offset..<(offset + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
      }
      // Bytecode that is checked by the source's hash, or not at all, does not depend on its time.
      if number(4) & 1 == 0 {
        guard number(8) == UInt32(truncatingIfNeeded: of.modified.seconds),
          number(12) == UInt32(truncatingIfNeeded: of.size)
        else { continue }
      }
      result.append(path)
    }
    return result
  }
}

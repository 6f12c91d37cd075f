internal import Planning
internal import Roots
internal import Work

/// Python sources as they were read, each once.
final class PythonSources {
  private let run: Run
  private let sources: ReadSources<Key, PythonSource>

  private struct Key: Hashable, Sendable {
    var path: RootPath
    var version: PythonSource.Version
  }

  init(run: Run, pool: WorkPool) {
    self.run = run
    sources = ReadSources(pool: pool) { key throws(PlanningError) in try Self.task(for: key, run) }
  }

  private static let largest: UInt64 = 4 << 20

  /// Whether anything is read ahead.
  var readsAhead: Bool { sources.readsAhead }

  /// Says which sources will be asked for, in that order.
  func expect(_ paths: [RootPath], for version: PythonSource.Version) {
    for path in paths where Self.isSource(path) {
      sources.expect(Key(path: path, version: version))
    }
  }

  /// Nil where the file is too large to have been written by hand, or no file.
  func source(
    at path: RootPath, for version: PythonSource.Version
  ) throws(PlanningError) -> PythonSource? {
    try sources.source(for: Key(path: path, version: version))
  }

  /// What reads a file; nil where it is no source.
  private static func task(
    for key: Key, _ run: Run
  ) throws(PlanningError) -> ReadSources<Key, PythonSource>.Task? {
    guard isSource(key.path), let found = try? run.root.resolve(key.path),
      let entry = found.entry, entry.isRegular, entry.size <= largest
    else { return nil }
    let file = try reading { () throws(RootError) in
      try run.root.deferredContent(at: found.path)
    }
    let isBytecode = isBytecode(key.path)
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

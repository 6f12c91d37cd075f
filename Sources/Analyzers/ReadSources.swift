internal import Planning
internal import Roots
internal import Work

/// The sources of a language as they were read, each once. What will be asked for is read on other processors meanwhile.
final class ReadSources<Key: Hashable & Sendable, Source: Sendable> {
  typealias Task = @Sendable () -> Result<Source, RootError>

  private let task: (Key) throws(PlanningError) -> Task?
  private var known: [Key: Source?] = [:]
  private let ahead: WorkAhead<Key, Result<Source, RootError>>

  /// - Parameter task: makes what reads a source, on whatever thread; nil where there is none.
  init(pool: WorkPool, task: @escaping (Key) throws(PlanningError) -> Task?) {
    self.task = task
    ahead = WorkAhead(pool: pool, urgency: .later)
  }

  // The root closes what its files are read from.
  deinit { ahead.stop() }

  /// Whether anything is read ahead.
  var readsAhead: Bool { ahead.isOfUse }

  /// Says that a source will be asked for, after those that were expected before.
  func expect(_ key: Key) {
    // An error is told to whoever asks.
    guard ahead.isOfUse, known[key] == nil, let task = try? task(key) else { return }
    ahead.add(key, task)
  }

  /// Nil where there is none.
  func source(for key: Key) throws(PlanningError) -> Source? {
    if let source = known[key] { return source }
    var result = ahead.take(key)
    if result == nil { result = try task(key)?() }
    let source = try result.map { result throws(PlanningError) in
      try reading { () throws(RootError) in try result.get() }
    }
    known[key] = .some(source)
    return source
  }
}

extension ReadSources where Key == RootPath {
  /// Files that are no larger than what people write by hand, at whatever a path leads to.
  convenience init(
    run: Run, pool: WorkPool, reading: @escaping @Sendable ([UInt8]) -> Source
  ) {
    let largest: UInt64 = 4 << 20
    self.init(pool: pool) { path throws(PlanningError) in
      guard !path.name.suffix(3).elementsEqual(".so".utf8),
        let found = try? run.root.resolve(path), let entry = found.entry, entry.isRegular,
        entry.size <= largest
      else { return nil }
      let file = try Planning.reading { () throws(RootError) in
        try run.root.deferredContent(at: found.path)
      }
      return { Result { () throws(RootError) in reading(try file.bytes()) } }
    }
  }
}

internal import Dispatch
internal import Glibc
internal import Synchronization

/// All that is done with the content of an image's layers before their entries count: the compressed ones are unpacked, and every digest
/// is checked.
///
/// Several threads share it. Unpacking comes first, since nothing can go on without it; digests are computed while somebody plans
/// already, and are waited for before a result is given away. Which failure is told depends on nothing but the layers.
final class LayerWork: Sendable {
  private let label: String
  private let layers: [FoundLayer]
  private let limit: UnpackingLimit
  private let state: Mutex<State>
  /// One for each task that there is, whoever takes it.
  private let tasks = DispatchSemaphore(value: 0)
  private let unpacked = DispatchGroup()
  private let checked = DispatchGroup()

  private enum Task {
    case unpack(layer: Int)
    case check(layer: Int, DigestCheck)
  }

  private struct Failure {
    var layer: Int
    /// Of one layer's failures the first is told, whichever came first.
    var rank: Int
    var error: PartError
  }

  private struct State {
    /// The layers that are still compressed, the largest last.
    var compressed: [Int] = []
    var checks: [(layer: Int, check: DigestCheck)] = []
    /// The plain archives.
    var archives: [Blob?]
    var failures: [Failure] = []
    /// How many tasks workers may still wait for.
    var expected = 0
  }

  /// Each holds some megabytes; more than this would make memory grow with the machine.
  private static let maximumWorkers = 8

  /// Begins the work.
  init(layers: [FoundLayer], label: String, limit: UnpackingLimit) {
    self.label = label
    self.layers = layers
    self.limit = limit
    var state = State(archives: layers.map { _ in nil })
    for (number, layer) in layers.enumerated() {
      let compression: Compression
      do throws(PartError) {
        compression = try Compression(of: layer.blob)
      } catch {
        state.failures.append(Failure(layer: number, rank: 0, error: error))
        continue
      }
      if compression == .none { state.archives[number] = layer.blob }
      let checks = layer.expectation.checks(of: layer.blob, isPlain: compression == .none)
      state.checks += checks.map { (number, $0) }
      state.expected += checks.count
      guard compression != .none else { continue }
      state.compressed.append(number)
      // Unpacking makes one more task, or fails and makes an idle one.
      state.expected += 2
    }
    // The largest first, so that none of them begins when all others are done.
    state.compressed.sort { layers[$0].blob.size < layers[$1].blob.size }
    state.checks.sort { $0.check.blob.size < $1.check.blob.size }
    for _ in state.compressed { unpacked.enter() }
    for _ in 0..<state.expected { checked.enter() }
    let ready = state.compressed.count + state.checks.count
    let expected = state.expected
    self.state = Mutex(state)
    for _ in 0..<ready { tasks.signal() }
    let workers = min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), Self.maximumWorkers) - 1
    for _ in 0..<min(max(1, workers), expected) {
      DispatchQueue.global().async { self.workToTheEnd() }
    }
  }

  /// The plain archives of all layers, as soon as they are there. Their digests may still be unknown.
  ///
  /// - Throws: where a layer cannot be unpacked, what `failure` finds.
  func archives() throws(ImageError) -> [Blob] {
    while let layer = state.withLock({ $0.compressed.popLast() }) { run(.unpack(layer: layer)) }
    unpacked.wait()
    let archives = state.withLock { $0.archives.compactMap { $0 } }
    if archives.count < layers.count, let error = failure(waiting: {}) { throw error }
    return archives
  }

  /// Waits until every digest is checked, and helps with it.
  ///
  /// - Parameter step: called from time to time.
  /// - Returns: what is wrong with the lowest layer with which something is wrong.
  func failure<Stop: Error>(waiting step: () throws(Stop) -> Void) throws(Stop) -> ImageError? {
    while let task = next() {
      run(task)
      try step()
    }
    while checked.wait(timeout: .now() + .milliseconds(50)) == .timedOut { try step() }
    let first = state.withLock { state in
      state.failures.min { ($0.layer, $0.rank) < ($1.layer, $1.rank) }
    }
    return first.map {
      $0.error.located(image: label, part: layers[$0.layer].expectation.label)
    }
  }

  // MARK: - Tasks

  private func workToTheEnd() {
    while true {
      let mayWait = state.withLock { state in
        state.expected -= 1
        return state.expected >= 0
      }
      guard mayWait else { return }
      tasks.wait()
      if let task = next() { run(task) }
    }
  }

  /// nil where none is ready; others may have taken it.
  private func next() -> Task? {
    state.withLock { state in
      if let layer = state.compressed.popLast() { return .unpack(layer: layer) }
      return state.checks.popLast().map { .check(layer: $0.layer, $0.check) }
    }
  }

  private func run(_ task: Task) {
    switch task {
    case .unpack(let layer):
      unpack(layer)
      unpacked.leave()
    case .check(let layer, let check):
      do throws(PartError) {
        try check.run()
      } catch {
        fail(layer, rank: check.rank, error)
      }
    }
    checked.leave()
  }

  private func unpack(_ number: Int) {
    let layer = layers[number]
    do throws(PartError) {
      let archive = try LayerUnpacking(blob: layer.blob, limit: limit).run()
      state.withLock { state in
        state.archives[number] = archive
        if let diffID = layer.expectation.diffID {
          let check = DigestCheck(
            blob: archive, expected: diffID, what: "unpacked content", rank: 2)
          state.checks.append((number, check))
        } else {
          checked.leave()
        }
      }
    } catch {
      fail(number, rank: 0, error)
      checked.leave()
    }
    tasks.signal()
  }

  private func fail(_ layer: Int, rank: Int, _ error: PartError) {
    let failure = Failure(layer: layer, rank: rank, error: error)
    state.withLock { $0.failures.append(failure) }
  }
}

/// The digests of an image's layers, which may still be computed.
public struct LayerChecks: Sendable {
  private let work: LayerWork

  init(_ work: LayerWork) { self.work = work }

  /// Waits for the last of them.
  public func confirm() throws(ImageError) {
    if let error = failure(waiting: {}) { throw error }
  }

  /// Waits for the last of them.
  ///
  /// - Parameter step: called from time to time.
  /// - Returns: what is wrong.
  public func failure<Stop: Error>(
    waiting step: () throws(Stop) -> Void
  ) throws(Stop) -> ImageError? {
    try work.failure(waiting: step)
  }
}

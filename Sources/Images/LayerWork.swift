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
  private let unpacked = DispatchGroup()
  private let checked = DispatchGroup()
  /// How many threads help whoever asks.
  private let maximumWorkers: Int

  private enum Task {
    case unpack(layer: Int)
    case check(DigestRun)
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
    /// The digests that nobody is computing.
    var checks: [DigestRun] = []
    /// The plain archives.
    var archives: [Blob?]
    var failures: [Failure] = []
    var workers = 0

    /// What is to be done next. The largest first, so that none of them begins when all others are done.
    mutating func next() -> Task? {
      if let layer = compressed.popLast() { return .unpack(layer: layer) }
      return nextCheck().map { .check($0) }
    }

    mutating func nextCheck() -> DigestRun? {
      guard let index = checks.indices.max(by: { checks[$0].left < checks[$1].left }) else {
        return nil
      }
      return checks.remove(at: index)
    }
  }

  /// Each holds some megabytes; more than this would make memory grow with the machine.
  private static let mostWorkers = 8

  /// Begins the work.
  init(layers: [FoundLayer], label: String, limit: UnpackingLimit) {
    self.label = label
    self.layers = layers
    self.limit = limit
    let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    maximumWorkers = max(1, min(processors, Self.mostWorkers) - 1)
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
      state.checks += checks.map { DigestRun(layer: number, check: $0) }
      guard compression != .none else { continue }
      state.compressed.append(number)
      unpacked.enter()
      checked.enter()
    }
    state.compressed.sort { layers[$0].blob.size < layers[$1].blob.size }
    for _ in state.checks { checked.enter() }
    let ready = state.compressed.count + state.checks.count
    self.state = Mutex(state)
    for _ in 0..<min(ready, maximumWorkers) { callWorker() }
  }

  /// The kernel takes back what was unpacked when the last descriptor is closed, page by page; several processors do so at once.
  deinit {
    let spools = Mutex(state.withLock { $0.archives }.sorted { $0?.size ?? 0 < $1?.size ?? 0 })
    state.withLock { $0 = State(archives: []) }
    let count = spools.withLock { $0.count }
    DispatchQueue.concurrentPerform(iterations: count) { _ in
      _ = spools.withLock { $0.popLast() }
    }
  }

  /// The plain archives of all layers, as soon as they are there. Their digests may still be unknown.
  ///
  /// - Throws: where a layer cannot be unpacked, what `failure` finds.
  func archives() throws(ImageError) -> [Blob] {
    while let layer = state.withLock({ $0.compressed.popLast() }) { unpack(layer) }
    // Others are not done, and there may be digests to compute meanwhile.
    while unpacked.wait(timeout: .now()) == .timedOut {
      if let run = state.withLock({ $0.nextCheck() }) {
        compute(run) { unpacked.wait(timeout: .now()) == .success }
      } else {
        _ = unpacked.wait(timeout: .now() + .milliseconds(2))
      }
    }
    let archives = state.withLock { $0.archives.compactMap { $0 } }
    if archives.count < layers.count, let error = failure(waiting: {}) { throw error }
    return archives
  }

  /// Waits until every digest is checked, and helps with it.
  ///
  /// - Parameter step: called from time to time.
  /// - Returns: what is wrong with the lowest layer with which something is wrong.
  func failure<Stop: Error>(waiting step: () throws(Stop) -> Void) throws(Stop) -> ImageError? {
    var stop: Stop?
    while let task = state.withLock({ $0.next() }) {
      run(task) {
        do throws(Stop) {
          try step()
        } catch {
          stop = error
        }
        return stop != nil
      }
      if let stop { throw stop }
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

  /// Has another thread do what is to be done, unless enough of them do so already.
  private func callWorker() {
    let isWanted = state.withLock { state in
      guard state.workers < maximumWorkers else { return false }
      state.workers += 1
      return true
    }
    if isWanted { DispatchQueue.global().async { self.workToTheEnd() } }
  }

  private func workToTheEnd() {
    while true {
      let task = state.withLock { state in
        let task = state.next()
        if task == nil { state.workers -= 1 }
        return task
      }
      guard let task else { return }
      run(task) { false }
    }
  }

  private func run(_ task: Task, until isEnough: () -> Bool) {
    switch task {
    case .unpack(let layer): unpack(layer)
    case .check(let run): compute(run, until: isEnough)
    }
  }

  private func unpack(_ number: Int) {
    let layer = layers[number]
    do throws(PartError) {
      let archive = try LayerUnpacking(blob: layer.blob, limit: limit).run()
      let check = layer.expectation.diffID.map {
        DigestCheck(blob: archive, expected: $0, what: "unpacked content", rank: 2)
      }
      if check != nil { checked.enter() }
      state.withLock { state in
        state.archives[number] = archive
        if let check { state.checks.append(DigestRun(layer: number, check: check)) }
      }
    } catch {
      fail(number, rank: 0, error)
    }
    unpacked.leave()
    checked.leave()
    callWorker()
  }

  private func compute(_ run: DigestRun, until isEnough: () -> Bool) {
    var lanes = DigestLanes()
    let left = lanes.compute(
      run,
      next: { beside in
        state.withLock { state in
          // Two at once take longer than one. That is well spent only where no other processor is idle.
          beside && state.workers < maximumWorkers ? nil : state.nextCheck()
        }
      },
      done: { run, error in
        if let error { fail(run.layer, rank: run.check.rank, error) }
        checked.leave()
      }, until: isEnough)
    guard !left.isEmpty else { return }
    state.withLock { $0.checks += left }
    for _ in left { callWorker() }
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

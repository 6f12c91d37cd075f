internal import Dispatch
internal import Glibc
internal import Synchronization

/// The other processors, for whoever has work for them: as many workers as there are processors besides the one that decides, whatever the number of
/// those who ask.
package final class WorkPool: Sendable {
  package typealias Job = @Sendable () -> Void

  /// What is asked for sooner goes first.
  package enum Urgency {
    case soon, later
  }

  private struct State {
    var soon = Queue()
    var later = Queue()
    var workers = 0

    mutating func nextJob() -> Job? { soon.next() ?? later.next() }
  }

  /// Jobs in the order in which they were added.
  private struct Queue {
    private var jobs: [Job] = []
    private var begun = 0

    mutating func add(_ job: @escaping Job) { jobs.append(job) }

    mutating func next() -> Job? {
      guard begun < jobs.count else {
        jobs = []
        begun = 0
        return nil
      }
      defer { begun += 1 }
      return jobs[begun]
    }
  }

  private let state = Mutex(State())
  private let group = DispatchGroup()
  private let mostWorkers: Int

  /// - Parameter processors: how many there are; one alone has nothing to spare.
  package init(processors: Int = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) {
    mostWorkers = min(processors - 1, 4)
  }

  /// Whether a job that is added may be done beside what asks for it.
  package var isOfUse: Bool { mostWorkers > 0 }

  package func add(_ urgency: Urgency, _ job: @escaping Job) {
    let needsWorker = state.withLock { state in
      if urgency == .soon { state.soon.add(job) } else { state.later.add(job) }
      guard state.workers < mostWorkers else { return false }
      state.workers += 1
      return true
    }
    if needsWorker { DispatchQueue.global().async(group: group) { self.work() } }
  }

  /// Does one job in place of a worker, if there is one that nobody has begun: better than waiting for one that somebody has.
  package func help() -> Bool {
    guard let job = state.withLock({ $0.nextJob() }) else { return false }
    job()
    return true
  }

  /// Waits until nothing is done or left to do.
  package func wait() { group.wait() }

  private func work() {
    while let job = next() { job() }
  }

  /// The next job; a worker that finds none ends.
  private func next() -> Job? {
    state.withLock { state in
      if let job = state.nextJob() { return job }
      state.workers -= 1
      return nil
    }
  }
}

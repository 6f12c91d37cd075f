internal import Dispatch
internal import Glibc
internal import Synchronization

/// Values that are worked out on other processors before somebody asks for them.
///
/// A task depends on nothing but what it holds, so its value is the same whoever works it out and when: plans do not depend on how many processors
/// there are. Tasks are begun in the order in which they were added; what is asked for before its turn is worked out by whoever asks.
final class WorkAhead<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  typealias Task = @Sendable () -> Value

  private enum Stage {
    case waiting(Task)
    case running(DispatchSemaphore)
    case done(Value)
  }

  private struct State {
    var stages: [Key: Stage] = [:]
    /// The keys of tasks in their order, some of which others have taken.
    var queue: [Key] = []
    var begun = 0
    var waiting = 0
    var workers = 0
  }

  private let state = Mutex(State())
  private let workers = DispatchGroup()
  private let mostWorkers: Int

  /// - Parameter processors: how many there are; one alone has nothing to spare.
  init(processors: Int = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) {
    mostWorkers = min(processors - 1, 4)
  }

  /// Whether a task that is added may be worked on beside what asks for it.
  var isOfUse: Bool { mostWorkers > 0 }

  /// How many tasks nobody has begun.
  var waiting: Int { state.withLock { $0.waiting } }

  /// Adds a task, unless there is one of that key.
  func add(_ key: Key, _ task: @escaping Task) {
    let needsWorker = state.withLock { state in
      guard state.stages[key] == nil else { return false }
      state.stages[key] = .waiting(task)
      state.queue.append(key)
      state.waiting += 1
      guard state.workers < mostWorkers else { return false }
      state.workers += 1
      return true
    }
    if needsWorker { DispatchQueue.global().async(group: workers) { self.work() } }
  }

  /// The value of a task, which is then forgotten; nil where there is none of that key.
  func take(_ key: Key) -> Value? {
    let stage = state.withLock { state -> Stage? in
      let stage = state.stages[key]
      switch stage {
      case .waiting:
        state.stages[key] = nil
        state.waiting -= 1
      case .done: state.stages[key] = nil
      case .running, nil: break
      }
      return stage
    }
    switch stage {
    case .waiting(let task): return task()
    case .done(let value): return value
    case .running(let isDone):
      isDone.wait()
      return take(key)
    case nil: return nil
    }
  }

  /// Forgets what nobody has begun and waits for the rest: what tasks hold may be taken away then.
  func stop() {
    state.withLock { state in
      state.stages = [:]
      state.queue = []
      state.begun = 0
      state.waiting = 0
    }
    workers.wait()
  }

  private func work() {
    while let (key, task) = next() {
      let value = task()
      state.withLock { state in
        guard case .running(let isDone) = state.stages[key] else { return }
        state.stages[key] = .done(value)
        isDone.signal()
      }
    }
  }

  /// The next task; a worker that finds none ends.
  private func next() -> (key: Key, task: Task)? {
    state.withLock { state in
      while state.begun < state.queue.count {
        let key = state.queue[state.begun]
        state.begun += 1
        guard case .waiting(let task) = state.stages[key] else { continue }
        state.stages[key] = .running(DispatchSemaphore(value: 0))
        state.waiting -= 1
        return (key, task)
      }
      state.queue = []
      state.begun = 0
      state.workers -= 1
      return nil
    }
  }
}

internal import Dispatch
internal import Synchronization

/// Values that are worked out on other processors before somebody asks for them.
///
/// A task depends on nothing but what it holds, so its value is the same whoever works it out and when: plans do not depend on how many processors
/// there are. Tasks are begun in the order in which they were added; what is asked for before its turn is worked out by whoever asks.
package final class WorkAhead<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  package typealias Task = @Sendable () -> Value

  private enum Stage {
    case waiting(Task)
    case running(DispatchSemaphore)
    case done(Value)
  }

  private let stages = Mutex<[Key: Stage]>([:])
  private let pool: WorkPool
  private let urgency: WorkPool.Urgency

  package init(pool: WorkPool, urgency: WorkPool.Urgency) {
    self.pool = pool
    self.urgency = urgency
  }

  /// Whether a task that is added may be worked on beside what asks for it.
  package var isOfUse: Bool { pool.isOfUse }

  /// Adds a task, unless there is one of that key.
  package func add(_ key: Key, _ task: @escaping Task) {
    let isNew = stages.withLock { stages in
      guard stages[key] == nil else { return false }
      stages[key] = .waiting(task)
      return true
    }
    if isNew { pool.add(urgency) { self.work(on: key) } }
  }

  /// The value of a task, which is then forgotten; nil where there is none of that key.
  package func take(_ key: Key) -> Value? {
    let stage = stages.withLock { stages -> Stage? in
      let stage = stages[key]
      switch stage {
      case .waiting, .done: stages[key] = nil
      case .running, nil: break
      }
      return stage
    }
    switch stage {
    case .waiting(let task): return task()
    case .done(let value): return value
    case .running(let isDone):
      while isDone.wait(timeout: .now()) == .timedOut {
        if !pool.help() {
          isDone.wait()
          break
        }
      }
      return take(key)
    case nil: return nil
    }
  }

  /// Forgets what nobody has begun and waits for the rest: what tasks hold may be taken away then.
  package func stop() {
    stages.withLock { $0 = [:] }
    pool.wait()
  }

  /// Does a task, unless somebody has taken it meanwhile.
  private func work(on key: Key) {
    let task = stages.withLock { stages -> Task? in
      guard case .waiting(let task) = stages[key] else { return nil }
      stages[key] = .running(DispatchSemaphore(value: 0))
      return task
    }
    guard let task else { return }
    let value = task()
    stages.withLock { stages in
      guard case .running(let isDone) = stages[key] else { return }
      stages[key] = .done(value)
      isDone.signal()
    }
  }
}

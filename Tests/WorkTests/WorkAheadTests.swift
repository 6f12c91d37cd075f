import Dispatch
import Synchronization
import Testing

@testable import Work

struct WorkAheadTests {
  @Test(arguments: [1, 2, 5])
  func `every value is there once, whoever works it out`(processors: Int) {
    let work = WorkAhead<Int, Int>(pool: WorkPool(processors: processors), urgency: .soon)
    #expect(work.isOfUse == (processors > 1))
    for key in 0..<500 { work.add(key) { key * key } }
    for key in (0..<500).reversed() { #expect(work.take(key) == key * key) }
    #expect(work.take(0) == nil)
  }

  @Test func `a task is begun once`() {
    let begun = Mutex(0)
    let work = WorkAhead<Int, Int>(pool: WorkPool(processors: 4), urgency: .later)
    for key in 0..<100 {
      work.add(key) {
        begun.withLock { $0 += 1 }
        return key
      }
      work.add(key) { -1 }
    }
    for key in 0..<100 { #expect(work.take(key) == key) }
    #expect(begun.withLock { $0 } == 100)
  }

  @Test func `what nobody asks for is forgotten`() {
    let work = WorkAhead<Int, Int>(pool: WorkPool(processors: 3), urgency: .later)
    for key in 0..<100 { work.add(key) { key } }
    work.stop()
    #expect(work.take(99) == nil)
    work.add(1) { 1 }
    #expect(work.take(1) == 1)
  }

  @Test func `two who share a pool get their own values`() {
    let pool = WorkPool(processors: 2)
    let urgent = WorkAhead<Int, Int>(pool: pool, urgency: .soon)
    let patient = WorkAhead<Int, String>(pool: pool, urgency: .later)
    for key in 0..<200 {
      patient.add(key) { String(key) }
      urgent.add(key) { -key }
    }
    for key in 0..<200 {
      #expect(urgent.take(key) == -key)
      #expect(patient.take(key) == String(key))
    }
  }

  @Test func `who waits for a value does others meanwhile`() {
    let work = WorkAhead<Int, Int>(pool: WorkPool(processors: 2), urgency: .later)
    let isBegun = DispatchSemaphore(value: 0)
    let isHelped = DispatchSemaphore(value: 0)
    // The one worker cannot end the first before somebody else has done the second.
    work.add(0) {
      isBegun.signal()
      isHelped.wait()
      return 0
    }
    work.add(1) {
      isHelped.signal()
      return 1
    }
    isBegun.wait()
    #expect(work.take(0) == 0)
    #expect(work.take(1) == 1)
  }
}

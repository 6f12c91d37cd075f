import Synchronization
import Testing

@testable import Analyzers

struct WorkAheadTests {
  @Test(arguments: [1, 2, 5])
  func `every value is there once, whoever works it out`(processors: Int) {
    let work = WorkAhead<Int, Int>(processors: processors)
    #expect(work.isOfUse == (processors > 1))
    for key in 0..<500 { work.add(key) { key * key } }
    for key in (0..<500).reversed() { #expect(work.take(key) == key * key) }
    #expect(work.take(0) == nil)
    #expect(work.waiting == 0)
  }

  @Test func `a task is begun once`() {
    let begun = Mutex(0)
    let work = WorkAhead<Int, Int>(processors: 4)
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
    let work = WorkAhead<Int, Int>(processors: 3)
    for key in 0..<100 { work.add(key) { key } }
    work.stop()
    #expect(work.take(99) == nil)
    work.add(1) { 1 }
    #expect(work.take(1) == 1)
  }
}

import Testing

@testable import Scanning

struct StringSetTests {
  @Test func `each string is there once, in the order in which it was found`() {
    let strings = (0..<300).map { Array("string \($0 % 100)".utf8) }
    let set = StringSet(strings)
    #expect(set.count == 100)
    #expect(Array(set) == Array(strings.prefix(100)))
    #expect(strings.allSatisfy { set.contains($0) })
    #expect(!set.contains(Array("string".utf8)))
    #expect(StringSet(strings.reversed()) == set)
    #expect(StringSet(strings.dropFirst(201)) != set)
  }

  @Test func `strings that differ in their last NULs alone are different`() {
    let set = StringSet([[], [0], [0, 0], [1, 0], [1]])
    #expect(set.count == 5)
    #expect(!StringSet().contains([]))
  }
}

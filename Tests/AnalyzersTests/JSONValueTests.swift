import Testing

@testable import Analyzers

struct JSONValueTests {
  @Test func `members, elements and escapes`() throws {
    let value = try #require(
      JSONValue(#" {"a": ["x\ty", {"b": true}, 1.5e3, null], "\u00e9": "\"\\"} "#.utf8))
    #expect(value["a"]?.elements.first?.string == Array("x\ty".utf8))
    #expect(value["a"]?.elements[1]["b"]?.isTrue == true)
    #expect(value["é"]?.string == Array("\"\\".utf8))
  }

  @Test func `comments and trailing commas are accepted`() {
    #expect(JSONValue("{\"a\": 1, // why\n}".utf8) != nil)
  }

  @Test(arguments: ["", "{", "[1", "{\"a\"}", "\"x", "{\"a\": \"\\u12\"}", "]"])
  func `what is cut off is nothing`(text: String) {
    #expect(JSONValue(text.utf8) == nil)
  }

  @Test func `depth is bounded`() {
    #expect(JSONValue([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == nil)
  }
}

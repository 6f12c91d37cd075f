import Testing

@testable import Images

@Suite struct OrderedJSONTests {
  func text(_ json: OrderedJSON) -> String { String(decoding: json.bytes, as: UTF8.self) }

  @Test func `all that is not changed stays as it was spelled, in its order`() throws {
    let source =
      #"{"z":1.50,"a":"\u00e9\/x","n":12345678901234567890123,"l":[ ],"o":{ "b":null , "a":true}}"#
    var json = try #require(OrderedJSON(Array(source.utf8)))
    #expect(
      text(json)
        == #"{"z":1.50,"a":"\u00e9\/x","n":12345678901234567890123,"l":[],"o":{"b":null,"a":true}}"#
    )
    json["n"] = .string("new")
    json["last"] = .strings(["x", "y\"\n"])
    #expect(
      text(json)
        == #"{"z":1.50,"a":"\u00e9\/x","n":"new","l":[],"o":{"b":null,"a":true},"last":["x","y\"\n"]}"#
    )
  }

  @Test func `names are found without case, as Go finds them, and what is doubled becomes one`()
    throws
  {
    var json = try #require(OrderedJSON(Array(#"{"env":1,"x":2,"Env":3}"#.utf8)))
    json["Env"] = .string("y")
    #expect(text(json) == #"{"Env":"y","x":2}"#)
    json["ENV"] = nil
    #expect(text(json) == #"{"x":2}"#)
  }

  @Test(arguments: [
    "", "{", "{\"a\"}", "{\"a\":}", "[1,]", "{}x", "nul", "\"\\", "\"\n\"", "{1:2}", "[1 2]", "-x",
  ])
  func `what is no JSON is nil`(source: String) {
    #expect(OrderedJSON(Array(source.utf8)) == nil)
  }

  @Test func `what is nested too deep is nil`() {
    #expect(OrderedJSON([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) == nil)
  }
}

import Testing

@testable import Analyzers

struct TextTokensTests {
  private func words(_ text: String) -> [String] {
    var words: [String] = []
    let bytes = Array(text.utf8)
    unsafe TextTokens.forEach(in: bytes.span.bytes) { word, _ in
      words.append(String(decoding: word, as: UTF8.self))
    }
    return words
  }

  @Test(arguments: [
    ("a b\nc", ["a", "b", "c"]), ("listen=/run/x;", ["listen", "/run/x"]), ("", []),
    ("a # b\nc", ["a", "c"]), ("a#b", ["a", "b"]), ("x. y:", ["x", "y"]),
    (" ;a\n//b\n--c\nd", ["d"]),
    ("unix:/run/x", ["unix:/run/x", "unix", "/run/x"]), ("...", []),
  ])
  func `white space, quotes and brackets end a word, and comments have none`(
    text: String, expected: [String]
  ) {
    #expect(words(text) == expected)
  }

  @Test func `keys and certificates have no words`() {
    let armored = "-----BEGIN X-----\nMIIB/etc+x\nbin\n-----END X-----\n"
    #expect(words("a\n\(armored)b\n\(armored)c") == ["a", "b", "c"])
  }

  @Test func `an armor that never ends is none, however often it begins`() {
    let text = String(repeating: "-----BEGIN X\nword\n", count: 20_000)
    #expect(words(text).count == 20_000)
  }
}

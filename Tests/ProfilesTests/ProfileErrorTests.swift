import Profiles
import Testing

@Suite struct `What is wrong with a profile` {
  /// The messages, with line and column, for a text that has to fail.
  private func messages(_ text: String, expectedName: String? = nil) -> [String] {
    do {
      _ = try Profile.read(Array(text.utf8).span, subject: "x.yaml", expectedName: expectedName)
      return []
    } catch {
      return error.lines
    }
  }

  @Test(arguments: [
    (
      "name: x\nsummary: y\nkep:\n  - /a\n", "x.yaml:3:1: unknown key 'kep'; did you mean 'keep'?"
    ),
    ("name: x\nsummary: y\nzzzzzzz: 1\n", "x.yaml:3:1: unknown key 'zzzzzzz'"),
    (
      "name: x\nsummary: y\nname: z\n",
      "x.yaml:3:1: the key 'name' is there already, in line 1"
    ),
    ("name: x\n", "x.yaml:1:1: the key 'summary' is missing"),
    ("name: [x]\nsummary: y\n", "x.yaml:1:7: expected a word or a sentence, found a list"),
    ("name: X y\nsummary: y\n", "x.yaml:1:7: a profile's name is made of a-z, 0-9, '-' and '.'"),
    ("- a\n", "x.yaml:1:1: expected a mapping with 'name' and 'summary', found a list"),
    ("", "x.yaml:1:1: expected a mapping with 'name' and 'summary', found nothing"),
    (
      "name: x\nsummary: y\nkeep:\n  - lib/*.so\n",
      "x.yaml:4:5: 'lib/*.so': a pattern begins with '/', or with a name such as '$prefix'"
    ),
    (
      "name: x\nsummary: y\nkeep:\n  - *.so\n",
      "x.yaml:4:5: an alias ('*'): profiles have none; a pattern begins with '/'"
    ),
    (
      "name: x\nsummary: y\nkeep:\n  - *so\n",
      "x.yaml:4:5: an alias ('*'): profiles have none; a pattern begins with '/'"
    ),
    ("name: &n x\nsummary: y\n", "x.yaml:1:7: an anchor ('&'): profiles have none"),
    ("name: !!str x\nsummary: y\n", "x.yaml:1:7: a tag ('!'): profiles have none"),
    (
      "name: x\nsummary: y\nkeep:\n  - {path: /a, evidence: sure}\n",
      "x.yaml:4:26: expected required, likely or possible, found 'sure'"
    ),
    (
      "name: x\nsummary: y\nkeep:\n  - {evidence: likely}\n",
      "x.yaml:4:5: the key 'path' is missing"
    ),
    (
      "name: x\nsummary: y\ndrop:\n  - {path: /a, evidence: likely}\n",
      "x.yaml:4:16: unknown key 'evidence'"
    ),
    (
      "name: x\nsummary: y\ndirectories:\n  - {path: /a, mode: 999}\n",
      "x.yaml:4:22: expected a mode such as 755 or 1777, found '999'"
    ),
    (
      "name: x\nsummary: y\napplies-to: [$prefix/bin/x]\nkeep:\n  - $prefx/lib\n",
      "x.yaml:5:5: no pattern of 'applies-to' says what '$prefx' is; did you mean '$prefix'?"
    ),
    (
      "name: x\nsummary: y\nlibraries: [/usr/lib/x.so]\n",
      "x.yaml:3:13: a library's name has no '/'; a path belongs to 'keep'"
    ),
    (
      "name: x\nsummary: y\n---\nname: z\n",
      "x.yaml:3:1: a second document begins; a profile is one document"
    ),
    ("name: x\n  bad: :\n", "x.yaml:2:6: not YAML: mapping values are not allowed in this context"),
  ])
  func `is said with line and column`(text: String, expected: String) {
    #expect(messages(text).first == expected)
  }

  @Test func `is said all at once`() {
    let text = """
      name: x
      sumary: y
      applies-to: sometimes
      keep:
        - a
        - path: /b
          optional: maybe
      drop: [/c/../d]
      """
    #expect(messages(text).map { $0.split(separator: ":")[1] } == ["1", "2", "3", "5", "7", "8"])
  }

  @Test func `a file's name must be the profile's`() {
    #expect(
      messages("name: x\nsummary: y\n", expectedName: "z") == [
        "x.yaml:1:7: the name is 'x', and the file's is 'z'"
      ])
  }

  @Test func `bytes that are not UTF-8 are an error with their place`() {
    let bytes = Array("name: x\nsummary: ".utf8) + [0xff, 0x0a]
    #expect {
      _ = try Profile.read(bytes.span, subject: "x.yaml")
    } throws: { error in
      (error as? ProfileError)?.problems.first?.place == TextPlace(line: 2, column: 10)
    }
  }

  @Test func `a text that is too large is refused before it is read`() {
    let text = "# " + String(repeating: "x", count: Profile.maximumSize) + "\nname: x\n"
    #expect(messages(text).first?.contains("more than the 1048576") == true)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `nesting is bounded`(opening: String) {
    let text = "keep: " + String(repeating: opening, count: 2000)
    #expect(messages(text).count == 1)
  }

  @Test func `a list without end is bounded`() {
    let text = "name: x\nsummary: y\nkeep:\n" + String(repeating: " - /a\n", count: 60_000)
    #expect(messages(text).first?.contains("more than 50000 entries") == true)
  }

  @Test func `no prefix of a good profile crashes the reader`() throws {
    let text = Array(try #require(ProfileLibrary.builtInText("certificates")).utf8)
    for count in stride(from: 0, to: text.count, by: 7) {
      _ = try? Profile.read(text.span.extracting(first: count), subject: "x.yaml")
    }
  }

  @Test func `no changed byte of a good profile crashes the reader`() throws {
    let text = Array(try #require(ProfileLibrary.builtInText("base")).utf8)
    for index in stride(from: 0, to: text.count, by: 5) {
      for byte: UInt8 in [0, 0xff, 0x26, 0x2a, 0x7b, 0x5b, 0x3a, 0x0a, 0x09] {
        var changed = text
        changed[index] = byte
        _ = try? Profile.read(changed.span, subject: "x.yaml")
      }
    }
  }
}

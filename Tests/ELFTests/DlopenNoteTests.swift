internal import ELF
internal import ELFTesting
internal import Testing

@Suite struct DlopenNoteTests {
  private func read(_ json: String, form: Form = Form.all[0]) throws -> [DlopenNote] {
    let file = form.built {
      $0.notes = [
        .init(type: 1, owner: "GNU", content: [1, 2, 3, 4]),
        .init(type: 0x407c_0c0a, owner: "FDO", content: json.utf8),
        .init(type: 0x407c_0c0a, owner: "XXX", content: "not JSON".utf8),
      ]
    }
    return try #require(try Object.read(file)).dlopenNotes(file)
  }

  @Test(arguments: Form.all)
  func `a note names libraries, feature, description and priority`(_ form: Form) throws {
    let notes = try read(
      #"""
      [ {"feature":"xz","description":"Support \"xz\" \u00e9\ud83d\ude00","priority":"suggested",
         "soname":["liblzma.so.5","liblzma.so.6"],"other":[{"a":null},1.5e3,true]},
        {"soname":["libz.so.1"]} ]
      """#, form: form)
    #expect(
      notes == [
        DlopenNote(
          sonames: bytes("liblzma.so.5", "liblzma.so.6"), feature: "xz",
          description: "Support \"xz\" é😀", priority: .suggested),
        DlopenNote(sonames: bytes("libz.so.1")),
      ])
  }

  @Test func `two notes in one description, and a NUL at its end, are read`() throws {
    let notes = try read("[{\"soname\":[\"a.so\"]},{\"soname\":[\"b.so\"]}]\0\0")
    #expect(notes.flatMap(\.sonames) == bytes("a.so", "b.so"))
  }

  @Test(arguments: [
    "", "{}", "[", "[1]", "[{}]", "[{\"soname\":[1]}]", "[{\"soname\":[\"a\"]}] x",
    "[{\"soname\":[\"a\"],}]", "[{\"soname\":[\"\\x\"]}]", "[{\"soname\":[\"a\n\"]}]", "[nan]",
    "[[[[[[[[[[[[[[[[[[[[[[",
  ])
  func `anything but the JSON of the specification is an error`(_ json: String) throws {
    #expect(throws: ELFError.self) { try read(json) }
  }
}

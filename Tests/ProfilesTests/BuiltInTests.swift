import Profiles
import Testing

@Suite struct `Built-in profiles` {
  @Test(arguments: ProfileLibrary.builtInNames)
  func `each is well formed and its name is the file's`(name: String) throws {
    let profile = try ProfileLibrary().profile(named: name)
    #expect(profile.name == name)
  }

  @Test(arguments: ProfileLibrary.builtInNames)
  func `each needs only profiles that there are`(name: String) throws {
    let library = try ProfileLibrary()
    for need in try library.profile(named: name).needs {
      #expect(throws: Never.self) { try library.profile(named: need) }
    }
  }

  @Test(arguments: ProfileLibrary.builtInNames)
  func `what a profile applies to is read without the rest of it`(name: String) throws {
    let text = try #require(ProfileLibrary.builtInText(name))
    let keys = text.split(separator: "\n").filter { $0.first?.isLetter == true }
      .compactMap { $0.split(separator: ":").first.map(String.init) }
    let end = try #require(keys.firstIndex(of: "applies-to"))
    #expect(keys[..<end].allSatisfy { ["name", "summary"].contains($0) })
  }
}

import Roots
import Testing

@testable import Profiles

@Suite struct `Built-in profiles` {
  @Test(arguments: ProfileLibrary.builtInNames)
  func `each is well formed and its name is the file's`(name: String) throws {
    // With every check, which plans leave out.
    let text = Array(try #require(ProfileLibrary.builtInText(name)).utf8)
    let profile = try Profile.read(text.span, subject: name, expectedName: name)
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

@Suite struct `Patterns of built-in profiles` {
  /// Paths of things that belong to nobody in particular, in a root where everything is below /usr and in one where it is not.
  private static let bystanders: [RootPath] = [
    "/usr/bin/frobnicate", "/bin/frobnicate", "/usr/sbin/frobd", "/usr/lib/libfrob.so.1",
    "/usr/lib/x86_64-linux-gnu/libfrob.so.1", "/lib/libfrob.so.1", "/usr/lib/frob/data",
    "/usr/share/frob/data", "/etc/frob.conf", "/etc/frob/frob.conf", "/opt/frob/lib/x",
    "/usr/local/bin/frob", "/srv/frob", "/var/lib/frob/x", "/app/frob",
    "/usr/lib/frob/bin/frob", "/usr/share/frob/lib/frob.jar",
  ]

  @Test(arguments: ProfileLibrary.builtInNames)
  func `match nothing that is somebody else's, wherever the runtime is`(name: String) throws {
    let profile = try ProfileLibrary().profile(named: name)
    let names = (profile.appliesTo.files + profile.appliesTo.programs)
      .reduce(into: Set<String>()) { $0.formUnion($1.names) }
    for place in ["", "/usr", "/usr/local", "/opt", "5.1"] {
      let bindings = names.reduce(into: [:]) { $0[$1] = Array(place.utf8) }
      let match = ProfileMatch(profile: name, bindings: bindings)
      for item in profile.keep + profile.bare + profile.drop {
        guard let pattern = match.pattern(of: item), let glob = try? Glob(pattern) else { continue }
        for path in Self.bystanders {
          let isMatch = glob.matches(path)
          #expect(!isMatch, "\(item.text) where a name is '\(place)' matches \(path)")
        }
      }
    }
  }

  @Test(arguments: ["gcc", "clang"])
  func `compilers have the headers that lie below lib`(name: String) throws {
    let profile = try ProfileLibrary().profile(named: name)
    let names = (profile.appliesTo.files + profile.appliesTo.programs)
      .reduce(into: Set<String>()) { $0.formUnion($1.names) }
    let bindings = names.reduce(into: [:]) { $0[$1] = Array("/usr".utf8) }
    let match = ProfileMatch(profile: name, bindings: bindings)
    let globs = try (profile.keep + profile.bare).compactMap {
      try match.pattern(of: $0).map(Glob.init)
    }
    for (header, isKept) in [
      ("/usr/lib/x86_64-linux-gnu/frob-2.0/include/frobconfig.h", true),
      ("/usr/lib/frob/include/x.h", false),
    ] {
      #expect(globs.contains { $0.matches(RootPath(header)) } == isKept)
    }
  }
}

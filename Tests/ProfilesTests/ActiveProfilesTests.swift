import Profiles
import Roots
import Testing

@Suite struct `Profiles in force` {
  private func active(_ texts: String...) throws -> ActiveProfiles {
    let library = try ProfileLibrary()
    for text in texts { library.add(try Profile.read(Array(text.utf8).span, subject: "test")) }
    return ActiveProfiles(library: library)
  }

  @Test func `a profile comes in by itself when a kept file matches`() throws {
    let library = try ProfileLibrary()
    let matches = library.matches(path: "/usr/local/bin/node")
    #expect(
      matches == [ProfileMatch(profile: "node", bindings: ["prefix": Array("/usr/local".utf8)])])
    #expect(library.matches(path: "/usr/local/bin/nodetool").isEmpty)
  }

  @Test func `a program brings its profile in only where the application starts it`() throws {
    let library = try active("{name: x, summary: s, applies-to: {programs: [/usr/bin/x]}}").library
    #expect(library.matches(path: "/usr/bin/x").map(\.profile) == ["x"])
    #expect(library.matches(path: "/usr/bin/x", isStarted: false).isEmpty)
  }

  @Test func `an object that imports all of the functions brings its profile in`() throws {
    let library = try active(
      "{name: x, summary: s, applies-to: {imports-together: [a, b]}}",
      "{name: y, summary: s, applies-to: {imports: [b]}}"
    ).library
    func matches(_ names: String...) -> [String] {
      library.matches(imports: names.map { Array($0.utf8) }).map(\.profile)
    }
    #expect(matches("c", "b", "a") == ["x", "y"])
    #expect(matches("b") == ["y"])
    #expect(matches("a").isEmpty)
  }

  @Test func `what a profile drops stays dropped where it comes in for another place too`() throws {
    let active = try active(
      """
      name: x
      summary: s
      applies-to: [$prefix/bin/x]
      keep: [$prefix/lib/**]
      drop: [/**/lib/doc]
      """)
    for path: RootPath in ["/usr/bin/x", "/opt/bin/x"] {
      _ = try active.activate(try #require(active.library.matches(path: path).first))
    }
    #expect(active.verdict(on: "/opt/lib/doc")?.isDropped == true)
    #expect(active.verdict(on: "/opt/lib/code")?.isDropped == false)
  }

  @Test func `what it needs comes before it, each once`() throws {
    let active = try active(
      "{name: a, summary: s, needs: [b, c]}", "{name: b, summary: s, needs: [c]}",
      "{name: c, summary: s, needs: [a]}")
    let names = try active.activate(ProfileMatch(profile: "a")).map(\.profile.name)
    #expect(names == ["c", "b", "a"])
    #expect(try active.activate(ProfileMatch(profile: "a")).isEmpty)
  }

  @Test func `a name stands for what applies-to found, and special characters in it are quoted`()
    throws
  {
    let active = try active(
      """
      name: x
      summary: s
      applies-to: [$prefix/bin/x$version]
      keep: [$prefix/lib/x$version/**, /etc/x]
      """)
    let match = try #require(active.library.matches(path: "/opt/[a]/bin/x3.11").first)
    let first = try active.activate(match)
    #expect(
      first.flatMap(\.keep).map { String(decoding: $0.glob.pattern, as: UTF8.self) }
        == [#"/opt/\[a\]/lib/x3.11/**"#, "/etc/x"])
    let other = try #require(active.library.matches(path: "/usr/bin/x2").first)
    let second = try active.activate(other)
    #expect(second.map(\.isFurther) == [true])
    #expect(
      second.flatMap(\.keep).map { String(decoding: $0.glob.pattern, as: UTF8.self) }
        == ["/usr/lib/x2/**"])
  }

  @Test func `an item whose name is not known waits for a match that knows it`() throws {
    let active = try active(
      "{name: x, summary: s, applies-to: [$prefix/bin/x], keep: [$prefix/lib/x, /etc/x]}")
    let asked = try active.activate(ProfileMatch(profile: "x"), for: .asked)
    #expect(asked.flatMap(\.keep).map(\.item.text) == ["/etc/x"])
  }

  @Test func `a drop wins over a keep of the same profile, and takes what is in a directory`()
    throws
  {
    let active = try active("{name: x, summary: s, keep: [/a/**], drop: [/a/test]}")
    _ = try active.activate(ProfileMatch(profile: "x"))
    #expect(active.verdict(on: "/a/b")?.isDropped == false)
    #expect(active.verdict(on: "/a/test")?.isDropped == true)
    #expect(active.verdict(on: "/a/test/b/c")?.isDropped == true)
    #expect(active.verdict(on: "/b") == nil)
  }

  @Test func `the last word wins, and one that was asked for is later than all others`() throws {
    let active = try active(
      "{name: x, summary: s, drop: [/a/test]}", "{name: y, summary: s, keep: [/a/test/one]}",
      "{name: z, summary: s, drop: [/a]}")
    _ = try active.activate(ProfileMatch(profile: "y"), for: .asked)
    _ = try active.activate(ProfileMatch(profile: "x"))
    _ = try active.activate(ProfileMatch(profile: "z"))
    #expect(active.verdict(on: "/a/test/one")?.profile == "y")
    #expect(active.verdict(on: "/a/test/two")?.profile == "z")
  }

  @Test func `a bare runtime has more, wherever it is found`() throws {
    let text =
      "{name: x, summary: s, applies-to: [$prefix/bin/x], keep: [/a], bare: [/b, $prefix/lib]}"
    let active = try active(text)
    let asked = try active.activate(ProfileMatch(profile: "x"), for: .bare)
    #expect(asked.flatMap(\.keep).map(\.item.text) == ["/a", "/b"])
    let match = try #require(active.library.matches(path: "/usr/bin/x").first)
    #expect(try active.activate(match).flatMap(\.keep).map(\.item.text) == ["$prefix/lib"])
    let other = try self.active(text)
    #expect(try other.activate(match, for: .asked).flatMap(\.keep).map(\.item.text) == ["/a"])
  }

  @Test func `a drop counts as soon as the root is known to have the runtime`() throws {
    let active = try active(
      "{name: x, summary: s, applies-to: [$prefix/bin/x], keep: [/a], drop: [$prefix/lib/x/test]}")
    try active.announce(try #require(active.library.matches(path: "/usr/bin/x").first))
    #expect(active.verdict(on: "/usr/lib/x/test/a")?.isDropped == true)
    #expect(active.verdict(on: "/a") == nil)
  }

  @Test func `a file's profile takes the place of the built-in one`() throws {
    let active = try active("{name: node, summary: s, applies-to: [/x], command: [a, b]}")
    #expect(active.library.matches(path: "/usr/bin/node").isEmpty)
    #expect(active.library.matches(path: "/x").map(\.profile) == ["node"])
    #expect(try active.library.profile(named: "node").command == ["a", "b"])
  }

  @Test func `the conventions of all profiles are one list`() throws {
    let active = try active(
      "{name: x, summary: s, passive: [/data/**], administration-commands: [frobd]}")
    for match in active.library.always { _ = try active.activate(match) }
    _ = try active.activate(ProfileMatch(profile: "x"))
    #expect(active.has("/data/a", in: .passive))
    #expect(active.has("/etc/shells", in: .passive))
    #expect(!active.has("/etc/app.conf", in: .passive))
    #expect(active.has("/usr/share/man/man1/x.1", in: .documentation))
    #expect(active.has(name: "frobd".utf8, in: .administrationCommands))
    #expect(active.has(name: "systemctl".utf8, in: .administrationCommands))
    #expect(active.has(name: "gosu".utf8, in: .commandWrappers))
    #expect(active.has("/usr/lib/x86_64-linux-gnu", in: .sharedDirectories))
  }
}

import Roots
import Testing

@Suite struct `Many patterns at once` {
  private func set(_ patterns: [String]) throws -> GlobSet<String> {
    var set = GlobSet<String>()
    for pattern in patterns { set.insert(try Glob(pattern), pattern) }
    return set
  }

  @Test(arguments: [
    ("/usr/lib/x", ["/usr/lib/*", "/usr/**", "/**/x", "/usr/lib/x", "/u*/lib/?", "/**/lib/[xyz]"]),
    ("/usr/lib", ["/usr/**", "/usr/l{ib,ib64}"]),
    ("/etc", ["/*"]),
    ("/", ["/"]),
  ])
  func `every pattern that matches is found, in the order of insertion`(
    path: String, expected: [String]
  ) throws {
    let set = try set([
      "/usr/lib/*", "/usr/**", "/**/x", "/usr/lib/x", "/usr/l{ib,ib64}", "/etc/*", "/", "/e*",
      "/*", "/u*/lib/?", "/**/lib/[xyz]", "/u*/share/?", "/usr/**/share/x",
    ])
    let found = set.allMatches(RootPath(path))
    #expect(expected.allSatisfy { found.contains($0) })
    for pattern in found { #expect(try Glob(pattern).matches(RootPath(path))) }
    #expect(set.lastMatch(RootPath(path)) == found.last)
  }

  @Test(arguments: [
    ("/a/site/b/x.pyx", "/**/site/**/*.pyx"), ("/site/x.c", "/**/site/**/*.c"),
    ("/site/.c", "/**/site/**/*.c"), ("/site/c", nil), ("/a/site/tests", "/**/site/**/tests"),
    ("/a/site/mytests", nil),
  ])
  func `patterns that differ in their ends alone`(path: String, expected: String?) throws {
    let set = try set(["/**/site/**/*.pyx", "/**/site/**/*.c", "/**/site/**/tests"])
    #expect(set.lastMatch(RootPath(path)) == expected)
  }

  @Test(arguments: [
    ("/usr/lib/python3.11/config-3.11-x86", "/**/python3.[0-9]*/config-3*"),
    ("/config-3", "/**/config-[0-9]"), ("/a/config-3", "/**/config-[0-9]"),
    ("/a/xconfig-3", nil), ("/usr/lib/python3.11/config-x", nil),
  ])
  func `patterns whose names are fixed in their beginnings alone`(
    path: String, expected: String?
  ) throws {
    let set = try set(["/**/python3.[0-9]*/config-3*", "/**/config-[0-9]"])
    let found = set.allMatches(RootPath(path))
    #expect(expected.map { found.contains($0) } ?? found.isEmpty)
  }

  @Test(arguments: [
    ("/site/x.pyx/a", "/**/site/**/*.pyx/**"), ("/site/a/x.pyx/b/c", "/**/site/**/*.pyx/**"),
    ("/site/x.pyx", nil), ("/site/a.pyx.d/b", nil), ("/a/foo-1.x/b", "/**/f*-[0-9]*/?"),
    ("/a/fo1.x/b", nil),
  ])
  func `patterns of what is in directories that are fixed in part`(
    path: String, expected: String?
  ) throws {
    let set = try set(["/**/site/**/*.pyx/**", "/**/f*-[0-9]*/?"])
    #expect(set.lastMatch(RootPath(path)) == expected)
  }

  @Test func `a match of a higher rank counts before those that were inserted later`() throws {
    var set = GlobSet<Int>()
    set.insert(try Glob("/a/*"), 1, rank: 1)
    set.insert(try Glob("/a/b"), 2, rank: 2)
    set.insert(try Glob("/a/{b,c}"), 3)
    set.insert(try Glob("/a/c*"), 4, rank: 1)
    #expect(set.lastMatch("/a/b") == 2)
    #expect(set.lastMatch("/a/c") == 4)
    #expect(set.lastMatch("/a/d") == 1)
  }

  @Test func `the last of two equal patterns counts`() throws {
    var set = GlobSet<Int>()
    set.insert(try Glob("/a/{b,c}"), 1)
    set.insert(try Glob("/a/*"), 2)
    set.insert(try Glob("/a/b"), 3)
    #expect(set.lastMatch("/a/b") == 3)
    #expect(set.lastMatch("/a/c") == 2)
    #expect(set.lastMatch("/a") == nil)
  }
}

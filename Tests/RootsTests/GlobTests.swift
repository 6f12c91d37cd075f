import Roots
import RootsTesting
import Testing

@Suite struct GlobTests {
  @Test(arguments: [
    ("/etc/passwd", "/etc/passwd", true),
    ("/etc/passwd", "/etc/passwd-", false),
    ("//etc///passwd/", "/etc/passwd", true),
    ("/", "/", true),
    ("/", "/etc", false),
    ("/*", "/etc", true),
    ("/*", "/", false),
    ("/*", "/etc/passwd", false),
    ("/usr/lib/lib*.so*", "/usr/lib/libc.so.6", true),
    ("/usr/lib/lib*.so*", "/usr/lib/x/libc.so.6", false),
    ("/a*b*c", "/aXbYbZc", true),
    ("/a*b*c", "/aXbYbZ", false),
    ("/*", "/.hidden", true),
    ("/?", "/é", true),
    ("/??", "/é", false),
    ("/?", "/", false),
    ("/a?b", "/a/b", false),
    ("/[a-c]x", "/bx", true),
    ("/[!a-c]x", "/bx", false),
    ("/[^a-c]x", "/dx", true),
    ("/[]a]", "/]", true),
    ("/[a-]", "/-", true),
    ("/[à-ü]", "/é", true),
    ("/[[:digit:][:upper:]]", "/7", true),
    ("/[[:digit:][:upper:]]", "/x", false),
    ("/[a\\]]", "/]", true),
    ("/a[!x]b", "/a/b", false),
    ("/\\*", "/*", true),
    ("/\\*", "/x", false),
    ("/{a,b/c}/d", "/b/c/d", true),
    ("/{a,b/c}/d", "/b/d", false),
    ("/x{,y{1,2}}", "/x", true),
    ("/x{,y{1,2}}", "/xy2", true),
    ("/[{,}]", "/,", true),
    ("/\\{a,b\\}", "/{a,b}", true),
    ("/usr/**", "/usr/lib/x", true),
    ("/usr/**", "/usr/lib", true),
    ("/usr/**", "/usr", false),
    ("/**", "/x", true),
    ("/**", "/", false),
    ("/usr/**/*.so", "/usr/a.so", true),
    ("/usr/**/*.so", "/usr/a/b/c.so", true),
    ("/usr/**/*.so", "/usr/a/b/c.so/d", false),
    ("/**/x/**/y", "/x/x/a/y", true),
    ("/**/a*/b", "/z/ab/a/b", true),
    ("/**/**/b", "/b", true),
    ("/a**b", "/axyb", true),
    ("/a**b", "/ax/yb", false),
  ])
  func `a pattern matches a path`(pattern: String, path: String, expected: Bool) throws {
    #expect(try Glob(pattern).matches(RootPath(path)) == expected)
  }

  @Test func `a question mark takes one byte where it is no UTF-8`() throws {
    #expect(try Glob("/?x").matches(RootPath([0x2f, 0xff, 0x78])))
    #expect(try !Glob("/[é]x").matches(RootPath([0x2f, 0xe9, 0x78])))
  }

  @Test(arguments: [
    ("etc/passwd", "it must begin with '/'"),
    ("/[a", "a '[' is never closed; a bracket itself is written '\\['"),
    ("/[z-a]", "a range between brackets is backwards"),
    ("/{a,b", "a '{' is never closed; a brace itself is written '\\{'"),
    ("/{a}", "its braces hold no comma; a brace itself is written '\\{'"),
    ("/a\\", "nothing follows its last '\\'"),
    ("/a/../b", "'.' and '..' name nothing in a pattern"),
    ("/[[:letters:]]", "there is no character class 'letters'"),
    (
      "/" + String(repeating: "{a,b}", count: 11),
      "its braces stand for more than 1024 patterns"
    ),
  ])
  func `a pattern that cannot be read says why`(pattern: String, problem: String) {
    let error = #expect(throws: GlobError.self) { try Glob(pattern) }
    #expect(error?.problem == problem)
  }

  @Test func `many stars do not take forever`() throws {
    let glob = try Glob("/" + String(repeating: "a*", count: 100) + "b")
    #expect(!glob.matches(RootPath("/" + String(repeating: "a", count: 4000))))
    let deep = try Glob("/" + String(repeating: "**/a/", count: 50) + "b")
    #expect(!deep.matches(RootPath(String(repeating: "/a", count: 2000))))
  }

  @Test func `what is literal says so`() throws {
    #expect(try Glob("/etc/\\*").isLiteral)
    #expect(try !Glob("/etc/*").isLiteral)
    #expect(try !Glob("/{a,b}").isLiteral)
  }
}

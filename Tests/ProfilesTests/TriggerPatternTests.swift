import Testing

@testable import Profiles

@Suite struct `Patterns of applies-to` {
  @Test(
    arguments: [
      ("/usr/bin/node", "/usr/bin/node", [:]),
      ("$prefix/bin/node", "/usr/local/bin/node", ["prefix": "/usr/local"]),
      ("$prefix/bin/node", "/bin/node", ["prefix": ""]),
      (
        "$prefix/bin/python$version", "/opt/py/bin/python3.11",
        ["prefix": "/opt/py", "version": "3.11"]
      ),
      (
        "$prefix/lib/python$v/lib-dynload/*.cpython-$v-*.so",
        "/usr/lib/python3/lib-dynload/x.cpython-3-linux.so", ["prefix": "/usr", "v": "3"]
      ),
      ("/**/libssl.so*", "/usr/lib/x86_64-linux-gnu/libssl.so.3", [:]),
      ("/**/libssl.so*", "/libssl.so", [:]),
      ("/**/lib{ssl,nss3}.so*", "/usr/lib/libnss3.so", [:]),
      ("/usr/**", "/usr/a/b", [:]),
      ("/usr/lib/perl5/5.[0-9][!x]/?x", "/usr/lib/perl5/5.36/ax", [:]),
      (#"/a\*\$b"#, "/a*$b", [:]),
    ] as [(String, String, [String: String])])
  func `match`(pattern: String, path: String, expected: [String: String]) throws {
    let found = try #require(try TriggerPattern(pattern).match(Array(path.utf8)))
    #expect(found.mapValues { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(arguments: [
    ("/usr/bin/node", "/usr/bin/node2"),
    ("/usr/*/node", "/usr/local/bin/node"),
    ("$prefix/bin/node", "/xbin/node"),
    ("$prefix/bin/python$version", "/usr/bin/python"),
    ("$prefix/lib/$v/x-$v", "/usr/lib/3/x-4"),
    ("/usr/**", "/usr"),
    ("/usr/?", "/usr//"),
  ])
  func `do not match`(pattern: String, path: String) throws {
    #expect(try TriggerPattern(pattern).match(Array(path.utf8)) == nil)
  }

  @Test(arguments: [
    "bin/x", "*.so", "/a//b", "/a/", "/a/../b", "/a/./b", "/{a,b", "/a}", "/[a", "/a**", "/**a",
    "$prefix.bin", "/$", #"/a\"#, "", "/{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "/[z-a]",
  ])
  func `cannot be read`(pattern: String) {
    #expect(throws: TriggerPattern.Failure.self) { try TriggerPattern(pattern) }
  }

  @Test func `a pattern with many stars does not run for ever`() throws {
    let pattern = try TriggerPattern("/" + String(repeating: "*a", count: 30) + "b")
    let path = "/" + String(repeating: "a", count: 250)
    #expect(pattern.match(Array(path.utf8)) == nil)
  }
}

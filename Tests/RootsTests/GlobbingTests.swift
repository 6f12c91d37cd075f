import Roots
import RootsTesting
import Testing

@Suite struct GlobbingTests {
  let root = MemoryRoot(
    """
    /usr/lib/a.so : a
    /usr/lib/b.so : b
    /usr/lib/x/c.so : c
    /usr/lib/x/y/d.so : d
    /usr/lib/loop -> .
    /usr/lib/up -> ../..
    /usr/lib/python3 -> python3.11
    /usr/lib/python3.11/site.py : s
    /usr/lib/gone -> nowhere
    /usr/lib/round -> round
    /lib -> usr/lib
    /etc/passwd : p
    /etc/group : g
    """)

  func paths(_ pattern: String) throws -> [String] {
    try root.glob(Glob(pattern)).map(\.description)
  }

  @Test func `matches come sorted and once`() throws {
    #expect(try paths("/etc/{passwd,group,pass*}") == ["/etc/group", "/etc/passwd"])
    #expect(try paths("/usr/lib/*.so") == ["/usr/lib/a.so", "/usr/lib/b.so"])
    #expect(try paths("/") == ["/"])
    #expect(try paths("/nowhere/*") == [])
    #expect(try paths("/etc/passwd/*") == [])
  }

  @Test func `links on the way are followed and told`() throws {
    let expansion = try root.expand(Glob("/lib/python3/*"))
    #expect(expansion.paths == ["/usr/lib/python3.11/site.py"])
    #expect(expansion.links == ["/lib", "/usr/lib/python3"])
  }

  @Test func `a link that led to no match is not told`() throws {
    #expect(try root.expand(Glob("/*/passwd")).links == [])
    #expect(try root.expand(Glob("/*/passwd")).paths == ["/etc/passwd"])
  }

  @Test func `a star in the middle follows links, as a shell does`() throws {
    let expansion = try root.expand(Glob("/usr/lib/python3*/site.py"))
    #expect(expansion.paths == ["/usr/lib/python3.11/site.py"])
    #expect(expansion.links == ["/usr/lib/python3"])
  }

  @Test func `a link in the last place is the match itself`() throws {
    #expect(try paths("/lib") == ["/lib"])
    #expect(try paths("/lib/python3") == ["/usr/lib/python3"])
    #expect(try paths("/usr/lib/gone") == ["/usr/lib/gone"])
  }

  @Test func `two stars take every depth and follow no link`() throws {
    #expect(
      try paths("/usr/**/*.so")
        == ["/usr/lib/a.so", "/usr/lib/b.so", "/usr/lib/x/c.so", "/usr/lib/x/y/d.so"])
    #expect(try paths("/lib/x/**") == ["/usr/lib/x/c.so", "/usr/lib/x/y", "/usr/lib/x/y/d.so"])
    #expect(try paths("/**").count == 19)
  }

  @Test func `a link after two stars is followed by its name`() throws {
    #expect(try paths("/**/python3/*") == ["/usr/lib/python3.11/site.py"])
  }

  @Test func `links in circles end`() throws {
    let stars = String(repeating: "/*", count: 30)
    #expect(try paths("/usr/lib" + stars + "/passwd").isEmpty == false)
    #expect(try paths("/usr/lib/round/*") == [])
  }

  @Test func `only directories that can match are listed`() throws {
    root.unreadable = ["/usr/lib/x", "/usr", "/"]
    #expect(try paths("/usr/lib/*.so").count == 2)
    #expect(try paths("/usr/lib/x/c.so") == ["/usr/lib/x/c.so"])
    let error = #expect(throws: RootError.self) { try paths("/usr/lib/*/*.so") }
    #expect(error?.path == "/usr/lib/x")
  }

  @Test func `matching and finding agree`() throws {
    var all: [RootPath] = []
    try root.walk { path, _ in
      all.append(path)
      return .into
    }
    for pattern in ["/**", "/usr/**/x/**", "/**/*.so", "/{etc,usr}/*", "/**/[a-d].??", "/*/**/x"] {
      let glob = try Glob(pattern)
      #expect(try root.glob(glob) == all.filter(glob.matches).sorted(), "\(pattern)")
    }
  }

  @Test func `a walk shows parents first and skips what it is told to`() throws {
    var seen: [String] = []
    try root.walk(from: "/usr/lib/x") { path, _ in
      seen.append(path.description)
      return path == "/usr/lib/x/y" ? .past : .into
    }
    #expect(seen == ["/usr/lib/x", "/usr/lib/x/c.so", "/usr/lib/x/y"])
    try root.walk(from: "/nowhere") { _, _ in
      Issue.record("nothing is there")
      return .into
    }
  }

  @Test func `a walk can go on past what it cannot list`() throws {
    root.unreadable = ["/usr/lib/x"]
    var skipped: [RootPath] = []
    try root.walk(unreadable: { skipped.append($0.path) }) { _, _ in .into }
    #expect(skipped == ["/usr/lib/x"])
    #expect(throws: RootError.self) { try root.walk { _, _ in .into } }
  }
}

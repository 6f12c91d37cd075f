import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// State of services in /var/lib.
@Suite struct ForeignStateTests {
  private func plan(_ command: String, script: String = "#!/bin/sh") throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /bin/sh 755 : x
      /app/run 755 : \#(script)
      /usr/sbin/store 755 : x
      /var/lib/store/small : x
      /var/lib/cache/small : x
      /var/lib/site/small : x
      /var/lib/dpkg/status : Package: store\nStatus: install ok installed\nVersion: 1\n\nPackage: cache\nStatus: install ok installed\nVersion: 1\n
      /var/lib/dpkg/info/store.list : /usr/sbin/store\n/var/lib/store
      /var/lib/dpkg/info/cache.list : /usr/sbin/cached
      /var/lib/dpkg/info/cache.postinst : dir=/var/lib/cache/data
      """#)
    for name in ["store", "cache", "site"] {
      root.addFile(
        RootPath("/var/lib/\(name)/data"), [UInt8](repeating: 1, count: (4 << 20) + 1))
    }
    return try PlannedRoot(root, command: command)
  }

  @Test func `that of a service which does not run stays out`() throws {
    let plan = try plan("/app/run")
    #expect(!plan.keeps("/var/lib/store/data"))
    #expect(!plan.keeps("/var/lib/cache/data"))
  }

  @Test func `that of what runs, of nobody, and what something names stays`() throws {
    #expect(try plan("store").keeps("/var/lib/store/data", "/var/lib/store/small"))
    #expect(try plan("/app/run").keeps("/var/lib/site/data"))
    let named = try plan("/app/run", script: #"#!/bin/sh\nls /var/lib/store"#)
    #expect(named.keeps("/var/lib/store/data"))
  }
}

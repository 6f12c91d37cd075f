import Roots
import RootsTesting
import Testing

/// What was put into the caches of homes while an image was built.
@Suite struct HomeCacheTests {
  private let plan = Result {
    try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/run 755 : x
        /etc/passwd : root:x:0:0:root:/root:/bin/sh\nworker:x:5:5::/srv/worker:/bin/sh
        /root/.cache/models/vocabulary : x
        /root/.cache/pip/http/a : x
        /srv/worker/.cache/models/vocabulary : x
        /srv/worker/.cache/uv/a : x
        /srv/shop/.cache/build/a : x
        """#), command: "run")
  }

  @Test func `what programs keep in the cache of a home is there for them`() throws {
    let plan = try plan.get()
    #expect(plan.keeps("/root/.cache/models/vocabulary"))
    #expect(plan.keeps("/srv/worker/.cache/models/vocabulary"))
  }

  @Test func `what installers keep for the next time is not`() throws {
    let plan = try plan.get()
    #expect(!plan.keeps("/root/.cache/pip/http/a"))
    #expect(!plan.keeps("/srv/worker/.cache/uv/a"))
  }

  @Test func `a cache in an application's tree is what a build left`() throws {
    #expect(!(try plan.get().keeps("/srv/shop/.cache/build/a")))
  }
}

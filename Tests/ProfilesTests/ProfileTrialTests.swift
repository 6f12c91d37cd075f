import Profiles
import Roots
import RootsTesting
import Testing

@Suite struct `Trying a profile in a root` {
  @Test func `shows what brings it in and what its patterns stand for`() throws {
    let root = MemoryRoot(
      """
      /opt/x/bin/x3
      /opt/x/lib/x3/a
      /opt/x/lib/x3/test/b
      /opt/x/lib/x4/c
      """)
    let text = """
      {name: x, summary: s, applies-to: [$prefix/bin/x$version],
       keep: [$prefix/lib/x$version/a, /etc/x], drop: [$prefix/lib/x$version/test]}
      """
    let profile = try Profile.read(Array(text.utf8).span, subject: "x.yaml")
    let trial = try ProfileTrial(of: profile, in: root)
    #expect(trial.causes == ["/opt/x/bin/x3"])
    #expect(trial.items.map(\.files) == [1, 0, 1])
    #expect(trial.items.map(\.isFound) == [true, false, true])
    #expect(trial.items.map { String(decoding: $0.pattern, as: UTF8.self) }[0] == "/opt/x/lib/x3/a")
  }
}

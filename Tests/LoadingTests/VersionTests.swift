import Loading
import Roots
import RootsTesting
import Testing

/// Versions that a library must define.
@Suite struct VersionTests {
  private func versions(_ words: String, provides: String) throws -> [VersionMiss] {
    let root = glibcRoot(app("needed=libx.so.1 \(words)") + "/usr/lib/libx.so.1 : elf \(provides)")
    return try Loader(described: root).closure(of: "/usr/bin/app").versions
  }

  @Test func `a version that is defined is no finding`() throws {
    #expect(try versions("wants=libx.so.1:X_1", provides: "provides=X_1,X_2").isEmpty)
  }

  @Test func `a version that is not defined is one`() throws {
    #expect(
      try versions("wants=libx.so.1:X_1,X_3", provides: "provides=X_1") == [
        VersionMiss(
          requester: "/usr/bin/app", library: "/usr/lib/libx.so.1", version: Array("X_3".utf8),
          isWeak: false)
      ])
  }

  @Test func `a weak one is told as such`() throws {
    #expect(try versions("wants=libx.so.1:~X_3", provides: "provides=X_1").map(\.isWeak) == [true])
  }

  @Test func `nothing is asked of a library that defines no versions`() throws {
    #expect(try versions("wants=libx.so.1:X_3", provides: "").isEmpty)
  }

  @Test func `versions are asked of what answers the name`() throws {
    let root = glibcRoot(
      app("needed=/opt/other.so wants=libx.so.1:X_3") + """
        /opt/other.so : elf soname=libx.so.1 provides=X_1
        """)
    #expect(
      try Loader(described: root).closure(of: "/usr/bin/app").versions.map(\.library)
        == ["/opt/other.so"])
  }
}

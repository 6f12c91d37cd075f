internal import Roots
internal import RootsTesting
internal import Testing

@Suite struct LinkRuleTests {
  @Test func `a link that leads nowhere is told, one into a running system's directories is not`()
    throws
  {
    let root = MemoryRoot(
      """
      /etc/good -> target
      /etc/target : x
      /etc/bad -> nothing
      /etc/chain -> bad
      /etc/mtab -> /proc/self/mounts
      /var/lock -> ../run/lock
      """)
    #expect(
      try audit(root) == [
        "warning broken-symlink /etc/bad nothing", "warning broken-symlink /etc/chain bad",
      ])
  }

  @Test func `a circle of links is told`() throws {
    let root = MemoryRoot(
      """
      /a -> b
      /b -> a
      """)
    #expect(try audit(root) == ["warning symlink-loop /a b", "warning symlink-loop /b a"])
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Directories that other packages put things into for a program: they count where that program runs.
@Suite struct SwitchboardTests {
  private func root(_ strings: String, _ lines: String = "") -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /etc/cron.d/site : * * * * * nobody date -u | tee /tmp/x
      /bin/sh 755 : x
      /usr/bin/date 755 : x
      /usr/bin/tee 755 : x

      """# + lines)
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = [ObjectBuilder.BuiltSymbol("execve")]
    object.readOnlyData = Array(strings.utf8)
    root.addFile("/usr/sbin/daemon", object.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return root
  }

  @Test func `jobs of a scheduler are kept with what they run where the scheduler is`() throws {
    let plan = try PlannedRoot(
      root("\0/etc/cron.d\0"), command: "daemon", environment: ["PATH=/usr/sbin:/usr/bin:/bin"])
    #expect(plan.keeps("/etc/cron.d/site", "/usr/bin/date", "/usr/bin/tee"))
  }

  @Test func `jobs of a scheduler are nothing where another program runs`() throws {
    #expect(
      !(try PlannedRoot(root("\0/etc/other\0"), command: "daemon").keeps("/etc/cron.d/site")))
  }

  @Test func `a program that was made to be moved finds its data from where it lies`() throws {
    let plan = try PlannedRoot(
      root("\0../lib/daemon\0/image.core\0", "/usr/lib/daemon/image.core : x"), command: "daemon")
    #expect(plan.keeps("/usr/lib/daemon/image.core"))
  }

  @Test func `who ends threads has the library that the C library loads for it`() throws {
    func importing(_ symbol: String) -> MemoryRoot {
      let root = root("")
      var object = ObjectBuilder()
      object.needed = ["libc.so.6"]
      object.symbols = [ObjectBuilder.BuiltSymbol(symbol)]
      root.addFile("/usr/sbin/threads", object.bytes(), mode: 0o755)
      root.addFile("/usr/lib/libgcc_s.so.1", ObjectBuilder().bytes())
      return root
    }
    let environment = ["LD_LIBRARY_PATH=/lib:/usr/lib"]
    #expect(
      try PlannedRoot(importing("pthread_exit"), command: "threads", environment: environment)
        .keeps("/usr/lib/libgcc_s.so.1"))
    #expect(
      !(try PlannedRoot(importing("pthread_join"), command: "threads", environment: environment)
        .keeps("/usr/lib/libgcc_s.so.1")))
  }

  @Test func `configuration beside that of a package which does not run is kept unread`() throws {
    func plan(_ command: String) throws -> PlannedRoot {
      let root = root(
        "", "/etc/other/main.conf : x\n/etc/other/site.conf : command tee\n/usr/bin/other 755 : x")
      root.addFile(
        "/var/lib/dpkg/status",
        Array("Package: other\nStatus: install ok installed\nVersion: 1\n".utf8))
      root.addFile(
        "/var/lib/dpkg/info/other.list", Array("/usr/bin/other\n/etc/other/main.conf\n".utf8))
      return try PlannedRoot(
        root, command: command, environment: ["PATH=/usr/sbin:/usr/bin:/bin"])
    }
    let unread = try plan("daemon")
    #expect(unread.keeps("/etc/other/site.conf") && !unread.keeps("/usr/bin/tee"))
    #expect(try plan("other").keeps("/etc/other/site.conf", "/usr/bin/tee"))
  }

  @Test func `a command line that the shell is to become is one`() throws {
    #expect(
      try PlannedRoot(root("\0exec date -u %s\0"), command: "daemon").keeps("/usr/bin/date"))
    #expect(
      !(try PlannedRoot(root("\0exec date failed\0"), command: "daemon").keeps("/usr/bin/date")))
  }

  @Test func `a script that is called after the C library is no library`() throws {
    let script = "/usr/share/gdb/libc.so.6-gdb.py"
    let plan = try PlannedRoot(
      root("\0\(script)\0", "\(script) : import gdb"), command: "daemon")
    #expect(plan.keeps(script))
  }
}

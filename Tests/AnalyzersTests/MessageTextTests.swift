import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Text that begins with the name of a program and starts none.
@Suite struct MessageTextTests {
  @Test(arguments: [
    "link %.100s to %.100s: %s", "truncate %s: %m", "split -S:  %s\n",
    "id %d not found, dropping\n",
    "hostname '%s' is too long", "script '%s' not found", "size %qE of array %qE",
    "id < tl->ecount",
    "size <= allocator_sizes [N - 1]", "timeout >= -1", "cmp < 0", "dir && subdir && *dir",
    "mountpoint %s failed, triggering detonation...\n",
  ])
  func `what a program says or asserts is no command line`(text: String) {
    #expect(MessageText.isOne(text.utf8))
  }

  @Test(arguments: [
    "sort < %s", "tar -xf %s", "rm -f '%s'", "mail -s 'it is done' root", "who | wc -l",
    "date +%m%d",
    "find . -not -name x", "echo this is %s | mail root", "make && make install", "expand \"%s\"",
    "ssh %s", "id", "test %s = x", "sh -c 'x: %s'", "mysql < /srv/dump.sql",
  ])
  func `command lines are none`(text: String) {
    #expect(!MessageText.isOne(text.utf8))
  }

  private func plan(_ strings: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /bin/sh 755 : x
      /usr/bin/id 755 : x
      /usr/bin/sort 755 : x
      /usr/bin/GET 755 : x
      /usr/bin/fetch 755 : x
      /var/lib/apt/extended_states : Package: other\nAuto-Installed: 1
      /var/lib/dpkg/status : Package: web\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\nPackage: client\nStatus: install ok installed\nPriority: optional\nVersion: 1\n
      /var/lib/dpkg/info/web.list : /usr/sbin/web
      /var/lib/dpkg/info/client.list : /usr/bin/GET\n/usr/bin/fetch\n

      """#)
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = [ObjectBuilder.BuiltSymbol("system")]
    object.readOnlyData = Array("\0\(strings)\0".utf8)
    root.addFile("/usr/sbin/web", object.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "web")
  }

  @Test func `an assertion of a program brings no program`() throws {
    #expect(!(try plan("id < list->count").keeps("/usr/bin/id")))
    #expect(try plan("id < list->count\0id -un").keeps("/usr/bin/id"))
    #expect(try plan("sort < %s").keeps("/usr/bin/sort"))
  }

  @Test func `a method of HTTP is no program that people asked for`() throws {
    let plan = try plan("GET\0fetch")
    #expect(plan.keeps("/usr/bin/fetch"))
    #expect(!plan.keeps("/usr/bin/GET"))
  }
}

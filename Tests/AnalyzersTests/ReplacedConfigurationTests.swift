import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// A package's own configuration where the command line gives its program another one.
@Suite struct ReplacedConfigurationTests {
  /// - Parameter site: the author's configuration, /etc/web/site.cfg.
  private func plan(_ command: String, site: String = "listen 80") throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /etc/web/web.cfg : use /usr/lib/web/fallback.so
      /etc/web/more.cfg : use /usr/lib/web/more.so
      /etc/web/types.conf : use /usr/lib/web/types.so
      /etc/web/site.cfg : \#(site)
      /srv/extra.cfg : listen 81
      /usr/lib/web/fallback.so : x
      /usr/lib/web/more.so : x
      /usr/lib/web/types.so : x
      /var/lib/dpkg/status : Package: web\nStatus: install ok installed\nVersion: 1\n\nPackage: mods\nStatus: install ok installed\nVersion: 1\n
      /var/lib/dpkg/info/web.list : /usr/sbin/web\n/etc/web/web.cfg\n/etc/web/more.cfg\n/etc/web/types.conf
      /var/lib/dpkg/info/mods.list : /usr/lib/web/fallback.so\n/usr/lib/web/more.so\n/usr/lib/web/types.so

      """#)
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.readOnlyData = Array("\0/etc/web/web.cfg\0".utf8)
    root.addFile("/usr/sbin/web", object.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: command)
  }

  @Test func `the default that the command line replaces brings nothing`() throws {
    for command in ["web -f /etc/web/site.cfg", "web -D --config=/etc/web/site.cfg"] {
      let plan = try plan(command)
      #expect(plan.keeps("/etc/web/web.cfg", "/etc/web/site.cfg"))
      #expect(!plan.keeps("/usr/lib/web/fallback.so"))
    }
  }

  @Test func `nor does what lies beside the default, but for files of another kind`() throws {
    let plan = try plan("web -f /etc/web/site.cfg")
    #expect(!plan.keeps("/usr/lib/web/more.so"))
    #expect(plan.keeps("/usr/lib/web/types.so"))
  }

  @Test func `without another one the default counts`() throws {
    for command in ["web", "web -p /etc/web/site.cfg", "web --extra-config=/srv/extra.cfg"] {
      #expect(try plan(command).keeps("/usr/lib/web/fallback.so", "/usr/lib/web/more.so"))
    }
  }

  @Test func `a default that the other one includes counts`() throws {
    let plan = try plan("web -f /etc/web/site.cfg", site: "include /etc/web/web.cfg")
    #expect(plan.keeps("/usr/lib/web/fallback.so"))
  }

  @Test func `without packages the default alone is meant`() throws {
    func plan(_ command: String) throws -> PlannedRoot {
      let root = MemoryRoot(
        #"""
        /etc/web/web.cfg : use /usr/lib/web/fallback.so
        /etc/web/more.cfg : use /usr/lib/web/more.so
        /etc/web/site.cfg : listen 80
        /usr/lib/web/fallback.so : x
        /usr/lib/web/more.so : x
        """#)
      var object = ObjectBuilder()
      object.needed = ["libc.so.6"]
      object.readOnlyData = Array("\0/etc/web/web.cfg\0".utf8)
      root.addFile("/usr/sbin/web", object.bytes(), mode: 0o755)
      root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
      return try PlannedRoot(root, command: command)
    }
    let replaced = try plan("web -f /etc/web/site.cfg")
    #expect(replaced.keeps("/etc/web/web.cfg", "/usr/lib/web/more.so"))
    #expect(!replaced.keeps("/usr/lib/web/fallback.so"))
    #expect(try plan("web").keeps("/usr/lib/web/fallback.so"))
  }

  @Test func `a default may be called after its program, and not be said by it`() throws {
    func plan(_ command: String) throws -> PlannedRoot {
      try PlannedRoot(
        MemoryRoot(
          #"""
          /usr/sbin/web 755 : x
          /etc/web/web.conf : use /usr/lib/web/fallback.so
          /etc/web/other.conf : use /usr/lib/web/other.so
          /etc/web/site.conf : listen 80
          /usr/lib/web/fallback.so : x
          /usr/lib/web/other.so : x
          """#), command: command)
    }
    let replaced = try plan("/usr/sbin/web -f /etc/web/site.conf")
    #expect(!replaced.keeps("/usr/lib/web/fallback.so"))
    #expect(replaced.keeps("/usr/lib/web/other.so"))
    #expect(try plan("/usr/sbin/web").keeps("/usr/lib/web/fallback.so"))
  }
}

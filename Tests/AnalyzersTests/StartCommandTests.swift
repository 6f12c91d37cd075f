import Roots
import RootsTesting
import Testing

struct StartCommandTests {
  /// Accounts, services and a package manager, of a package; `script` is nobody's.
  private func plan(_ script: String) throws -> PlannedRoot {
    let files = [
      "/usr/bin/dash", "/usr/bin/sh", "/usr/sbin/useradd", "/usr/sbin/service", "/usr/bin/apt-get",
      "/usr/sbin/start-stop-daemon", "/usr/sbin/frobd", "/etc/init.d/frob", "/usr/bin/setup",
    ]
    let root = MemoryRoot(
      """
      /bin -> usr/bin
      /usr/bin/sh -> dash
      /usr/bin/dash 755 : dash
      /usr/sbin/useradd 755 : useradd
      /usr/sbin/service 755 : #!/bin/sh\\nexec "$SERVICEDIR/$1" "$2"\\n
      /usr/bin/apt-get 755 : apt-get
      /usr/sbin/start-stop-daemon 755 : ssd
      /usr/sbin/frobd 755 : frobd
      /etc/init.d/frob 755 : #!/bin/sh\\nstart-stop-daemon --start --exec /usr/sbin/frobd\\n
      /usr/bin/setup 755 : #!/bin/sh\\nuseradd frob\\n
      /var/lib/dpkg/status : Package: base\\nStatus: install ok installed\\nVersion: 1\\nArchitecture: all\\n
      /var/lib/dpkg/info/base.list : \(files.joined(separator: "\\n"))\\n
      """)
    root.addFile("/entry.sh", Array(script.utf8), mode: 0o755)
    return try PlannedRoot(root, command: "/entry.sh")
  }

  @Test func `the author's start script adapts accounts, and a package's script does not`() throws {
    #expect(try plan("#!/bin/sh\nuseradd -m ann\nexec frobd\n").keeps("/usr/sbin/useradd"))
    #expect(!(try plan("#!/bin/sh\nsetup\n").keeps("/usr/sbin/useradd")))
  }

  @Test func `a package manager is nobody's in a container, in the author's script too`() throws {
    #expect(!(try plan("#!/bin/sh\napt-get install x\n").keeps("/usr/bin/apt-get")))
  }

  @Test func `service NAME runs the script of that name, and what starts its daemon`() throws {
    for line in ["service frob start", "/etc/init.d/frob start"] {
      let plan = try plan("#!/bin/sh\n\(line)\n")
      #expect(
        plan.keeps("/etc/init.d/frob", "/usr/sbin/start-stop-daemon", "/usr/sbin/frobd"),
        "\(line)")
    }
    #expect(try plan("#!/bin/sh\nservice frob start\n").keeps("/usr/sbin/service"))
  }
}

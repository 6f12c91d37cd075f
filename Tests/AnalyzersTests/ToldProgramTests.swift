import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// Programs that a script tells people of.
@Suite struct ToldProgramTests {
  private func plan(_ line: String, isPackaged: Bool = true) throws -> PlannedRoot {
    try PlannedRoot(
      MemoryRoot(
        #"""
        /bin/sh 755 : x
        /usr/bin/setup 755 : #!/bin/sh\ndir=/usr/bin\n\#(line)\n
        /usr/bin/daemon 755 : x
        /usr/lib/setup/data.txt : x
        /var/lib/dpkg/status : Package: setup\nStatus: install ok installed\nVersion: 1\n
        /var/lib/dpkg/info/setup.list : \#(isPackaged ? "/usr/bin/setup" : "/usr/bin/other")
        """#), command: "setup")
  }

  @Test func `a package's script that tells people of a program starts none`() throws {
    for line in [#"echo "now run $dir/daemon --once""#, #"printf 'run %s' "with $dir/daemon""#] {
      #expect(!(try plan(line).keeps("/usr/bin/daemon")))
    }
  }

  @Test func `what it prints for a file, a pipe or a variable is meant`() throws {
    for line in [
      #"echo "exec $dir/daemon" > /tmp/start"#, #"echo "exec $dir/daemon" | sh"#,
      #"x=$(echo "exec $dir/daemon")"#, #"{ echo "exec $dir/daemon"; } > /tmp/start"#,
      #"gen() { echo "exec $dir/daemon"; }\ngen > /tmp/start"#, #"echo $dir/daemon"#,
    ] {
      #expect(try plan(line).keeps("/usr/bin/daemon"), "\(line)")
    }
  }

  @Test func `data that it tells of and what the author's own script tells of stay`() throws {
    #expect(try plan(#"echo "see /usr/lib/setup/data.txt""#).keeps("/usr/lib/setup/data.txt"))
    #expect(try plan(#"echo "run $dir/daemon""#, isPackaged: false).keeps("/usr/bin/daemon"))
  }
}

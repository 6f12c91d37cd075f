import Planning
import Roots
import RootsTesting
import Testing

struct ScriptTests {
  /// Shells, some commands, and `script` as the entry point.
  private func root(_ script: String, _ more: String = "") -> MemoryRoot {
    let root = MemoryRoot(
      """
      /bin -> usr/bin
      /usr/bin/sh -> dash
      /usr/bin/dash 755 : dash
      /usr/bin/env 755 : env
      /usr/bin/id 755 : id
      /usr/bin/sed 755 : sed
      /usr/bin/tar 755 : tar
      /usr/bin/git 755 : git
      /usr/sbin/gosu 755 : gosu
      /opt/app/bin/serve 755 : serve
      /opt/app/lib/common.sh : PORT=80; helper() { tar "$@"; }
      /etc/app.d/one.sh : git status
      /etc/app/app.conf : x
      /var/lib/dpkg/status : Package: base\\nStatus: install ok installed\\nVersion: 1\\nArchitecture: all\\n
      /var/lib/dpkg/info/base.list : /usr/bin/dash\\n/usr/bin/sh\\n/usr/bin/env\\n/usr/bin/id\\n/usr/bin/sed\\n/usr/bin/tar\\n/usr/bin/git\\n/usr/sbin/gosu\\n/opt/app/bin/serve\\n/opt/app/lib/common.sh\\n/etc/app.d/one.sh\\n/etc/app/app.conf\\n
      \(more)
      """)
    root.addFile("/entry.sh", Array(script.utf8), mode: 0o755)
    return root
  }

  private func plan(_ script: String, _ more: String = "", command: String = "/entry.sh") throws
    -> PlannedRoot
  {
    try PlannedRoot(root(script, more), command: command)
  }

  @Test func `commands are kept, others are not`() throws {
    let plan = try plan("#!/bin/sh\nid -u | sed s/a/b/\n")
    #expect(plan.keeps("/usr/bin/dash", "/usr/bin/sh", "/usr/bin/id", "/usr/bin/sed"))
    #expect(!plan.keeps("/usr/bin/tar") && !plan.keeps("/usr/bin/git"))
    #expect(plan.rules("/usr/bin/id").contains("shell-command"))
  }

  @Test func `what the author's script reads is meant, documentation too`() throws {
    let doc = "/usr/share/doc/shop/schema.sql : x\n/usr/share/doc/shop/README : x"
    let plan = try plan("#!/bin/sh\ncat /usr/share/doc/shop/schema.sql | sed p\n", doc)
    #expect(plan.keeps("/usr/share/doc/shop/schema.sql"))
    #expect(!plan.keeps("/usr/share/doc/shop/README"))
    #expect(
      !(try self.plan("#!/bin/sh\nls /usr/share/doc\n", doc).keeps("/usr/share/doc/shop/README")))
  }

  @Test
  func `a script sourced from an unknown directory lies beside the one that sources it, or above`()
    throws
  {
    let files = """
      /usr/share/tool/plugins/part 755 : #!/bin/sh\\n. "$LIBDIR/plugins/base.sh"\\n
      /usr/share/tool/plugins/base.sh : id\\n
      /usr/share/tool/plugins/other.sh : id\\n
      """
    let plan = try plan("#!/bin/sh\n/usr/share/tool/plugins/part\n", files)
    #expect(plan.keeps("/usr/share/tool/plugins/base.sh", "/usr/bin/id"))
    #expect(!plan.keeps("/usr/share/tool/plugins/other.sh"))
  }

  @Test func `a script that is written runs later`() throws {
    #expect(
      try plan("#!/bin/sh\nprintf '#!/bin/sh\\nexec tar c /x | sed p\\n' > /srv/hook\n")
        .keeps("/usr/bin/tar", "/usr/bin/sed"))
    #expect(
      try plan("#!/bin/sh\ncat > /srv/hook <<'END'\n#!/usr/bin/env sh\ngit pull\nEND\n")
        .keeps("/usr/bin/git", "/usr/bin/env"))
    #expect(!(try plan("#!/bin/sh\nprintf 'git pull\\n' > /srv/notes\n").keeps("/usr/bin/git")))
  }

  @Test func `env names the interpreter`() throws {
    let plan = try plan("#!/usr/bin/env -S sh -e\nid\n")
    #expect(plan.keeps("/usr/bin/env", "/usr/bin/dash", "/usr/bin/id"))
  }

  @Test func `a script of another language is not read as a shell's`() throws {
    let plan = try plan("#!/usr/bin/env\nid\n")
    #expect(!plan.keeps("/usr/bin/id"))
  }

  @Test func `exec with the arguments of the image`() throws {
    let plan = try plan(
      "#!/bin/sh\nset -- gosu app \"$@\"\nexec \"$@\"\n", command: "/entry.sh /opt/app/bin/serve")
    #expect(plan.keeps("/usr/sbin/gosu", "/opt/app/bin/serve"))
  }

  @Test func `a sourced script is read, and what it defines is known`() throws {
    let plan = try plan(
      "#!/bin/sh\ndir=/opt/app\n. \"$dir/lib/common.sh\"\nhelper x\n$dir/bin/serve $PORT\n")
    #expect(plan.keeps("/opt/app/lib/common.sh", "/opt/app/bin/serve", "/usr/bin/tar"))
    #expect(plan.rules("/opt/app/lib/common.sh").contains("script"))
  }

  @Test func `scripts of a directory are sourced`() throws {
    let plan = try plan("#!/bin/sh\nfor f in /etc/app.d/*.sh; do . \"$f\"; done\n")
    #expect(plan.keeps("/etc/app.d/one.sh", "/usr/bin/git"))
  }

  @Test func `the script's own PATH is searched`() throws {
    #expect(try plan("#!/bin/sh\nPATH=/opt/app/bin:$PATH\nserve\n").keeps("/opt/app/bin/serve"))
  }

  @Test func `of a computed directory, what lies beside the script is meant`() throws {
    let plan = try plan(
      "#!/bin/sh\n",
      "/opt/tool/bin/run 755 : #!/bin/sh\\n\"$UNKNOWN/libexec/part\"\n/opt/tool/libexec/part 755 : x",
      command: "/opt/tool/bin/run")
    #expect(plan.keeps("/opt/tool/libexec/part"))
  }

  @Test func `a command line goes through its wrappers`() throws {
    let root = root("#!/bin/sh\n")
    var words = ["/bin/sh", "-c", "id && exec tar -cf /opt/app/x"]
    #expect(try PlannedRoot(root, words: words).keeps("/usr/bin/id", "/usr/bin/tar"))
    words = ["env", "A=1", "sed"]
    #expect(try PlannedRoot(root, words: words).keeps("/usr/bin/sed"))
  }

  @Test func `a missing command is a note with its line`() throws {
    let plan = try plan("#!/bin/sh\n\nnowhere x; command -v other\n")
    #expect(
      plan.plan.notes.map(\.text) == [
        "'/entry.sh' runs 'nowhere' (line 3), which the root does not have"
      ])
  }

  @Test func `paths are kept`() throws {
    #expect(try plan("#!/bin/sh\nC=/etc/app\nsed x <$C/app.conf\n").keeps("/etc/app/app.conf"))
  }

  @Test func `a sample lies there to be copied, and runs nothing`() throws {
    let plan = try plan("#!/bin/sh\n", "/srv/hooks/update.sample 755 : #!/bin/sh\\ngit x\\n")
    #expect(plan.keeps("/srv/hooks/update.sample"))
    #expect(!plan.keeps("/usr/bin/git"))
  }

  @Test func `files that a script in another language names are kept where something runs it`()
    throws
  {
    let more = #"""
      /usr/bin/perl 755 : perl
      /usr/share/tool/make.pl 755 : #!/usr/bin/perl\nopen F, "/usr/share/types/list.types" or die;
      /usr/share/types/list.types : x
      """#
    #expect(
      try plan("#!/bin/sh\n/usr/share/tool/make.pl\n", more).keeps("/usr/share/types/list.types"))
    #expect(!(try plan("#!/bin/sh\n", more).keeps("/usr/share/types/list.types")))
  }

  @Test func `a tool's part is a program called after both`() throws {
    let more = "/usr/bin/git-annex 755 : annex"
    #expect(try plan("#!/bin/sh\ngit annex add x\n", more).keeps("/usr/bin/git-annex"))
    #expect(!(try plan("#!/bin/sh\ngit add annex\n", more).keeps("/usr/bin/git-annex")))
  }
}

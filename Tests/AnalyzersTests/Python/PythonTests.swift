import Planning
import Roots
import RootsTesting
import Testing

@testable import Analyzers

struct PythonTests {
  /// A Python as Debian installs it, with a small standard library.
  static let base = """
    /usr/bin/python3 -> python3.11
    /usr/bin/python3.11 755 : \\x7fELF
    /bin/sh 755 : shell
    /usr/lib/python3.11/os.py : import stat
    /usr/lib/python3.11/stat.py
    /usr/lib/python3.11/site.py
    /usr/lib/python3.11/lib-dynload/
    /usr/lib/python3.11/encodings/__init__.py
    /usr/lib/python3.11/encodings/aliases.py : aliases = {'sjis': 'shift_jis'}
    /usr/lib/python3.11/encodings/utf_8.py
    /usr/lib/python3.11/encodings/shift_jis.py : import _codecs_jp
    /usr/lib/python3.11/lib-dynload/_codecs_jp.cpython-311-x86_64-linux-gnu.so
    /usr/lib/python3.11/json/__init__.py : from .decoder import JSONDecoder
    /usr/lib/python3.11/json/decoder.py
    /usr/lib/python3.11/json/tool.py
    /usr/lib/python3.11/lonely.py : import pdb
    /usr/lib/python3.11/lazy.py : def f():\\n import pdb
    /usr/lib/python3.11/choice.py : try:\\n from _decimal import *\\nexcept ImportError:\\n from _pydecimal import *
    /usr/lib/python3.11/_pydecimal.py
    /usr/lib/python3.11/_decimal.py
    /usr/lib/python3.11/pdb.py
    /usr/lib/python3.11/test/test_os.py
    /usr/lib/python3/dist-packages/lib/__init__.py : import one
    /usr/lib/python3/dist-packages/lib/data.txt
    /usr/lib/python3/dist-packages/lib/deep.py : import two, json
    /usr/lib/python3/dist-packages/lib/tests/test_lib.py
    /usr/lib/python3/dist-packages/lib-1.0.dist-info/METADATA : Requires-Dist: needed\\nRequires-Dist: extra-one; extra == 'x'\\n
    /usr/lib/python3/dist-packages/lib-1.0.dist-info/top_level.txt : lib\\n
    /usr/lib/python3/dist-packages/one.py
    /usr/lib/python3/dist-packages/two.py
    /usr/lib/python3/dist-packages/needed/__init__.py
    /usr/lib/python3/dist-packages/needed-2.dist-info/METADATA : Name: needed
    /usr/lib/python3/dist-packages/extra_one/__init__.py
    /usr/lib/python3/dist-packages/extra_one-2.dist-info/METADATA : Name: extra-one
    /usr/lib/python3/dist-packages/plug.py
    /usr/lib/python3/dist-packages/plug-1.dist-info/entry_points.txt : [shop.greeters]\\nfr = plug:greet\\n
    /usr/lib/python3/dist-packages/plug-1.dist-info/top_level.txt : plug\\n
    """

  private func plan(
    _ script: String, _ more: String = "", command: String = "python3 /app/main.py",
    environment: [String] = []
  ) throws -> PlannedRoot {
    let root = MemoryRoot(Self.base + "\n/app/main.py : \(script)\n" + more)
    return try PlannedRoot(root, command: command, environment: environment)
  }

  private let library = "/usr/lib/python3.11/"
  private let site = "/usr/lib/python3/dist-packages/"

  @Test func `what the interpreter imports by itself is kept, and nothing that nobody imports`()
    throws
  {
    let plan = try plan("")
    #expect(
      plan.keeps(library + "os.py", library + "stat.py", library + "encodings/utf_8.py"))
    #expect(!plan.keeps(library + "json/__init__.py"))
    #expect(!plan.keeps(library + "encodings/shift_jis.py"))
    #expect(!plan.keeps(library + "test/test_os.py"))
    #expect(!plan.keeps(site + "one.py"))
  }

  @Test func `what a try at the top finds is required, what would follow on its failure is not`()
    throws
  {
    let plan = try plan(
      "try:\\n    import plug\\nexcept ImportError:\\n    import one\\ndef f():\\n    import needed\\n"
    )
    func evidence(_ path: String) -> Evidence? {
      plan.plan.entries.first { $0.path == RootPath(path) }?.reasons.map(\.evidence).min()
    }
    #expect(evidence(site + "plug.py") == .required)
    #expect(evidence(site + "needed/__init__.py") == .likely)
    #expect(evidence(site + "one.py") != .required)
  }

  @Test(arguments: ["app.wsgi", "app", "start.tac"])
  func `code for a server that holds an interpreter may have any name`(name: String) throws {
    // It is seen before the interpreter is known.
    let plan = try plan("", "/app/\(name) : import json\\nx = 1\n", command: "/app/\(name)")
    #expect(!plan.keeps(library + "json/__init__.py"))
    let started = try PlannedRoot(
      MemoryRoot(
        Self.base + "\n/app/\(name) : import json\\nx = 1\n/zz/run 755 : #!/usr/bin/python3"),
      command: "/zz/run")
    #expect(started.keeps(library + "json/__init__.py"))
  }

  @Test(arguments: [
    ("import json\n", true), ("from a.b import c\n", true), ("x\nimport a, b\n", true),
    ("import a as b\n", true), ("import a.b.C;\n", false), ("import x from 'y'\n", false),
    ("@import url(x);\n", false), ("import \"fmt\"\n", false), ("  import a\n", false),
    ("important thing\n", false), ("import the data first.\n", false),
  ])
  func `Python is told by its imports where no name tells`(text: String, isSource: Bool) {
    #expect(PythonText.isSource(Array(text.utf8)) == isSource)
  }

  @Test func `a package of the standard library stays as a whole`() throws {
    let plan = try plan("import json")
    #expect(
      plan.keeps(
        library + "json/__init__.py", library + "json/decoder.py", library + "json/tool.py"))
  }

  @Test func `what profiles leave out comes where it is imported for certain`() throws {
    #expect(try plan("import pdb").keeps(library + "pdb.py"))
    #expect(try plan("import lonely").keeps(library + "pdb.py"))
    #expect(try !plan("import lazy").keeps(library + "pdb.py"))
  }

  @Test func `the standard library's second choice is not needed beside the first`() throws {
    let plan = try plan("import choice")
    #expect(plan.keeps(library + "_decimal.py") && !plan.keeps(library + "_pydecimal.py"))
  }

  @Test func `a library brings its package and metadata, without tests`() throws {
    let plan = try plan("import lib")
    #expect(
      plan.keeps(
        site + "lib/data.txt", site + "lib/deep.py", site + "lib-1.0.dist-info/METADATA",
        site + "one.py"))
    #expect(!plan.keeps(site + "lib/tests/test_lib.py"))
  }

  @Test func `what nobody imports of a package is followed into the standard library only`() throws
  {
    let plan = try plan("import lib")
    #expect(plan.keeps(library + "json/__init__.py") && !plan.keeps(site + "two.py"))
  }

  @Test func `a distribution brings what it requires without an extra`() throws {
    let plan = try plan("import lib")
    #expect(plan.keeps(site + "needed/__init__.py", site + "needed-2.dist-info/METADATA"))
    #expect(!plan.keeps(site + "extra_one/__init__.py"))
  }

  @Test func `a string of the application may name a module`() throws {
    #expect(try plan("APPS = ['lib.deep']").keeps(site + "two.py"))
    #expect(try plan("APPS = ['lib']").keeps(site + "lib/__init__.py"))
    #expect(try !plan("x = 'json'").keeps(library + "json/__init__.py"))
  }

  @Test func `a group of entry points brings what is offered under it`() throws {
    let plan = try plan("entry_points(group='shop.greeters')")
    #expect(plan.keeps(site + "plug.py", site + "plug-1.dist-info/entry_points.txt"))
  }

  @Test func `a codec comes where it is named, by any of its names`() throws {
    let plan = try plan("x.encode('SJIS')")
    #expect(
      plan.keeps(
        library + "encodings/shift_jis.py",
        library + "lib-dynload/_codecs_jp.cpython-311-x86_64-linux-gnu.so"))
  }

  @Test func `words of the command line and of the environment name modules`() throws {
    #expect(
      try plan("", command: "python3 -m lib.deep").keeps(site + "two.py"))
    #expect(
      try plan("", command: "python3 -c import\\x20lib").keeps(library + "os.py"))
    #expect(
      try plan("", environment: ["SETTINGS=lib.deep"]).keeps(site + "lib/deep.py"))
  }

  @Test func `modules beside the script are found, in packages too`() throws {
    let plan = try plan(
      "from pkg import a",
      "/app/pkg/__init__.py\n/app/pkg/a.py : from . import b\n/app/pkg/b.py : import lib")
    #expect(plan.keeps("/app/pkg/a.py", "/app/pkg/b.py", site + "lib/__init__.py"))
  }

  @Test
  func `a virtual environment comes with its configuration and not with the system's modules`()
    throws
  {
    let more = """
      /opt/venv/pyvenv.cfg : home = /usr/bin\\nversion = 3.11.2\\ninclude-system-site-packages = false\\n
      /opt/venv/bin/python3 -> /usr/bin/python3
      /opt/venv/bin/serve 755 : #!/opt/venv/bin/python3\\nimport web, one
      /opt/venv/bin/pip 755 : #!/opt/venv/bin/python3\\nimport pip
      /opt/venv/lib64 -> lib
      /opt/venv/lib/python3.11/site-packages/web.py
      /opt/venv/lib/python3.11/site-packages/pip/__init__.py
      """
    let plan = try plan("", more, command: "/opt/venv/bin/serve")
    let site = "/opt/venv/lib/python3.11/site-packages/"
    #expect(
      plan.keeps(
        "/opt/venv/pyvenv.cfg", "/opt/venv/bin/python3", site + "web.py", "/opt/venv/lib64"))
    #expect(!plan.keeps(site + "pip/__init__.py"))
    #expect(!plan.keeps("/opt/venv/bin/pip"))
    #expect(!plan.keeps(self.site + "one.py"))
  }

  @Test func `programs that the application starts are kept`() throws {
    let plan = try plan(
      "import subprocess\\nsubprocess.run('sort -u', shell=True)", "/usr/bin/sort 755 : sort")
    #expect(plan.keeps("/usr/bin/sort"))
  }

  @Test func `bytecode stays where it fits its source`() throws {
    let fresh =
      "\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x03\\x00\\x00\\x00code"
    let stale =
      "\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x04\\x00\\x00\\x00code"
    let plan = try plan(
      "import fresh, stale",
      """
      \(site)fresh.py : x=1
      \(site)__pycache__/fresh.cpython-311.pyc : \(fresh)
      \(site)stale.py : x=1
      \(site)__pycache__/stale.cpython-311.pyc : \(stale)
      """)
    #expect(plan.keeps(site + "__pycache__/fresh.cpython-311.pyc"))
    #expect(!plan.keeps(site + "__pycache__/stale.cpython-311.pyc"))
  }

  @Test func `a path file stays with its distribution, and adds directories`() throws {
    let plan = try plan(
      "import edited",
      """
      \(site)edit.pth : /src/edited\\n
      \(site)tool.pth : import tool\\n
      \(site)tool.py
      \(site)tool-1.dist-info/RECORD : tool.pth,,\\ntool.py,,\\n
      /src/edited/edited.py : import json
      """)
    #expect(plan.keeps(site + "edit.pth", library + "json/__init__.py"))
    #expect(!plan.keeps(site + "tool.pth"))
  }

  @Test func `packages that a path file's code finds elsewhere are imported from there`() throws {
    let plan = try plan(
      "import edited, space.part",
      """
      \(site)edit.pth : import _finder; _finder.install()\\n
      \(site)_finder.py : MAP = {'edited': '/src/a/edited', 'space.part': '/src/b/space/part'}\\ndef install(): pass
      \(site)edited-1.dist-info/RECORD : edit.pth,,\\n_finder.py,,\\n
      \(site)edited-1.dist-info/METADATA : Name: edited
      /src/a/edited/__init__.py : import json
      /src/a/unused.py
      /src/b/space/part/__init__.py : import lonely
      """)
    #expect(
      plan.keeps(site + "edit.pth", site + "_finder.py", site + "edited-1.dist-info/METADATA"))
    #expect(plan.keeps("/src/a/edited/__init__.py", library + "json/__init__.py"))
    #expect(plan.keeps("/src/b/space/part/__init__.py", library + "lonely.py"))
  }

  @Test(arguments: [
    "python3 -m lonely", "python3 -c 'import lonely'", "python3 <<END\\nimport lonely\\nEND",
    "exec python3 - \"$@\" <<END\\nimport lonely\\nEND",
  ])
  func `what a shell script gives to python counts`(line: String) throws {
    let root = MemoryRoot(Self.base + "\n/app/run 755 : #!/bin/sh\\n\(line)\\n")
    #expect(
      try PlannedRoot(root, command: "/app/run").keeps("/usr/lib/python3.11/lonely.py"))
  }

  @Test(arguments: [
    "/app/main.php : <?php exec('python3 -m lonely');",
    "/app/main.js : spawn('python3', ['-m', 'lonely']);",
    "/app/jobs.ini : [program:a]\\ncommand = /usr/bin/python3 -u -m lonely",
  ])
  func `what code and configuration give to python counts`(file: String) throws {
    let root = MemoryRoot(Self.base + "\n" + file)
    let path = String(file.prefix { $0 != " " })
    #expect(
      try PlannedRoot(root, command: "/bin/sh \(path)").keeps("/usr/lib/python3.11/lonely.py"))
  }
}

import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// What installers put where, and what they write down about it.
struct PythonInstalledTests {
  private let site = "/usr/lib/python3/dist-packages/"

  private func plan(_ more: String, environment: [String] = []) throws -> PlannedRoot {
    try PlannedRoot(
      MemoryRoot(PythonTests.base + "\n" + more), command: "python3 /app/a.py",
      environment: environment)
  }

  @Test func `a library that imports by names means the distributions it has an extra for`() throws
  {
    func plan(_ source: String) throws -> PlannedRoot {
      try self.plan(
        """
        /app/a.py : import lib.hashers
        \(site)lib/hashers.py : \(source)
        \(site)extra_one-2.dist-info/top_level.txt : extra_one\\n
        """)
    }
    let named = "library = 'extra_one'\\n"
    let imports = "import importlib\\ndef load(name):\\n  importlib.import_module(name)\\n"
    #expect(try plan(named + imports).keeps(site + "extra_one/__init__.py"))
    // A string alone may be about anything, and what no extra is for is not the library's.
    #expect(try !plan(named).keeps(site + "extra_one/__init__.py"))
    #expect(try !plan("library = 'plug'\\n" + imports).keeps(site + "plug.py"))
  }

  @Test
  func
    `what profiles leave out is there where a source tries it first and its package depends on it`()
    throws
  {
    func plan(depends: String) throws -> PlannedRoot {
      try self.plan(
        """
        /app/a.py : import lib.versions
        \(site)lib/versions.py : try:\\n  from pkg_resources.extern import Old\\nexcept ImportError:\\n  from packaging import Old\\n
        \(site)pkg_resources/__init__.py : x = 1\\n
        \(site)pkg_resources/extern/__init__.py : Old = 1\\n
        /var/lib/dpkg/info/python3-lib.list : \(site)lib/versions.py\\n
        /var/lib/dpkg/info/python3-pkg-resources.list : \(site)pkg_resources/__init__.py\\n\(site)pkg_resources/extern/__init__.py\\n
        /var/lib/dpkg/status : Package: python3-lib\\nStatus: install ok installed\\nVersion: 1\\nDepends: \(depends)\\n\\nPackage: python3-pkg-resources\\nStatus: install ok installed\\nVersion: 1\\n\\n
        """)
    }
    #expect(
      try plan(depends: "python3-pkg-resources").keeps(site + "pkg_resources/extern/__init__.py"))
    #expect(try !plan(depends: "python3").keeps(site + "pkg_resources/extern/__init__.py"))
  }

  @Test func `a library of a program's own source names that program's programs`() throws {
    func plan(automatic: String) throws -> PlannedRoot {
      try self.plan(
        """
        /app/a.py : import lib.password
        \(site)lib/password.py : import subprocess, os\\ndef make(d):\\n  return subprocess.run([os.path.join(d, 'pwmake'), 'x'])\\n
        /usr/bin/pwmake 755 : x
        /var/lib/dpkg/info/python3-lib.list : \(site)lib/password.py\\n
        /var/lib/dpkg/info/directory.list : /usr/bin/pwmake\\n
        /var/lib/apt/extended_states : Package: \(automatic)\\nAuto-Installed: 1\\n
        /var/lib/dpkg/status : Package: python3-lib\\nSource: directory\\nStatus: install ok installed\\nPriority: optional\\nVersion: 1\\n\\nPackage: directory\\nStatus: install ok installed\\nPriority: optional\\nVersion: 1\\nDepends: python3-lib\\n\\n
        """)
    }
    #expect(try plan(automatic: "python3-lib").keeps("/usr/bin/pwmake"))
    #expect(try !plan(automatic: "directory").keeps("/usr/bin/pwmake"))
  }

  @Test func `what somebody asked an installer for is meant by its name`() throws {
    let more = """
      /app/a.py : import lib.hashers
      \(site)lib/hashers.py : library = 'plug'\\ndef load(name):\\n  __import__(name)\\n
      \(site)plug-1.dist-info/REQUESTED
      """
    #expect(try plan(more).keeps(site + "plug.py"))
  }

  @Test(arguments: [[], ["HOME=/home/else"], ["PYTHONUSERBASE=/srv/base"]])
  func `what people installed for themselves is found in their homes`(environment: [String]) throws
  {
    let plan = try plan(
      """
      /etc/passwd : root:x:0:0::/root:/bin/sh\\nweb:x:1000:1000::/home/web:/bin/sh\\n
      /app/a.py : import own, lib
      /home/web/.local/lib/python3.11/site-packages/own.py
      /srv/base/lib/python3.11/site-packages/own.py
      """, environment: environment)
    let isElsewhere = environment.contains { $0.hasPrefix("PYTHON") }
    #expect(plan.keeps("/home/web/.local/lib/python3.11/site-packages/own.py") != isElsewhere)
    #expect(plan.keeps("/srv/base/lib/python3.11/site-packages/own.py") == isElsewhere)
  }

  @Test func `a library's own shared object comes by the name of its file, wherever it lies`()
    throws
  {
    let more = """
      /app/a.py : import native
      \(site)native/__init__.py : import native.names
      \(site)native/names.py : def name():\\n  return '_native.so'\\n
      \(site)native/binding/_native.so
      \(site)other/_native.so
      """
    let plan = try plan(more)
    #expect(plan.rules(site + "native/binding/_native.so").contains("dlopen"))
    #expect(!plan.keeps(site + "other/_native.so"))
  }

  @Test(arguments: [true, false])
  func `a source stays where what it was compiled to costs too much`(isLarge: Bool) throws {
    let compiled = String(repeating: "x", count: isLarge ? 2 << 20 : 1 << 10)
    let plan = try plan(
      """
      /app/a.py : import lib
      \(site)lib/lexer.py
      \(site)lib/lexer.cpython-311-x86_64-linux-gnu.so : \(compiled)
      """)
    #expect(plan.keeps(site + "lib/lexer.py") == isLarge)
  }

  @Test func `a stub that the source hands to a loader says what is imported when it is used`()
    throws
  {
    func plan(_ source: String) throws -> PlannedRoot {
      try self.plan(
        """
        /app/a.py : import lib.parts
        \(site)lib/parts/__init__.py : \(source)
        \(site)lib/parts/__init__.pyi : from .some import thing
        \(site)lib/parts/some.py : import plug
        """)
    }
    let lazy = try plan("import loader\\nget = loader.attach_stub(__name__, __file__)\\n")
    #expect(lazy.keeps(site + "lib/parts/__init__.pyi", site + "plug.py"))
    // Stubs are for checkers otherwise.
    #expect(try !plan("import loader\\n").keeps(site + "lib/parts/__init__.pyi"))
  }

  @Test func `a module that names a source beside it reads it`() throws {
    let plan = try plan(
      """
      /app/a.py : import lib.kernels
      \(site)lib/kernels.py : text = (here / "fast.cu").read_text()
      \(site)lib/fast.cu
      \(site)lib/slow.cu
      \(site)lib/tests/fast.cu
      """)
    #expect(plan.keeps(site + "lib/fast.cu"))
    #expect(!plan.keeps(site + "lib/slow.cu"))
    #expect(!plan.keeps(site + "lib/tests/fast.cu"))
  }

  @Test func `the source of an extension says what it imports`() throws {
    let root = MemoryRoot(
      PythonTests.base + """
        \n/app/a.py : import lib.fast
        \(site)lib/fast.pyx : cimport two\\ntry:\\n  import plug\\nexcept ImportError:\\n  pass
        """)
    root.addFile(
      RootPath(site + "lib/fast.cpython-311-x86_64-linux-gnu.so"), ObjectBuilder().bytes())
    let plan = try PlannedRoot(root, command: "python3 /app/a.py")
    #expect(plan.keeps(site + "plug.py"))
    #expect(!plan.keeps(site + "lib/fast.pyx"))
  }

  @Test func `a distribution's other programs come beside the one that is started`() throws {
    let venv = "/opt/v/lib/python3.11/site-packages/"
    let script = "#!/opt/v/bin/python\\nfrom web.main import main\\n"
    let plan = try PlannedRoot(
      MemoryRoot(
        PythonTests.base + """
          \n/opt/v/pyvenv.cfg : home = /usr/bin\\n
          /opt/v/bin/python -> /usr/bin/python3
          /opt/v/bin/webd 755 : \(script)
          /opt/v/bin/webctl 755 : \(script)
          /opt/v/bin/other 755 : \(script)
          \(venv)web/__init__.py
          \(venv)web/main.py
          \(venv)web-1.dist-info/top_level.txt : web\\n
          \(venv)web-1.dist-info/RECORD : ../../../bin/webd,,\\n../../../bin/webctl,,\\nweb/__init__.py,,\\n
          """), command: "/opt/v/bin/webd")
    #expect(plan.keeps("/opt/v/bin/webctl"))
    #expect(!plan.keeps("/opt/v/bin/other"))
  }

  @Test(arguments: ["tool run serve", "tool run --group web serve", "/bin/sh -c"])
  func `a word behind run is a program of the project's virtual environment`(command: String) throws
  {
    let root = MemoryRoot(
      PythonTests.base + """
        \n/usr/local/bin/tool 755 : \\x7fELF
        /app/.venv/pyvenv.cfg : home = /usr/bin\\nversion = 3.11.2\\n
        /app/.venv/bin/python -> /usr/bin/python3.11
        /app/.venv/bin/serve 755 : #!/app/.venv/bin/python\\nimport web
        /app/.venv/bin/other 755 : #!/app/.venv/bin/python\\nimport web
        /app/.venv/lib/python3.11/site-packages/web.py
        """)
    var words = command.split(separator: " ").map(String.init)
    if words.last == "-c" { words.append("exec tool run serve") }
    let plan = try PlannedRoot(root, words: words, workingDirectory: "/app")
    #expect(plan.keeps("/app/.venv/bin/serve", "/app/.venv/lib/python3.11/site-packages/web.py"))
    #expect(!plan.keeps("/app/.venv/bin/other"))
  }

  @Test func `what sources inside a program import is told by lines that follow one another`() {
    let data = Array(
      "\u{1}\u{2}x import no\nimport os\nimport json\nfrom os.path import join\ndef f(): pass\nimport lonely\nx"
        .utf8)
    #expect(
      PythonInProgram.modules(in: data) == Set(["os", "json", "os.path"].map { Array($0.utf8) }))
    #expect(PythonInProgram.modules(in: Array("import a\nimport b\n\nimport c\n".utf8)).isEmpty)
  }

  @Test(arguments: ["Depends", "Recommends"])
  func `a program that the application's own modules name has its data`(field: String) throws {
    func stanza(_ name: String, _ more: String = "") -> String {
      "Package: \(name)\\nStatus: install ok installed\\nPriority: optional\\nVersion: 1\\n\(more)\\n"
    }
    func plan(_ module: String) throws -> PlannedRoot {
      let root = MemoryRoot(
        PythonTests.base + """

          /usr/bin/scan 755 : #!/usr/bin/python3\\nimport scanner
          \(site)scanner.py : \(module)
          /usr/bin/reader 755 : x
          /usr/share/reader/letters : x
          /var/lib/apt/extended_states : Package: other\\nAuto-Installed: 1\\n
          /var/lib/dpkg/status : \(stanza("scan", "\(field): reader\\n"))\(stanza("reader"))
          /var/lib/dpkg/info/scan.list : /usr/bin/scan\\n\(site)scanner.py\\n
          /var/lib/dpkg/info/reader.list : /usr/bin/reader\\n/usr/share/reader/letters\\n
          """)
      return try PlannedRoot(root, command: "scan")
    }
    #expect(try plan("x = ['reader']").keeps("/usr/bin/reader", "/usr/share/reader/letters"))
    #expect(try !plan("x = ['writer']").keeps("/usr/share/reader/letters"))
  }
}

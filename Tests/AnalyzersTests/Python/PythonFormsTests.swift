import ArchivesTesting
import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// Programs and packages that are not plain sources beside one another.
struct PythonFormsTests {
  private let library = "/usr/lib/python3.11/"
  private let site = "/usr/lib/python3/dist-packages/"

  private func plan(_ more: String, command: String) throws -> PlannedRoot {
    try PlannedRoot(MemoryRoot(PythonTests.base + "\n" + more), command: command)
  }

  private func escaped(_ bytes: [UInt8]) -> String {
    bytes.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  @Test func `a shell script that hands itself to python is a python script`() throws {
    let script =
      "/app/run 755 : #!/bin/sh\\ntext=''' '\\nif true; then\\n  exec python3 \"$0\" \"$@\"\\nfi\\n'''\\nimport lonely\\n"
    #expect(try plan(script, command: "/app/run").keeps(library + "lonely.py"))
  }

  @Test func `a command line in a list of strings is one`() throws {
    let list = "/app/kernel.json : {\"argv\": [\\n \"python3\",\\n \"-m\", \"lonely\"]}"
    let plan = try plan(list + "\n/app/a.py", command: "python3 /app/a.py /app/kernel.json")
    #expect(plan.keeps(library + "lonely.py"))
  }

  @Test func `bytecode without a source imports by the names in it`() throws {
    let header = [UInt8](repeating: 1, count: 16)
    let code = header + [0xda, 6] + Array("lonely".utf8) + [0xfa, 4, 0x20, 0x20, 0x20, 0x20]
    let file = "/app/main.pyc : \(escaped(code))"
    #expect(try plan(file, command: "python3 /app/main.pyc").keeps(library + "lonely.py"))
  }

  @Test func `the sources in an archive are read`() throws {
    var zip = ZipBuilder(prefix: Array("#!/usr/bin/env python3\n".utf8))
    zip.add("__main__.py", Array("import tool.run".utf8))
    zip.add("tool/run.py", Array("def f():\n  import lonely".utf8))
    let file =
      "/usr/bin/env 755 : x\n/app/tool 755 : \(escaped(zip.archive()))"
    #expect(try plan(file, command: "/app/tool").keeps(library + "lonely.py"))
  }

  @Test func `a command line in data that a distribution has beside its modules is followed`()
    throws
  {
    let more = """
      /app/a.py : import tool
      \(site)tool.py
      \(site)tool-1.dist-info/RECORD : tool.py,,\\n../../../share/tool/kernel.json,,\\n
      \(site)tool-1.dist-info/top_level.txt : tool
      /usr/share/tool/kernel.json : {"argv": ["python3", "-m", "lonely"]}
      """
    #expect(try plan(more, command: "python3 /app/a.py").keeps(library + "lonely.py"))
  }

  @Test func `the objects in an archive need libraries of the system`() throws {
    var object = ObjectBuilder()
    object.needed = ["libmath.so.1", "libown.so.2"]
    var zip = ZipBuilder(prefix: Array("#!/usr/bin/env python3\n".utf8))
    zip.add("__main__.py", Array("import tool".utf8))
    zip.add("site-packages/tool.cpython-311-x86_64-linux-gnu.so", object.bytes())
    zip.add("site-packages/tool.libs/libown.so.2", ObjectBuilder().bytes())
    let root = MemoryRoot(PythonTests.base + "\n/usr/bin/env 755 : x")
    root.addFile("/app/tool", zip.archive(), mode: 0o755)
    for name in ["bin/python3.11", "lib/libmath.so.1", "lib/libown.so.2", "lib/libother.so.1"] {
      root.addFile(RootPath("/usr/" + name), ObjectBuilder().bytes(), mode: 0o755)
    }
    let plan = try PlannedRoot(
      root, command: "/app/tool", environment: ["LD_LIBRARY_PATH=/usr/lib"])
    #expect(plan.keeps("/usr/lib/libmath.so.1"))
    #expect(!plan.keeps("/usr/lib/libown.so.2") && !plan.keeps("/usr/lib/libother.so.1"))
  }

  @Test func `below a module that is no package, what it imports by a table of names is meant`()
    throws
  {
    let compat =
      "\(site)compat.py : NAMES = ['lonely']\\ndef load(name):\\n  __import__(name)\\n"
    #expect(
      try plan("/app/a.py : from compat.moves import x\n" + compat, command: "python3 /app/a.py")
        .keeps(library + "lonely.py"))
    #expect(
      try !plan("/app/a.py : import compat\n" + compat, command: "python3 /app/a.py")
        .keeps(library + "lonely.py"))
  }

  @Test func `a directory of documentation that is a package stays with its package`() throws {
    let more = """
      /app/a.py : import big
      \(site)big/__init__.py
      \(site)big/docs/__init__.py
      \(site)big/docs/text.py
      \(site)big/doc/readme.txt
      \(site)big/tests/__init__.py
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps(site + "big/docs/text.py"))
    #expect(!plan.keeps(site + "big/doc/readme.txt") && !plan.keeps(site + "big/tests/__init__.py"))
  }

  @Test func `a module that is imported before it is known to be run is read again`() throws {
    let more = """
      /app/a.py : import launch\\nimport subprocess\\nsubprocess.run(['python3', '-m', 'launch'])
      \(site)launch.py : if __name__ == '__main__':\\n  import pytest\\n
      \(site)pytest/__init__.py
      """
    #expect(try plan(more, command: "python3 /app/a.py").keeps(site + "pytest/__init__.py"))
  }

  @Test func `what a package imports to be run counts where it is run`() throws {
    func plan(_ command: String) throws -> PlannedRoot {
      try self.plan(
        """
        /app/a.py : import launch\\nimport subprocess\\n\(command)
        \(site)launch/__init__.py
        \(site)launch/__main__.py : import other\\nimport importlib\\nimportlib.import_module('third')\\n
        \(site)third.py
        \(site)other.py
        """, command: "python3 /app/a.py")
    }
    let others = [site + "other.py", site + "third.py"]
    let run = try plan("subprocess.run(['python3', '-m', 'launch'])")
    let idle = try plan("print('launch')")
    for other in others { #expect(run.keeps(other) && !idle.keeps(other)) }
    #expect(idle.keeps(site + "launch/__main__.py"))
  }

  @Test func `how the interpreter was built names nothing that runs`() throws {
    let record = "/usr/lib/python3.11/_sysconfigdata__linux.py"
    let more = """
      /app/a.py : import _sysconfigdata__linux
      \(record) : build_time_vars = {'WHEEL_PKG_DIR': '/usr/share/wheels'}
      /usr/share/wheels/tool.whl
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps(record) && !plan.keeps("/usr/share/wheels/tool.whl"))
  }

  @Test func `a tool that profiles leave out is there as a whole where it is imported`() throws {
    let more = """
      /app/a.py : import pytest
      \(site)pytest/__init__.py : PARTS = ['pytest.part']
      \(site)pytest/part.py : import two
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps(site + "pytest/part.py", site + "two.py"))
  }

  @Test func `what a function imports is there, if it is small or of its own library`() throws {
    let more = """
      /app/a.py : import big
      \(site)big/__init__.py : def f():\\n  import pdb, big.tests\\ndef g():\\n  import lib2to3\\n
      \(site)big/tests/__init__.py
      \(site)big/tests/test_a.py
      \(site)big-1.dist-info/top_level.txt : big\\n
      \(library)lib2to3/__init__.py
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps(library + "pdb.py", site + "big/tests/__init__.py"))
    #expect(!plan.keeps(site + "big/tests/test_a.py"))
    #expect(!plan.keeps(library + "lib2to3/__init__.py"))
  }

  @Test func `a link in a package brings the data behind it`() throws {
    let more = """
      /app/a.py : import big
      \(site)big/__init__.py
      \(site)big/data -> ../../../../share/big-data/set
      /usr/share/big-data/set/one.dat
      /usr/share/big-data/other.dat
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps(site + "big/data", "/usr/share/big-data/set/one.dat"))
    #expect(!plan.keeps("/usr/share/big-data/other.dat"))
  }

  @Test func `a string that names a program of a package that the library's depends on keeps it`()
    throws
  {
    func stanza(_ name: String, _ more: String = "") -> String {
      "Package: \(name)\\nStatus: install ok installed\\nArchitecture: all\\nVersion: 1\\n\(more)\\n"
    }
    let more = """
      /app/a.py : import big
      \(site)big.py : TOOL = 'frob'\\nOTHER = 'brof'
      /usr/bin/frob 755 : x
      /usr/bin/brof 755 : x
      /var/lib/dpkg/status : \(stanza("python3-big", "Depends: frob\\n"))\(stanza("frob"))\(stanza("brof"))
      /var/lib/dpkg/info/python3-big.list : /.\\n\(site)big.py\\n
      /var/lib/dpkg/info/frob.list : /.\\n/usr/bin/frob\\n
      /var/lib/dpkg/info/brof.list : /.\\n/usr/bin/brof\\n
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps("/usr/bin/frob") && !plan.keeps("/usr/bin/brof"))
  }

  @Test func `a record of how a package was built names no program that it starts`() throws {
    func stanza(_ name: String, _ more: String = "") -> String {
      "Package: \(name)\\nStatus: install ok installed\\nArchitecture: all\\nVersion: 1\\n\(more)\\n"
    }
    let more = """
      /app/a.py : import big
      \(site)big/__init__.py : from . import __config__
      \(site)big/__config__.py : compiler = 'frob'
      /usr/bin/frob 755 : x
      /var/lib/dpkg/status : \(stanza("python3-big", "Depends: frob\\n"))\(stanza("frob"))
      /var/lib/dpkg/info/python3-big.list : /.\\n\(site)big/__init__.py\\n\(site)big/__config__.py\\n
      /var/lib/dpkg/info/frob.list : /.\\n/usr/bin/frob\\n
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps(site + "big/__config__.py") && !plan.keeps("/usr/bin/frob"))
  }

  @Test func `what a package brings along is found where it lies`() throws {
    let more = """
      /app/a.py : import big
      \(site)big/__init__.py : import dep
      \(site)big/vendored/dep.py : import two
      """
    #expect(try plan(more, command: "python3 /app/a.py").keeps(site + "two.py"))
  }

  @Test func `what another package brings along is found by the words of its directory`() throws {
    let more = """
      /app/a.py : import resources
      \(site)resources/__init__.py : sys.path.append(join(top, 'tools', '_vendor'))\\nimport dep.part
      \(site)dep/other.py
      \(site)tools/_vendor/dep/part.py : import two
      """
    #expect(
      try plan(more, command: "python3 /app/a.py")
        .keeps(site + "tools/_vendor/dep/part.py", site + "two.py"))
  }

  @Test func `a Python inside a program needs the other one to find what lies below /usr/local`()
    throws
  {
    func keepsProgram(importing module: String) throws -> Bool {
      var server = ObjectBuilder()
      server.needed = ["libpython3.11.so.1.0"]
      let root = MemoryRoot(
        PythonTests.base + "\n" + """
          /lib -> usr/lib
          /usr/local/lib/python3.11/dist-packages/near.py
          /app/a.py : import \(module)
          """)
      var library = ObjectBuilder()
      library.isDynamic = true
      root.addFile("/usr/lib64/libpython3.11.so.1.0", library.bytes())
      root.addFile("/usr/bin/server", server.bytes(), mode: 0o755)
      return try PlannedRoot(root, command: "server /app/a.py").keeps("/usr/bin/python3.11")
    }
    #expect(try keepsProgram(importing: "near"))
    #expect(try !keepsProgram(importing: "two"))
  }

  @Test func `modules beside one that is imported bring what they import of the standard library`()
    throws
  {
    let more = """
      /app/a.py : import markup
      \(library)markup/__init__.py
      \(library)markup/parser.py : import lonely
      """
    #expect(try plan(more, command: "python3 /app/a.py").keeps(library + "lonely.py"))
  }

  @Test func `a name with options is a command, and so is what shells part`() {
    let source = PythonSource(
      reading: Array(
        """
        a = 'unpack -d'
        b = 'two words'
        c = 'see -x for more.'
        d = ['remove', '-f', path]
        e = ['name', 'value']
        f = '( umask 77 && makedir %s )'
        """.utf8), version: .init(major: 3, minor: 11))
    #expect(
      Set(source.programs.map { String(decoding: $0, as: UTF8.self) })
        == ["unpack", "remove", "umask", "makedir"])
  }

  @Test func `a function whose name says that it imports is given a module`() {
    let source = PythonSource(
      reading: Array(
        "x = import_optional('a.b', extra='x')\ny = LazyImport('c')\nimportant('two words')".utf8),
      version: .init(major: 3, minor: 11))
    #expect(source.imports.map { String(decoding: $0.module, as: UTF8.self) } == ["a.b", "c"])
  }

  @Test func `what a program that is run imports is certain`() throws {
    let more = """
      \(site)launch.py : if __name__ == '__main__':\\n  import pytest\\n
      \(site)pytest/__init__.py
      """
    #expect(try plan(more, command: "python3 -m launch").keeps(site + "pytest/__init__.py"))
  }

  @Test func `a package that several distributions share has its parts that are called docs`()
    throws
  {
    let more = """
      /app/a.py : import big.core
      \(site)big/__init__.py
      \(site)big/core.py
      \(site)big/include/__init__.py
      \(site)big/include/plug/data.sql
      \(site)big/include/big.h
      \(site)big/doc/readme.txt
      \(site)big_core-1.dist-info/RECORD : big/core.py,,\\nbig/__init__.py,,\\n
      \(site)big_core-1.dist-info/METADATA : Name: big-core\\nVersion: 1\\nRequires-Dist: big-plug\\n
      \(site)big_plug-1.dist-info/RECORD : big/include/__init__.py,,\\nbig/include/plug/data.sql,,\\nbig/doc/readme.txt,,\\n
      \(site)big_plug-1.dist-info/METADATA : Name: big-plug\\nVersion: 1\\n
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps(site + "big/include/plug/data.sql"))
    #expect(!plan.keeps(site + "big/doc/readme.txt"))
  }

  @Test func `the shell that a library runs commands with`() throws {
    let more = """
      /app/a.py : import runner
      \(site)runner.py : shell = '/bin/bash'\\ntext = 'not /bin/zsh'\\n
      /bin/bash 755 : x
      /bin/zsh 755 : x
      """
    let plan = try plan(more, command: "python3 /app/a.py")
    #expect(plan.keeps("/bin/bash"))
    #expect(!plan.keeps("/bin/zsh"))
  }

  @Test func `another implementation has its library in a directory of its own name`() throws {
    let more = """
      /usr/bin/pypy3.9 755 : \\x7fELF
      /usr/lib/pypy3.9/os.py
      /usr/lib/pypy3.9/lonely.py
      /opt/v/pyvenv.cfg : home = /usr/bin\\nversion = 3.9.16\\n
      /opt/v/bin/python -> /usr/bin/pypy3.9
      /opt/v/lib/pypy3.9/site-packages/own.py
      /opt/v/lib/pypy3.9/site-packages/other.py
      /app/a.py : import own
      """
    let plan = try plan(more, command: "/opt/v/bin/python /app/a.py")
    #expect(plan.keeps("/usr/lib/pypy3.9/lonely.py", "/opt/v/lib/pypy3.9/site-packages/own.py"))
    #expect(!plan.keeps("/opt/v/lib/pypy3.9/site-packages/other.py"))
  }
}

import Testing

@testable import Analyzers

struct PythonSourceTests {
  private func read(_ text: String, _ minor: Int = 11) -> PythonSource {
    PythonSource(reading: Array(text.utf8), version: .init(major: 3, minor: minor))
  }

  /// `import`s as they would be written.
  private func imports(_ text: String, _ minor: Int = 11) -> [String] {
    read(text, minor).imports.map { item in
      let module =
        String(repeating: ".", count: item.level) + String(decoding: item.module, as: UTF8.self)
      let names = item.names.map { String(decoding: $0, as: UTF8.self) }
      return names.isEmpty ? module : "\(module): \(names.joined(separator: " "))"
    }
  }

  private func strings(_ set: Set<[UInt8]>) -> Set<String> {
    Set(set.map { String(decoding: $0, as: UTF8.self) })
  }

  @Test(arguments: [
    ("import a", ["a"]),
    ("import a.b as c, d", ["a.b", "d"]),
    ("from a.b import c as d, e", ["a.b: c e"]),
    ("from a import (b,  # why\n  c,\n)", ["a: b c"]),
    ("from . import x", [".: x"]),
    ("from ..a.b import *", ["..a.b: *"]),
    ("from ...a import b", ["...a: b"]),
    ("import a; import b", ["a", "b"]),
    ("if x: import a", ["a"]),
    ("for x in y: import a", ["a"]),
    ("import a \\\n  , b", ["a", "b"]),
    ("x = '''\nimport a\n'''", []),
    ("# import a", []),
    ("x = 'import a'\n", []),
    ("raise E from import_error", []),
    ("def f():\n\timport a\n", ["a"]),
    ("x = \"it's\"\nimport a", ["a"]),
    ("x = 'unfinished\nimport a", ["a"]),
    ("x = rb'\\''\nimport a", ["a"]),
    ("x = f'{d['k']}'\nimport a", ["a"]),
    ("x = f'{{'\nimport a", ["a"]),
    ("\u{feff}import a", ["a"]),
  ])
  func `imports are read as the tokenizer of Python reads them`(text: String, expected: [String]) {
    #expect(imports(text) == expected)
  }

  @Test(arguments: [
    ("if TYPE_CHECKING:\n  import a\nelse:\n  import b", ["b"]),
    ("if sys.platform == 'win32':\n  import a\nelse:\n  import b", ["b"]),
    ("if sys.platform.startswith('win'):\n  import a", []),
    ("if os.name != 'nt':\n  import a\nelse:\n  import b", ["a"]),
    ("if sys.version_info >= (3, 8):\n  import a\nelse:\n  import b", ["a"]),
    ("if sys.version_info[0] == 2:\n  import a\nelif x:\n  import b", ["b"]),
    ("if sys.version_info < (3, 12) and x:\n  import a", ["a"]),
    ("if sys.version_info[:2] <= (3, 11):\n  import a", ["a"]),
    ("if x:\n  import a\nelse:\n  import b", ["a", "b"]),
    ("if not TYPE_CHECKING:\n  import a\nelse:\n  import b", ["a"]),
    ("if 0:\n  if x:\n    import a\nimport b", ["b"]),
  ])
  func `what a known condition rules out is not read`(text: String, expected: [String]) {
    #expect(imports(text) == expected)
  }

  /// Around the eight bytes that are looked at together.
  @Test func `strings and comments end where they do, however long they are`() {
    let triple = "\"\"\""
    for length in 0...24 {
      let filler = String(repeating: "a", count: length)
      for text in [
        "'\(filler)'", "'\(filler)\\'\(filler)'", "'''\(filler)'\n\(filler)\"'''",
        "r\"\(filler)'\"", "\(triple)\(filler)\\\(triple)\(filler)\n\(triple)",
        "f'{\(filler)}\(filler)'", "b'\(filler)\\\\'",
        // What is not finished ends with its line.
        "'\(filler)", "1 # '\(filler)\"",
      ] {
        #expect(imports("x = \(text)\nimport ok") == ["ok"], "\(text)")
      }
      #expect(imports("x = '''\(filler)\nimport no") == [])
      #expect(imports("#\(filler)") == [])
    }
  }

  @Test func `an import knows whether it is tried, or a second choice`() {
    let source = read("try:\n  import a\nexcept ImportError:\n  import b\nimport c")
    #expect(source.imports.map(\.attempt) == [1, nil, nil])
    #expect(source.imports.map(\.fallback) == [nil, 1, nil])
  }

  @Test func `an import knows whether it waits for a function, or for the file to be run`() {
    let source = read(
      "def f():\n  import a\nif __name__ == '__main__':\n  import b\ndef _test():\n  import c")
    #expect(source.imports.map(\.place) == [.function, .main, [.function, .trial]])
  }

  @Test func `calls that import by a constant name are imports`() {
    #expect(
      imports(
        """
        importlib.import_module("a.b")
        import_module(".c", "a.b")
        __import__("d.e", fromlist=["f"])
        """) == ["a.b", "a.b.c", "d.e: f"])
  }

  @Test(arguments: [
    ("import_module('a.b.' + name)", ["a.b."]),
    ("import_module(f'a.b.{name}')", ["a.b."]),
    ("import_module('a.%s.base' % name)", ["a."]),
    ("import_module('.' + name, __name__ + '.drivers')", ["..drivers", ".drivers"]),
    ("n = 'a.b.%s' % x\n__import__(n)", ["a.b."]),
    ("n = 'a.b.%s' % x", []),
  ])
  func `the fixed part of a name that is put together is remembered`(
    text: String, expected: [String]
  ) {
    let found = strings(read(text).computed)
    #expect(found.isSubset(of: Set(expected + ["."])) && found.isEmpty == expected.isEmpty)
  }

  @Test func `strings that could be names are remembered, documentation is not`() {
    let source = read(
      """
      'documentation.string'
      APPS = ['django.contrib.auth', "a.b:c", 'two words', b'bytes.too']
      """)
    #expect(strings(source.literals) == ["django.contrib.auth", "a.b:c"])
  }

  @Test func `what is used of an imported name is remembered`() {
    let source = read("import scipy as sp, os\nfrom a import b\nsp.stats.norm()\nb.c\nother.d")
    #expect(strings(source.uses) == ["scipy.stats.norm", "a.b.c"])
  }

  @Test func `a name with a number alone is a command`() {
    #expect(strings(read("x = append(y, 'sleep 0')").programs) == ["sleep"])
    #expect(read("x = 'page 10 of it'").programs.isEmpty)
  }

  @Test func `programs are what stands in a program's place`() {
    let source = read("subprocess.run([\"convert\", x])\nwhich(\"identify\")\nprint(\"date\")")
    #expect(strings(source.programs) == ["convert", "identify"])
    #expect(read("x = [\"convert\", y]").programs.isEmpty)
  }

  @Test(arguments: [
    "\"", "'''", "(", "\\", "import", "from .", "f'{", "if", "\t\tx", "def", "\u{0}",
  ])
  func `what makes no sense does no harm`(text: String) {
    _ = read(text)
    _ = read("x = 1\n" + text)
  }
}

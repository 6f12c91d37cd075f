import Loading
import LoadingTesting
import Reporting
import Roots
import RootsTesting
import SchemaTesting
import Terminal
import Testing

/// The root that the tests of trees look at.
private func loader(_ lines: String) -> Loader {
  Loader(
    root: MemoryRoot(
      """
      /lib64/ld.so 755 : elf soname=ld.so \\x00/lib/\\x00/usr/lib/\\x00
      /bin/app 755 : elf interp=/lib64/ld.so needed=liba.so,libb.so,libmissing.so rpath=/opt
      /opt/liba.so : elf needed=libc.so
      /usr/lib/libb.so : elf needed=libc.so,ld.so
      /usr/lib/libc.so : elf
      /bin/static 755 : elf type=exec static

      """ + lines), reader: DescribedObjects())
}

@Suite struct TreeTextTests {
  private let plain = TextStyle(hasBoxes: false, hasColors: false)

  @Test func `each object is below the one that first asked for it`() throws {
    let closure = try loader("").closure(of: "/bin/app")
    #expect(
      closure.text(plain) == """
        /bin/app (interpreter /lib64/ld.so)
        |-- liba.so => /opt/liba.so (rpath)
        |   `-- libc.so => /usr/lib/libc.so (default)
        |-- libb.so => /usr/lib/libb.so (default)
        |   |-- libc.so => /usr/lib/libc.so (loaded)
        |   `-- ld.so => /lib64/ld.so (loaded)
        `-- libmissing.so => not found

        """)
  }

  @Test func `boxes and colors are for terminals`() throws {
    let closure = try loader("").closure(of: "/bin/app")
    let text = closure.text(TextStyle(hasBoxes: true, hasColors: true))
    #expect(text.contains("├── ") && text.contains("└── ") && text.contains("│   "))
    #expect(text.contains("\u{1b}[31mnot found\u{1b}[0m"))
    #expect(!closure.text(plain).contains("\u{1b}"))
  }

  @Test func `a static program is told as such`() throws {
    let closure = try loader("").closure(of: "/bin/static")
    #expect(closure.text(plain) == "/bin/static (statically linked)\n")
  }

  @Test func `control characters in names are escaped`() throws {
    let closure = try loader("/bin/odd 755 : elf needed=/opt/a\\x1bb").closure(of: "/bin/odd")
    #expect(closure.text(plain).contains("/opt/a\\x1bb"))
    #expect(!closure.text(plain).contains("\u{1b}"))
  }

  @Test func `variants are told`() throws {
    let closure = try Loader(
      root: MemoryRoot(
        """
        /lib64/ld-linux-x86-64.so.2 : elf \\x00/lib/\\x00x86-64-v4:x86-64-v3:x86-64-v2\\x00
        /bin/app : elf interp=/lib64/ld-linux-x86-64.so.2 needed=libx.so
        /lib/libx.so : elf
        /lib/glibc-hwcaps/x86-64-v3/libx.so : elf
        """), reader: DescribedObjects()
    ).closure(of: "/bin/app")
    #expect(closure.text(plain).contains("libx.so => /lib/libx.so (default; also for x86-64-v3)"))
  }
}

@Suite struct MissTextTests {
  @Test func `a miss is told with every place, the stages in a column`() throws {
    let miss = try #require(try loader("").closure(of: "/bin/app").missing.first)
    #expect(
      miss.text == """
        cannot find 'libmissing.so', needed by /bin/app
          DT_RPATH         /opt/libmissing.so: no such file (of /bin/app)
          LD_LIBRARY_PATH  not set
          DT_RUNPATH       not set
          ld.so.cache      the root has none
          default paths    /lib: no such directory
                           /usr/lib/libmissing.so: no such file
        """)
  }

  @Test(arguments: [
    (Need.Kind.interpreter, "cannot find the interpreter 'x' of /p"),
    (.filter, "cannot find 'x', the filtee of /p"), (.audit, "cannot find 'x', the auditor of /p"),
    (.preload, "cannot find 'x', which is to be preloaded into /p"),
    (.dlopen, "cannot find 'x', which /p opens by dlopen"),
  ]) func `each kind has its words`(_ kind: Need.Kind, _ text: String) {
    #expect(Miss(name: [120], kind: kind, requester: "/p", considered: []).text == text)
  }

  @Test func `a version that is missing is told`() {
    var miss = VersionMiss(requester: "/a", library: "/l", version: [86], isWeak: false)
    #expect(miss.text == "/l does not define the version 'V' that /a needs")
    miss.isWeak = true
    #expect(miss.text.hasSuffix("(weakly: the loader only warns)"))
  }
}

@Suite struct TreeJSONTests {
  private func json(_ lines: String, _ paths: [RootPath]) throws -> String {
    String(decoding: try loader(lines).forest(of: paths).json(), as: UTF8.self)
  }

  @Test func `one object per file, as the schema says`() throws {
    #expect(
      try json("", ["/bin/app"]) == #"""
        {"schema":"pith.tree/1","objects":[
        {"path":"/bin/app","interpreter":"/lib64/ld.so","class":"ELF64","machine":"x86-64","needed":[{"name":"liba.so","path":"/opt/liba.so","via":"rpath"},{"name":"libb.so","path":"/usr/lib/libb.so","via":"default"}],"missing":["libmissing.so"]},
        {"path":"/opt/liba.so","interpreter":null,"class":"ELF64","machine":"x86-64","needed":[{"name":"libc.so","path":"/usr/lib/libc.so","via":"default"}],"missing":[]},
        {"path":"/usr/lib/libb.so","interpreter":null,"class":"ELF64","machine":"x86-64","needed":[{"name":"libc.so","path":"/usr/lib/libc.so","via":"loaded"},{"name":"ld.so","path":"/lib64/ld.so","via":"loaded"}],"missing":[]},
        {"path":"/usr/lib/libc.so","interpreter":null,"class":"ELF64","machine":"x86-64","needed":[],"missing":[]},
        {"path":"/lib64/ld.so","interpreter":null,"class":"ELF64","machine":"x86-64","needed":[],"missing":[]}
        ]}

        """#)
  }

  @Test func `a name that is not UTF-8 is there exactly, too`() throws {
    let text = try json(
      "/bin/b\\xffd 755 : elf static", [RootPath(Array("/bin/b".utf8) + [255, 100])])
    #expect(text.contains(#""path":"/bin/b\#u{fffd}d","pathBytes":"L2Jpbi9i/2Q=""#))
  }

  @Test func `quotes, backslashes and control characters are escaped`() throws {
    let text = try json(#"/bin/a"\\\n 755 : elf static"#, [RootPath("/bin/a\"\\\n")])
    #expect(text.contains(#""path":"/bin/a\"\\\u000a""#))
  }

  @Test func `kinds other than needed are named, and no programs give no objects`() throws {
    let text = try json("/bin/b 755 : elf interp=/lib64/ld.so audit=/opt/liba.so", ["/bin/b"])
    #expect(text.contains(#""via":"path","kind":"audit""#))
    #expect(try json("", []) == "{\"schema\":\"pith.tree/1\",\"objects\":[\n]}\n")
  }
}

@Suite struct TreeSchemaTests {
  @Test func `JSON is valid by its schema`() throws {
    let schema = try JSONSchema("pith.tree-1")
    let loader = loader("/bin/\\xff : elf interp=/lib64/ld.so needed=lib\\xfe.so")
    for paths in [[], ["/bin/app", "/bin/static", RootPath(Array("/bin/".utf8) + [0xff])]] {
      let errors = try schema.errors(in: loader.forest(of: paths).json())
      #expect(errors == [])
    }
  }
}

@Suite struct TreeDOTTests {
  @Test func `it is a graph`() throws {
    let dot = try loader("").forest(of: ["/bin/app"]).dot()
    #expect(dot.hasPrefix("digraph closure {"))
    #expect(dot.contains(##"n0 [label="app\n/bin", color="#224488""##))
    #expect(dot.contains(#"n0 -> n1 [color="blue"];"#))
    #expect(dot.contains("n0 -> m0 [color=red];"))
    #expect(
      dot.contains(
        #"m0 [label="libmissing.so", color=red, fontcolor=red, style="rounded,dashed"];"#))
  }

  @Test func `a file that everything needs is drawn once and counted`() throws {
    let names = (1...8).map { "lib\($0).so" }
    let lines = names.map { "/usr/lib/\($0) : elf needed=libc.so" }.joined(separator: "\n")
    let dot = try loader(
      "/bin/many 755 : elf interp=/lib64/ld.so needed=libc.so,\(names.joined(separator: ","))\n"
        + lines
    ).forest(of: ["/bin/many"]).dot()
    #expect(dot.contains(#"n1 [label="libc.so\nneeded by 8 more"];"#), "\(dot)")
    #expect(dot.matches(of: #/-> n1\b/#).count == 1)
  }

  @Test func `what was loaded before does not decide where a file stands`() throws {
    let dot = try loader("").forest(of: ["/bin/app"]).dot()
    #expect(dot.contains(##"n2 -> n3 [color="#bbbbbb", constraint=false];"##), "\(dot)")
  }

  @Test func `colors that occur and the usual directory are explained`() throws {
    let dot = try loader("").forest(of: ["/bin/app"]).dot()
    #expect(
      dot.contains(
        "label=\"blue: by RPATH or RUNPATH; gray: loaded before; green: in a default directory; "
          + "red: missing. Files without a directory are in /usr/lib\";"), "\(dot)")
  }

  @Test func `names are quoted`() throws {
    let dot = try loader(#"/bin/a"b 755 : elf static"#).forest(of: [RootPath("/bin/a\"b")]).dot()
    #expect(dot.contains(#"label="a\"b\n/bin""#))
  }
}

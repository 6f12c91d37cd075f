import Roots
import RootsTesting
import Testing

@testable import Analyzers

struct CodeCommandTests {
  /// Which of some programs `code` brings, if it is the application.
  private func programs(_ code: String, in file: String = "/app/main.js") throws -> Set<String> {
    let root = MemoryRoot(
      """
      /bin/run 755 : program
      /usr/bin/git 755 : program
      /usr/bin/sort 755 : program
      /usr/bin/date 755 : program
      /usr/bin/systemctl 755 : program
      """)
    root.addFile(RootPath(file), Array(code.utf8))
    let plan = try PlannedRoot(root, command: "run \(file)")
    return ["git", "sort", "date", "systemctl"].reduce(into: []) { result, name in
      if plan.keeps("/usr/bin/\(name)") { result.insert(name) }
    }
  }

  @Test func `the first argument of a call that starts a program`() throws {
    #expect(try programs("cp.spawn('git', ['log'])") == ["git"])
    #expect(try programs("subprocess.run(['git', 'log'])", in: "/app/x.py") == ["git"])
    #expect(try programs("system \"git log\"", in: "/app/x.rb") == ["git"])
    #expect(try programs("os.system(f'git log {n} | sort')", in: "/app/x.py") == ["git", "sort"])
    #expect(try programs("print('git')") == [])
  }

  @Test(arguments: [
    "(ext:run-program \"git\" (list \"log\"))", "(system* \"git\" \"log\")",
    "(with-input-from-pipe \"git log\" read-line)", "(open-process (list path: \"git\"))",
  ])
  func `what Lisp and Scheme start, whose names have dashes`(code: String) throws {
    #expect(try programs(code, in: "/app/x.lisp") == ["git"])
  }

  @Test func `a word behind a dash is none of them`() throws {
    #expect(try programs("(log-program \"git\") (x path: \"git\")", in: "/app/x.scm") == [])
  }

  @Test func `a literal that is executed, as Groovy has it`() throws {
    #expect(try programs("println 'git log'.execute().text", in: "/app/x.groovy") == ["git"])
    #expect(try programs("db.prepare('git log')", in: "/app/x.groovy") == [])
  }

  @Test func `both sides of a pipe`() throws {
    #expect(try programs("exec(\"git log | sort -u\")") == ["git", "sort"])
  }

  @Test func `backticks, where they run commands`() throws {
    #expect(try programs("<?php echo `date -u`;", in: "/app/x.php") == ["date"])
    #expect(try programs("const text = `date of birth`;") == [])
  }

  @Test func `a command line in a variable, where programs are started at all`() throws {
    let code = "const line = 'sort -u';\n"
    #expect(try programs(code) == [])
    #expect(try programs("const {exec} = require('child_process');\n" + code) == ["sort"])
  }

  @Test func `a library counts where it calls`() throws {
    let code = "require('child_process'); const a = 'sort -u'; spawn('git')"
    #expect(try programs(code, in: "/app/node_modules/x/main.js") == ["git"])
  }

  @Test func `comments say nothing, nor does an apostrophe in them`() throws {
    #expect(
      try programs("// don't exec('date')\nspawn('git') /* don't spawn('date') */ // `") == ["git"])
    #expect(try programs("# don't\nsystem('git')", in: "/app/x.py") == ["git"])
  }

  @Test func `administration is nobody's in a container`() throws {
    #expect(try programs("exec('systemctl restart x')") == [])
  }
}

@Suite struct SchemeLiteralTests {
  @Test func `a keyword is no comment`() throws {
    let plan = try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/scheme 755 : #!/bin/sh
        /bin/sh 755 : shell
        /usr/bin/tr 755 : x
        /app/main.scm : (define-module (a) #:use-module (ice-9 popen)) (open-input-pipe "echo x | tr a b")
        """#), command: "scheme /app/main.scm")
    #expect(plan.keeps("/usr/bin/tr"))
  }
}

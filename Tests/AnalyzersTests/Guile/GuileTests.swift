import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

@Suite struct GuileTests {
  private func plan(
    _ script: String, command: String = "guile --no-auto-compile -s /app/main.scm",
    more: String = "", environment: [String] = []
  ) throws -> PlannedRoot {
    let modules = [
      "ice-9/boot-9", "ice-9/command-line", "ice-9/eval", "ice-9/psyntax-pp", "ice-9/match",
      "web/server", "web/server/http", "srfi/srfi-1", "language/scheme/spec", "system/base/compile",
    ]
    var root = "/usr/bin/guile 755 : x\n/usr/lib/libguile-3.0.so.1 : x\n"
    root += "/usr/lib/guile/3.0/extensions/guile-readline.so.0 : x\n"
    for module in modules {
      root += "/usr/lib/guile/3.0/ccache/\(module).go : x\n"
      let text =
        module == "web/server"
        ? "(define (open kind) (resolve-module `(web server ,kind)))" : "(define-module (x))"
      root += "/usr/share/guile/3.0/\(module).scm : \(text)\n"
    }
    let tree = MemoryRoot(root + more + "/app/main.scm : \(script)")
    tree.addFile("/usr/lib/libguile-3.0.so.1", [0x7f, 0x45, 0x4c, 0x46])
    return try PlannedRoot(
      tree, command: command + " /usr/lib/libguile-3.0.so.1", environment: environment)
  }

  private func compiled(_ module: String) -> String { "/usr/lib/guile/3.0/ccache/\(module).go" }

  @Test func `a module that a program uses comes with its source, others stay out`() throws {
    let plan = try plan("(use-modules (ice-9 match))")
    #expect(plan.keeps(compiled("ice-9/match"), "/usr/share/guile/3.0/ice-9/match.scm"))
    #expect(plan.keeps(compiled("ice-9/boot-9")))
    #expect(!plan.keeps(compiled("web/server")))
    #expect(plan.rules(compiled("ice-9/match")).contains("guile-module"))
  }

  @Test func `selections, standard numbers and strings name modules`() throws {
    #expect(
      try plan("(use-modules ((ice-9 match) #:select (match)))").keeps(compiled("ice-9/match")))
    #expect(try plan("(import (srfi :1))").keeps(compiled("srfi/srfi-1")))
    #expect(try plan(#"(load-from-path "ice-9/match.scm")"#).keeps(compiled("ice-9/match")))
  }

  @Test func `comments and characters do not`() throws {
    #expect(try !plan("; (ice-9 match)").keeps(compiled("ice-9/match")))
    #expect(
      try plan(#"(define c #\\") (use-modules (ice-9 match))"#).keeps(compiled("ice-9/match")))
  }

  @Test func `a name that is put together brings what is below its fixed part`() throws {
    #expect(try plan("(use-modules (web server))").keeps(compiled("web/server/http")))
  }

  @Test func `the compiler stays where sources are compiled as they are loaded`() throws {
    #expect(try !plan("x").keeps(compiled("language/scheme/spec")))
    #expect(
      try plan("x", command: "guile -s /app/main.scm").keeps(compiled("language/scheme/spec")))
    #expect(
      try !plan(
        "x", command: "guile -s /app/main.scm", environment: ["GUILE_AUTO_COMPILE=0"]
      ).keeps(compiled("language/scheme/spec")))
    #expect(
      try plan("(use-modules (system base compile))").keeps(compiled("language/scheme/spec")))
  }

  @Test func `an extension comes with whoever loads it`() throws {
    let path = "/usr/lib/guile/3.0/extensions/guile-readline.so.0"
    #expect(try !plan("x").keeps(path))
    #expect(try plan(#"(load-extension "guile-readline" "init")"#).keeps(path))
  }
}

import Roots
import RootsTesting
import Testing

@testable import Analyzers

struct NodeTests {
  /// An application with packages of every kind.
  private func root(_ more: String = "") -> MemoryRoot {
    MemoryRoot(
      #"""
      /usr/bin/node 755 : node
      /bin/sh 755 : sh
      /app/package.json : {"name": "app", "dependencies": {"prod": "1"}, "devDependencies": {"tool": "1", "both": "1", "runner": "1"}, "scripts": {"start": "runner main.js"}}
      /app/node_modules/prod/package.json : {"name": "prod", "dependencies": {"both": "1"}, "peerDependencies": {"@s/peer": "1"}}
      /app/node_modules/prod/index.js : code
      /app/node_modules/both/package.json : {"name": "both"}
      /app/node_modules/@s/peer/package.json : {"name": "@s/peer"}
      /app/node_modules/tool/package.json : {"name": "tool", "dependencies": {"toolpart": "1"}}
      /app/node_modules/tool/cli.js : code
      /app/node_modules/toolpart/package.json : {"name": "toolpart"}
      /app/node_modules/runner/package.json : {"name": "runner", "dependencies": {"runpart": "1"}}
      /app/node_modules/runner/bin.js 755 : #!/usr/bin/env node
      /app/node_modules/runpart/package.json : {"name": "runpart"}
      /app/node_modules/stray/package.json : {"name": "stray"}
      /app/node_modules/.bin/runner -> ../runner/bin.js
      /app/node_modules/.bin/tool -> ../tool/cli.js
      /usr/share/nodejs/shared/package.json : {"name": "shared", "dependencies": {"deeper": "1"}}
      /usr/share/nodejs/shared/index.js : require('undeclared/x')
      /usr/share/nodejs/deeper/package.json : {"name": "deeper"}
      /usr/share/nodejs/undeclared/package.json : {"name": "undeclared"}
      /usr/share/nodejs/other/package.json : {"name": "other"}
      """# + "\n" + more)
  }

  private func plan(_ more: String, command: String = "node main.js") throws -> PlannedRoot {
    try PlannedRoot(root(more), command: command, workingDirectory: "/app")
  }

  @Test func `a tool's own package has what projects name, with those that extend it`() throws {
    let nodejs = "/usr/share/nodejs"
    let root = root(
      """
      /usr/bin/build -> ../share/nodejs/build/cli.js
      \(nodejs)/build/cli.js 755 : #!/usr/bin/node
      \(nodejs)/@build/preset/package.json : {"name": "@build/preset", "dependencies": {"deeper": "1"}}
      \(nodejs)/build-loader/package.json : {"name": "build-loader"}
      \(nodejs)/build/package.json : {"name": "build"}
      \(nodejs)/peer/package.json : {"name": "peer", "peerDependencies": {"build": "1"}}
      /var/lib/dpkg/info/peer.list : \(nodejs)/peer/package.json\\n
      /var/lib/dpkg/info/build.list : /usr/bin/build\\n\(nodejs)/build/cli.js\\n\(nodejs)/@build/preset/package.json\\n
      /var/lib/dpkg/info/build-loader.list : \(nodejs)/build-loader/package.json\\n
      /var/lib/dpkg/info/other.list : \(nodejs)/other/package.json\\n
      """)
    let package = "Status: install ok installed\nPriority: optional\nVersion: 1\n"
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ("Package: build\n\(package)\nPackage: build-loader\n\(package)Depends: build\n\n"
          + "Package: peer\n\(package)\nPackage: other\n\(package)\n").utf8))
    root.addFile("/var/lib/apt/extended_states", Array("Package: x\nAuto-Installed: 1\n\n".utf8))
    let plan = try PlannedRoot(root, command: "build")
    #expect(
      plan.keeps(
        nodejs + "/@build/preset/package.json", nodejs + "/deeper/package.json",
        nodejs + "/build-loader/package.json", nodejs + "/peer/package.json"))
    #expect(!plan.keeps(nodejs + "/other/package.json"))
  }

  @Test func `what only devDependencies lead to stays out`() throws {
    let plan = try plan("/app/main.js : require('prod')")
    #expect(
      plan.keeps(
        "/app/node_modules/prod/index.js", "/app/node_modules/both/package.json",
        "/app/node_modules/@s/peer/package.json"))
    #expect(!plan.keeps("/app/node_modules/tool/cli.js"))
    #expect(!plan.keeps("/app/node_modules/toolpart/package.json"))
    #expect(!plan.keeps("/app/node_modules/.bin/tool"))
  }

  @Test func `what nothing declares stays`() throws {
    #expect(try plan("/app/main.js : 1").keeps("/app/node_modules/stray/package.json"))
  }

  @Test func `what the application imports stays, but for its tests and settings`() throws {
    let tools = "/app/node_modules/tool/cli.js"
    #expect(try plan("/app/main.js : import x from 'tool/cli'").keeps(tools))
    #expect(try !plan("/app/a.test.js : require('tool')\n/app/main.js : 1").keeps(tools))
    #expect(try !plan("/app/tool.config.mjs : import 'tool'\n/app/main.js : 1").keeps(tools))
  }

  @Test func `the program of the start script stays with what it needs`() throws {
    let plan = try plan("/app/main.js : 1", command: "npm start")
    #expect(
      plan.keeps(
        "/app/node_modules/runner/bin.js", "/app/node_modules/runpart/package.json",
        "/app/node_modules/.bin/runner"))
  }

  @Test func `packages of the system come by require`() throws {
    let plan = try plan("/app/main.js : const s = require(\"shared\")")
    #expect(
      plan.keeps(
        "/usr/share/nodejs/shared/index.js", "/usr/share/nodejs/deeper/package.json",
        "/usr/share/nodejs/undeclared/package.json"))
    #expect(!plan.keeps("/usr/share/nodejs/other/package.json"))
  }

  @Test func `tests in a package of the system bring nothing, and large ones stay out`() throws {
    let root = root(
      #"""
      /app/main.js : const s = require("shared")
      /usr/share/nodejs/shared/test-all.js : require('other')
      """#)
    root.addFile(
      "/usr/share/nodejs/shared/min/tests.js", [UInt8](repeating: 0x20, count: 1 << 19))
    root.addFile(
      "/usr/share/nodejs/deeper/min/tests.js", [UInt8](repeating: 0x20, count: 1 << 19))
    root.addFile("/usr/share/nodejs/deeper/index.js", Array("require('./min/tests.js')".utf8))
    let plan = try PlannedRoot(root, command: "node main.js", workingDirectory: "/app")
    #expect(
      plan.keeps(
        "/usr/share/nodejs/shared/test-all.js", "/usr/share/nodejs/deeper/min/tests.js"))
    #expect(!plan.keeps("/usr/share/nodejs/other/package.json"))
    #expect(!plan.keeps("/usr/share/nodejs/shared/min/tests.js"))
  }

  @Test func `a package of the system that the application names for another to load`() throws {
    #expect(try plan("/app/main.js : set('engine', 'other')").keeps("/usr/share/nodejs/other"))
  }

  @Test(arguments: [
    ("express", "express"), ("express/lib/x", "express"), ("@s/p", "@s/p"), ("@s/p/q", "@s/p"),
    ("./x", nil), ("/x", nil), ("#own", nil), ("node:fs", nil), ("@s", nil),
  ])
  func `the package in a specifier`(specifier: String, name: String?) {
    #expect(NodeModules.packageName(in: Array(specifier.utf8)) == name.map { Array($0.utf8) })
  }

  @Test func `each form of import`() {
    let text = Array(
      """
      import a from 'a'; import "b"; const c = await import(`c`); export * from 'd';
      const e = require("e"); require.resolve('f'); // require('no')
      say('no')
      """.utf8)
    let found = unsafe NodeImports.specifiers(in: text.span.bytes)
    #expect(found == Set(["a", "b", "c", "d", "e", "f"].map { Array($0.utf8) }))
  }
}

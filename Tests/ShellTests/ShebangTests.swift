import Shell
import Testing

@Suite struct ShebangTests {
  private func shebang(_ text: String) -> Shebang? { Shebang(Array(text.utf8)) }

  private func words(_ list: [[UInt8]]?) -> [String]? {
    list.map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test func `all behind the interpreter is one argument`() throws {
    let line = try #require(shebang("#! /bin/sh  -e -x \nls"))
    #expect(line.interpreter == Array("/bin/sh".utf8))
    #expect(line.argument == Array("-e -x".utf8))
    #expect(line.programName.elementsEqual("sh".utf8))
  }

  @Test func `a text without the line has none`() {
    #expect(shebang("# !/bin/sh") == nil)
    #expect(shebang("#!\n/bin/sh") == nil)
    #expect(shebang("") == nil)
  }

  @Test func `env runs what it is given`() {
    #expect(words(shebang("#!/usr/bin/env python3\n")?.command) == ["python3"])
    #expect(shebang("#!/usr/bin/env bash")?.programName.elementsEqual("bash".utf8) == true)
  }

  @Test func `env takes its one argument as a name`() {
    #expect(words(shebang("#!/usr/bin/env python3 -u\n")?.command) == ["python3 -u"])
  }

  @Test(arguments: [
    "-S python3 -u", "-vS python3 -u", "-S A=1 python3 -u", "-Spython3 -u",
    "--split-string=python3 -u", "-S -i python3 -u", "-S -u X python3 -u",
  ])
  func `env splits with`(_ arguments: String) {
    #expect(words(shebang("#!/usr/bin/env \(arguments)\n")?.command) == ["python3", "-u"])
  }

  @Test func `a carriage return belongs to the name`() {
    #expect(shebang("#!/bin/sh\r\n")?.interpreter == Array("/bin/sh\r".utf8))
  }

  @Test func `no more than the kernel reads is read`() {
    let line = shebang("#!/bin/sh " + String(repeating: "x", count: 400))
    #expect(line?.argument?.count == 246)
  }

  @Test(arguments: ["#!/command/with-contenv bash", "#!/bin/busybox sh", "#!/x/init /bin/sh -e"])
  func `a program that is told a shell starts it`(_ line: String) {
    #expect(shebang(line).map { Shebang.isShell($0.programName) } == true)
  }

  @Test func `shells are known by name`() {
    #expect(Shebang.isShell("bash".utf8) && Shebang.isShell("dash".utf8))
    #expect(!Shebang.isShell("python3".utf8))
  }
}

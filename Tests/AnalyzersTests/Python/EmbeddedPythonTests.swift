import ELF
import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

/// A Python inside another program, whose code comes from outside.
struct EmbeddedPythonTests {
  private func plan(_ more: String, command: String = "debugger") throws -> PlannedRoot {
    var program = ObjectBuilder()
    program.needed = ["libpython3.11.so.1.0"]
    let root = MemoryRoot(PythonTests.base + "\n" + more)
    var library = ObjectBuilder()
    library.isDynamic = true
    root.addFile("/usr/lib64/libpython3.11.so.1.0", library.bytes())
    root.addFile("/usr/bin/debugger", program.bytes(), mode: 0o755)
    return try PlannedRoot(root, command: command)
  }

  @Test func `what somebody types may import all of the standard library`() throws {
    let plan = try plan("")
    #expect(plan.keeps("/usr/lib/python3.11/json/tool.py"))
    #expect(!plan.keeps("/usr/lib/python3.11/test/test_os.py"))
    #expect(!plan.keeps("/usr/lib/python3/dist-packages/two.py"))
  }

  @Test func `the author's own code says what it imports`() throws {
    let plan = try plan("/app/a.py : import json", command: "debugger /app/a.py")
    #expect(plan.keeps("/usr/lib/python3.11/json/decoder.py"))
    #expect(!plan.keeps("/usr/lib/python3.11/lonely.py"))
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// A tool with parts in a directory of its own, and with a list of them for people.
@Suite struct SubcommandListTests {
  private static let parts = ["serve", "send", "fetch", "mail"]

  private func plan(_ strings: [String], command: String = "tool run") throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /bin/sh 755 : x
      /usr/lib/tool/ :
      /var/lib/dpkg/status : Package: tool\nStatus: install ok installed\nPriority: optional\nVersion: 1\n
      /var/lib/dpkg/info/tool.list : /usr/bin/tool\n\#(Self.parts.map { "/usr/lib/tool/tool-\($0)\\n" }.joined())

      """#)
    var object = ObjectBuilder()
    object.needed = ["libc.so.6"]
    object.symbols = [ObjectBuilder.BuiltSymbol("execve")]
    object.readOnlyData = Array("\0\(strings.joined(separator: "\0"))\0/usr/lib/tool\0".utf8)
    root.addFile("/usr/bin/tool", object.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    for part in Self.parts {
      var object = ObjectBuilder()
      object.readOnlyData = [UInt8](repeating: 1, count: 1 << 19)
      root.addFile(RootPath("/usr/lib/tool/tool-\(part)"), object.bytes(), mode: 0o755)
    }
    return try PlannedRoot(
      root, words: command.split(separator: " ", maxSplits: 2).map(String.init))
  }

  /// `tool-x0` and so on, with the parts among them, as help(1) lists them.
  private static let list = ((0..<20).map { "tool-x\($0)" } + parts.map { "tool-\($0)" }).sorted()
  private static let other = (0..<10).map { "something else \($0)" }

  @Test func `what only the list of a tool names stays out`() throws {
    let plan = try plan(Self.list)
    #expect(plan.keeps("/usr/bin/tool"))
    for part in Self.parts { #expect(!plan.keeps("/usr/lib/tool/tool-\(part)")) }
  }

  @Test func `what the tool says elsewhere too it starts`() throws {
    let plan = try plan(Self.list + Self.other + ["tool-fetch"])
    #expect(plan.keeps("/usr/lib/tool/tool-fetch"))
    #expect(!plan.keeps("/usr/lib/tool/tool-serve"))
  }

  @Test func `a part that a command names comes`() throws {
    let plan = try plan(Self.list, command: "sh -c tool serve --port 80; tool x")
    #expect(plan.keeps("/usr/lib/tool/tool-serve"))
    #expect(!plan.keeps("/usr/lib/tool/tool-mail"))
  }

  @Test func `a few names are no list`() throws {
    let plan = try plan(Self.parts.map { "tool-\($0)" })
    for part in Self.parts { #expect(plan.keeps("/usr/lib/tool/tool-\(part)")) }
  }
}

import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// Code in the data of an application's package, which it runs with an interpreter of its own.
@Suite struct PackagedCodeTests {
  private func plan(saying line: String, named name: String = "back.scm") throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /var/lib/dpkg/info/engrave.list : /usr/bin/engrave\n/usr/share/engrave/1/\#(name)\n
      /var/lib/dpkg/info/convert.list : /usr/bin/convert-it\n/usr/bin/other\n/usr/share/convert/keys\n/usr/share/convert/unsaid\n
      /var/lib/dpkg/info/stranger.list : /usr/bin/stranger\n/usr/share/stranger/keys\n
      /usr/share/convert/keys 644 : x
      /usr/share/convert/unsaid 644 : x
      /usr/share/stranger/keys 644 : x
      /usr/bin/engrave 755 : x
      /usr/bin/convert-it 755 : x
      /usr/bin/other 755 : x
      /usr/bin/stranger 755 : x
      """#)
    root.addFile(RootPath("/usr/share/engrave/1/" + name), Array((line + "\n").utf8))
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: engrave
        Status: install ok installed
        Version: 1
        Depends: convert

        Package: convert
        Status: install ok installed
        Version: 1

        Package: stranger
        Status: install ok installed
        Version: 1

        """.utf8))
    return try PlannedRoot(root, command: "engrave")
  }

  @Test
  func `a literal that is the name of a program of a package that theirs depends on keeps it`()
    throws
  {
    let plan = try plan(saying: "(search-executable '(\"convert-it\" \"stranger\")) other")
    #expect(plan.keeps("/usr/bin/convert-it"))
    #expect(!plan.keeps("/usr/bin/other"))
    #expect(!plan.keeps("/usr/bin/stranger"))
  }

  @Test func `a literal that is the path of data of a package that theirs depends on keeps it`()
    throws
  {
    let plan = try plan(
      saying: "add_file('/usr/share/convert/keys') add_file('/usr/share/stranger/keys')",
      named: "sandbox.lua")
    #expect(plan.keeps("/usr/share/convert/keys"))
    #expect(!plan.keeps("/usr/share/convert/unsaid"))
    #expect(!plan.keeps("/usr/share/stranger/keys"))
  }

  @Test func `what is no code says nothing`() throws {
    #expect(!(try plan(saying: "\"convert-it\"", named: "back.txt").keeps("/usr/bin/convert-it")))
  }
}

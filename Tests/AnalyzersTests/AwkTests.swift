import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

@Suite struct AwkTests {
  private func plan(_ text: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      "/bin/sh 755 : x\n/usr/bin/awk 755 : x\n/usr/bin/uname 755 : x\n/usr/bin/sort 755 : x")
    root.addFile("/app/run", Array(text.utf8), mode: 0o755)
    return try PlannedRoot(root, command: "/app/run")
  }

  @Test func `a command that awk reads from or writes to comes`() throws {
    #expect(
      try plan("#!/usr/bin/awk -f\nBEGIN { \"uname\" | getline h }").keeps("/usr/bin/uname"))
    #expect(try plan("#!/usr/bin/awk -f\n{ print $1 | \"sort -r\" }").keeps("/usr/bin/sort"))
    #expect(try plan("#!/usr/bin/awk -f\n{ system(\"uname -a\") }").keeps("/usr/bin/uname"))
  }

  @Test func `so it does in a shell script`() throws {
    #expect(
      try plan("#!/bin/sh\nawk '{ print | \"sort\" }' x").keeps("/usr/bin/awk", "/usr/bin/sort"))
  }

  @Test func `other strings say nothing`() throws {
    #expect(try !plan("#!/usr/bin/awk -f\n{ print \"sort\" }").keeps("/usr/bin/sort"))
    #expect(
      try !plan("#!/usr/bin/awk -f\n{ if (x || \"sort\" == y) print }").keeps("/usr/bin/sort"))
  }
}

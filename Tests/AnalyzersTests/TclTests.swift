import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

@Suite struct TclTests {
  private func plan(_ script: String) throws -> PlannedRoot {
    try PlannedRoot(
      MemoryRoot(
        #"""
        /usr/bin/tclsh 755 : x
        /usr/bin/sort 755 : x
        /usr/bin/uniq 755 : x
        /usr/share/tcltk/lib1/pkgIndex.tcl : lappend ::auto_path $dir
        /usr/share/tcltk/lib1/one/pkgIndex.tcl : package ifneeded one 1.0 [list source [file join $dir one.tcl]]
        /usr/share/tcltk/lib1/one/one.tcl : package require three
        /usr/share/tcltk/lib1/two/pkgIndex.tcl : package ifneeded two::x 1.0 [list source [file join $dir two.tcl]]
        /usr/share/tcltk/lib1/two/two.tcl : x
        /usr/lib/tcltk/three/pkgIndex.tcl : package ifneeded three 3 [list load [file join $dir libthree.so]]
        /usr/lib/tcltk/three/libthree.so : x

        """# + "/app/main.tcl : \(script)"), command: "tclsh /app/main.tcl")
  }

  @Test func `a required package brings its directory, and what leads there`() throws {
    let plan = try plan("package require -exact one 1.0")
    #expect(
      plan.keeps("/usr/share/tcltk/lib1/one/one.tcl", "/usr/share/tcltk/lib1/pkgIndex.tcl"))
    #expect(!plan.keeps("/usr/share/tcltk/lib1/two/two.tcl"))
  }

  @Test func `what a package requires comes too`() throws {
    #expect(try plan("package require one").keeps("/usr/lib/tcltk/three/libthree.so"))
  }

  @Test func `a requirement within braces counts, and one in a comment does not`() throws {
    #expect(
      try plan(#"if {[catch {package require two::x} e]} { exit }"#)
        .keeps("/usr/share/tcltk/lib1/two/two.tcl"))
    #expect(
      !(try plan(#"# package require two::x\nputs x"#).keeps("/usr/share/tcltk/lib1/two/two.tcl")))
  }

  @Test func `exec starts each part of a pipeline`() throws {
    let plan = try plan("set x [exec -ignorestderr sort -r $file | uniq -c]")
    #expect(plan.keeps("/usr/bin/sort", "/usr/bin/uniq"))
    #expect(!(try self.plan("exec $sort").keeps("/usr/bin/sort")))
  }
}

@Suite struct ManagedAssemblyTests {
  private func plan(_ literal: String, refersTo name: String) throws -> PlannedRoot {
    let root = MemoryRoot("/usr/bin/clr 755 : x\n/usr/bin/tr 755 : x\n/srv/data.txt : x")
    var assembly = Array("MZ\u{1}\u{2}".utf8) + Array(name.utf8) + [0, 7]
    for byte in literal.utf8 { assembly += [byte, 0] }
    root.addFile("/app/shop.exe", assembly + [1])
    return try PlannedRoot(root, command: "clr /app/shop.exe")
  }

  @Test func `literals of an assembly that starts programs are command lines`() throws {
    #expect(try plan("id -un | tr a-z A-Z", refersTo: "ProcessStartInfo").keeps("/usr/bin/tr"))
    #expect(!(try plan("id -un | tr a-z A-Z", refersTo: "Console").keeps("/usr/bin/tr")))
  }

  @Test func `what an assembly gives to a shell is a command line`() throws {
    #expect(try plan("-c \"tr -d x\"", refersTo: "ProcessStartInfo").keeps("/usr/bin/tr"))
  }

  @Test func `paths among the literals of an assembly are mentions`() throws {
    #expect(try plan("/srv/data.txt", refersTo: "Console").keeps("/srv/data.txt"))
  }
}

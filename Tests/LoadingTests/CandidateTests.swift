import Loading
import Roots
import RootsTesting
import Testing

/// What ld.so does about a file that has the name and is not what it wants.
@Suite struct CandidateTests {
  /// The closure of a program that finds `content` in /first, and a good library in /second.
  private func closure(_ content: String, list: String = "rpath") throws -> Closure {
    let root = glibcRoot(
      app("needed=libx.so \(list)=/first:/second") + "/second/libx.so : elf\n"
        + "/usr/lib/libx.so : elf\n" + content)
    return try Loader(described: root).closure(of: "/usr/bin/app")
  }

  @Test(arguments: ["i386", "x32", "aarch64", "s390x", "sparc"])
  func `another class or machine is passed over`(_ machine: String) throws {
    #expect(
      try closure("/first/libx.so : elf machine=\(machine)").libraries
        == ["/second/libx.so rpath"])
  }

  @Test func `a link to nothing is passed over`() throws {
    #expect(
      try closure("/first/libx.so -> nowhere").libraries == ["/second/libx.so rpath"])
  }

  @Test func `a directory that is a loop or a file is passed over`() throws {
    #expect(try closure("/first -> first").libraries == ["/second/libx.so rpath"])
    #expect(try closure("/first : a file").libraries == ["/second/libx.so rpath"])
  }

  @Test(arguments: [
    ("a link to itself", "/first/libx.so -> libx.so"), ("a socket", "/first/libx.so s"),
  ]) func `what cannot be opened ends its list and not the search`(_: String, _ line: String) throws
  {
    #expect(try closure(line).libraries == ["/usr/lib/libx.so default"])
  }

  @Test(arguments: [
    ("/first/libx.so : text", "not an ELF file"), ("/first/libx.so", "an empty file"),
    ("/first/libx.so/", "a directory"), ("/first/libx.so : elf osabi=6", "OS ABI is 6"),
    ("/first/libx.so : elf malformed", "program headers end outside the file"),
    ("/first/libx.so : elf type=exec", "a program, not a library"),
    ("/first/libx.so : elf type=pie", "a program, not a library"),
    ("/first/libx.so : elf type=relocatable", "not a shared object"),
    ("/first/libx.so : elf static", "no dynamic section"),
  ]) func `anything else stops the loader`(_ line: String, _ why: String) throws {
    let miss = try #require(try closure(line).missing.first)
    let last = try #require(miss.considered.last)
    #expect(last.stage == "DT_RPATH")
    #expect(last.outcome.contains(why) && last.outcome.contains("stops the loader"))
  }

  @Test func `this machine's object with the other byte order stops the loader`() throws {
    // Its machine, read in the program's order, is the program's: 62 is 0x3e.
    let root = glibcRoot(
      app("needed=libx.so rpath=/first") + "/first/libx.so : elf machine=flipped order=big\n")
    let miss = try #require(
      try Loader(described: root).closure(of: "/usr/bin/app").missing.first)
    #expect(miss.considered.last?.outcome.contains("byte order") == true)
  }

  @Test func `the message says what the file is`() throws {
    let root = glibcRoot(
      app("needed=libx.so rpath=/first") + "/first/libx.so : elf machine=aarch64")
    let miss = try #require(try Loader(described: root).closure(of: "/usr/bin/app").missing.first)
    #expect(
      miss.lines.contains("DT_RPATH: /first/libx.so: aarch64, wanted x86-64 (of /usr/bin/app)"))
  }
}

import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Names without directories in the data of libraries.
@Suite struct NamedDataTests {
  /// A server with a library that says `strings`, whose package depends on one of the same source.
  private func planned(
    strings: String, imports: String? = nil, _ lines: String = "", command: String = "/app/server"
  ) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /usr/share/maps/maps.db : x
      /usr/share/maps/other.db : x
      /etc/maps/maps.conf : x
      /var/lib/dpkg/info/libmaps.list : /usr/lib/libmaps.so.1\n
      /var/lib/dpkg/info/maps-data.list : /usr/share/maps/maps.db\n/usr/share/maps/other.db\n/etc/maps/maps.conf\n

      """# + lines)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: libmaps
        Source: maps
        Status: install ok installed
        Priority: optional
        Depends: maps-data

        Package: maps-data
        Source: maps
        Status: install ok installed
        Priority: optional

        """.utf8))
    var program = ObjectBuilder()
    program.needed = ["libmaps.so.1", "libc.so.6"]
    root.addFile("/app/server", program.bytes(), mode: 0o755)
    var library = ObjectBuilder()
    library.soname = "libmaps.so.1"
    library.needed = ["libc.so.6"]
    library.symbols = imports.map { [ObjectBuilder.BuiltSymbol($0)] } ?? []
    library.readOnlyData = Array(strings.utf8)
    root.addFile("/usr/lib/libmaps.so.1", library.bytes())
    var libc = ObjectBuilder()
    libc.soname = "libc.so.6"
    root.addFile("/usr/lib/libc.so.6", libc.bytes(), mode: 0o755)
    return try PlannedRoot(
      root, command: command, environment: ["LD_LIBRARY_PATH=/usr/lib"])
  }

  @Test func `a library's data comes by the name of the file`() throws {
    let plan = try planned(strings: "\0maps.db\0")
    #expect(plan.keeps("/usr/share/maps/maps.db"))
    #expect(!plan.keeps("/usr/share/maps/other.db"))
  }

  @Test func `a library's configuration comes by the name of the file`() throws {
    let plan = try planned(strings: "\0maps.conf\0")
    #expect(plan.keeps("/etc/maps/maps.conf"))
    #expect(!(try planned(strings: "\0x\0").keeps("/etc/maps/maps.conf")))
  }

  @Test func `a link by which the library may know the directory of its data stays`() throws {
    let plan = try planned(strings: "\0maps.db\0", "/usr/share/server/data -> ../maps")
    #expect(plan.keeps("/usr/share/maps/maps.db", "/usr/share/server/data"))
    #expect(
      !(try planned(strings: "\0x\0", "/usr/share/server/data -> ../maps")
        .keeps("/usr/share/server/data")))
  }

  @Test func `a name may be the end of another string, which linkers let it be`() throws {
    let plan = try planned(strings: "\0Cannot find maps.db\0")
    #expect(plan.keeps("/usr/share/maps/maps.db"))
    #expect(!(try planned(strings: "\0maps.db is gone\0").keeps("/usr/share/maps/maps.db")))
  }

  private static let charsets = #"""
    /usr/lib/gconv/gconv-modules : module LATIN1// INTERNAL ISO8859-1 1\nmodule GREEK// INTERNAL ISO8859-7 1\nalias L1X// LATIN1//\n
    /usr/lib/gconv/ISO8859-1.so : x
    /usr/lib/gconv/ISO8859-7.so : x
    """#

  @Test func `a library that converts has its default charset`() throws {
    let plan = try planned(strings: "\0LATIN1\0", imports: "iconv_open", Self.charsets)
    #expect(plan.keeps("/usr/lib/gconv/ISO8859-1.so", "/usr/lib/gconv/gconv-modules"))
    #expect(!plan.keeps("/usr/lib/gconv/ISO8859-7.so"))
  }

  @Test func `a tool that a script starts has all charsets where it speaks of them`() throws {
    func plan(_ strings: String) throws -> PlannedRoot {
      let root = MemoryRoot(
        Self.charsets + "\n" + #"""
          /bin/sh 755 : x
          /app/run 755 : #!/bin/sh\ntool x
          """#)
      var tool = ObjectBuilder()
      tool.needed = ["libc.so.6"]
      tool.symbols = [ObjectBuilder.BuiltSymbol("iconv_open")]
      tool.readOnlyData = Array("\0\(strings)\0".utf8)
      root.addFile("/usr/bin/tool", tool.bytes(), mode: 0o755)
      root.addFile("/usr/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
      return try PlannedRoot(
        root, command: "/app/run", environment: ["LD_LIBRARY_PATH=/usr/lib"])
    }
    #expect(try plan("--from-encoding").keeps("/usr/lib/gconv/ISO8859-7.so"))
    #expect(!(try plan("--variables").keeps("/usr/lib/gconv/ISO8859-7.so")))
  }

  @Test func `a charset that the application's code says comes where a library converts`() throws {
    let code = ##"/app/main.js 755 : #!/app/server\nnew Converter('GREEK//TRANSLIT')\n"##
    let plan = try planned(
      strings: "\0x\0", imports: "iconv_open", Self.charsets + "\n" + code, command: "/app/main.js")
    #expect(plan.keeps("/usr/lib/gconv/ISO8859-7.so"))
    #expect(!plan.keeps("/usr/lib/gconv/ISO8859-1.so"))
    #expect(
      !(try planned(strings: "\0x\0", Self.charsets + "\n" + code, command: "/app/main.js")
        .keeps("/usr/lib/gconv/ISO8859-7.so")))
  }

  @Test func `several names of the same few charsets are still defaults`() throws {
    let aliases = (1...8).map { "alias N\($0)CHARSET// LATIN1//\\n" }.joined()
    let said = (1...8).map { "\0N\($0)CHARSET" }.joined() + "\0"
    let plan = try planned(
      strings: said, imports: "iconv_open",
      #"""
      /usr/lib/gconv/gconv-modules : module LATIN1// INTERNAL ISO8859-1 1\n\#(aliases)
      /usr/lib/gconv/ISO8859-1.so : x
      """#)
    #expect(plan.keeps("/usr/lib/gconv/ISO8859-1.so"))
  }

  @Test func `charsets of a library that does not convert say nothing`() throws {
    #expect(
      !(try planned(strings: "\0LATIN1\0", Self.charsets).keeps("/usr/lib/gconv/ISO8859-1.so")))
  }
}

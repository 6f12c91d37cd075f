import Analyzers
import ELFTesting
import Planning
import Roots
import RootsTesting
import Testing

/// Packages that extend the application's own, and libraries that are one thing in several files.
@Suite struct PackageExtensionTests {
  private func root(extensionDepends depends: String, askedFor asked: Bool = true) -> MemoryRoot {
    let root = MemoryRoot(
      #"""
      /usr/share/server/ext/base.sql : x
      /usr/share/server/ext/more.sql : x
      /usr/share/server/ext/more.control -> /etc/alternatives/more.control
      /etc/alternatives/more.control -> /usr/share/server/ext/more-3.control
      /usr/share/server/ext/more-3.control : x
      /usr/share/other/more.txt : x
      /var/lib/dpkg/alternatives/more.control : auto\n/usr/share/server/ext/more.control\n\n/usr/share/server/ext/more-3.control\n10\n\n
      /var/lib/dpkg/info/server.list : /usr/sbin/server\n/usr/lib/server/base.so\n/usr/share/server/ext/base.sql\n
      /var/lib/dpkg/info/more.list : /usr/lib/server/more.so\n/usr/share/other/more.txt\n
      /var/lib/dpkg/info/more-scripts.list : /usr/share/server/ext/more.sql\n/usr/share/server/ext/more-3.control\n
      """#)
    root.addFile(
      "/var/lib/apt/extended_states",
      Array("Package: \(asked ? "more-scripts" : "more")\nAuto-Installed: 1\n".utf8))
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: server
        Status: install ok installed
        Priority: optional

        Package: more
        Source: morish
        Status: install ok installed
        Priority: optional
        Depends: \(depends)more-scripts

        Package: more-scripts
        Source: morish
        Status: install ok installed
        Priority: optional

        """.utf8))
    var server = ObjectBuilder()
    server.needed = ["libc.so.6"]
    server.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
    root.addFile("/usr/sbin/server", server.bytes(), mode: 0o755)
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    for name in ["base", "more"] {
      var object = ObjectBuilder()
      object.isDynamic = true
      root.addFile(RootPath("/usr/lib/server/\(name).so"), object.bytes())
    }
    return root
  }

  @Test func `what a package that it depends on has in the application's directory comes`() throws {
    let root = MemoryRoot(
      #"""
      /usr/bin/algebra 755 : x
      /usr/share/algebra/lib/init.g : x
      /usr/share/algebra/pkg/docs/init.g : x
      /usr/share/docs/x.txt : x
      /var/lib/dpkg/info/algebra-core.list : /usr/bin/algebra\n/usr/share/algebra/lib/init.g\n
      /var/lib/dpkg/info/algebra-docs.list : /usr/share/algebra/pkg/docs/init.g\n/usr/share/docs/x.txt\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: algebra-core
        Source: algebra
        Status: install ok installed
        Priority: optional
        Depends: algebra-docs

        Package: algebra-docs
        Source: another
        Status: install ok installed
        Priority: optional

        """.utf8))
    let plan = try PlannedRoot(root, command: "algebra")
    #expect(plan.keeps("/usr/share/algebra/pkg/docs/init.g"))
    #expect(!plan.keeps("/usr/share/docs/x.txt"))
  }

  @Test func `plug-ins and data beside the application's own come with an extension`() throws {
    let plan = try PlannedRoot(root(extensionDepends: "server, "), command: "server")
    #expect(plan.keeps("/usr/lib/server/more.so", "/usr/share/server/ext/more.sql"))
    #expect(plan.keeps("/usr/share/server/ext/more.control", "/etc/alternatives/more.control"))
    #expect(!plan.keeps("/usr/share/other/more.txt"))
  }

  @Test func `what does not depend on the application is no extension of it`() throws {
    let plan = try PlannedRoot(root(extensionDepends: ""), command: "server")
    #expect(!plan.keeps("/usr/share/server/ext/more.sql"))
  }

  @Test func `what nobody asked for is no extension`() throws {
    let plan = try PlannedRoot(
      root(extensionDepends: "server, ", askedFor: false), command: "server")
    #expect(!plan.keeps("/usr/share/server/ext/more.sql"))
  }

  /// A server whose package depends on one of another source with a filter; `directory` is where that has it.
  private func server(filtersIn directory: String) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /usr/share/server/rules/own.rules : x
      /usr/share/server/rules/more.rules : x
      /usr/share/filters/other.txt : x
      /var/lib/dpkg/info/server.list : /usr/sbin/server\n/usr/lib/server/filter/own\n/usr/share/server/rules/own.rules\n
      /var/lib/dpkg/info/filters.list : \#(directory)/topdf\n/usr/share/server/rules/more.rules\n/usr/share/filters/other.txt\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        """
        Package: server
        Status: install ok installed
        Priority: optional
        Depends: filters

        Package: filters
        Status: install ok installed
        Priority: optional

        """.utf8))
    for path in ["/usr/sbin/server", "/usr/lib/server/filter/own", directory + "/topdf"] {
      var program = ObjectBuilder()
      program.needed = ["libc.so.6"]
      root.addFile(RootPath(path), program.bytes(), mode: 0o755)
    }
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    return try PlannedRoot(root, command: "server")
  }

  @Test func `programs that a required package puts beside the application's own are its parts`()
    throws
  {
    let plan = try server(filtersIn: "/usr/lib/server/filter")
    #expect(plan.keeps("/usr/lib/server/filter/topdf", "/usr/share/server/rules/more.rules"))
    #expect(!plan.keeps("/usr/share/filters/other.txt"))
    #expect(!(try server(filtersIn: "/usr/lib/filters").keeps("/usr/lib/filters/topdf")))
  }

  /// A library that opens another one, which costs more than a stranger's string may bring.
  private func library(inPackage package: String) throws -> PlannedRoot {
    let root = MemoryRoot("")
    let lists = [
      "crypt": "/usr/lib/libcrypt3.so\n" + (package == "crypt" ? "/usr/lib/libtoken3.so\n" : ""),
      "token": package == "token" ? "/usr/lib/libtoken3.so\n" : "/usr/share/token\n",
    ]
    for (name, list) in lists {
      root.addFile(RootPath("/var/lib/dpkg/info/\(name).list"), Array(list.utf8))
    }
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ["crypt", "token"].map {
          "Package: \($0)\nStatus: install ok installed\nPriority: optional\n\n"
        }.joined().utf8))
    var program = ObjectBuilder()
    program.needed = ["libcrypt3.so"]
    root.addFile("/app/server", program.bytes(), mode: 0o755)
    var library = ObjectBuilder()
    library.soname = "libcrypt3.so"
    library.needed = ["libc.so.6"]
    library.symbols = [ObjectBuilder.BuiltSymbol("dlopen")]
    library.readOnlyData = Array("\0libtoken3.so\0".utf8)
    root.addFile("/usr/lib/libcrypt3.so", library.bytes())
    root.addFile("/lib/libc.so.6", ObjectBuilder().bytes(), mode: 0o755)
    var token = ObjectBuilder()
    token.isDynamic = true
    token.readOnlyData = [UInt8](repeating: 1, count: 2 << 20)
    root.addFile("/usr/lib/libtoken3.so", token.bytes())
    return try PlannedRoot(
      root, command: "/app/server", environment: ["LD_LIBRARY_PATH=/usr/lib"])
  }

  @Test func `a library that another of its package opens by name may cost more`() throws {
    #expect(try library(inPackage: "crypt").keeps("/usr/lib/libtoken3.so"))
    #expect(!(try library(inPackage: "token").keeps("/usr/lib/libtoken3.so")))
  }
}

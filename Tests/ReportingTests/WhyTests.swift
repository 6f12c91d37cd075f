import Analyzers
import ELFTesting
import Planning
import Reporting
import Roots
import RootsTesting
import Terminal
import Testing

@Suite struct WhyTests {
  private let root = MemoryRoot(
    """
    /etc/tool.conf : # nothing
    /usr/share/web/data : 12345
    /usr/share/web/more : 1
    /usr/lib/libfar.so.1 : not an object
    /var/lib/dpkg/status : Package: web\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 1.0\\n
    /var/lib/dpkg/info/web.list : /usr/bin/web\\n/usr/lib/libx.so.1\\n/usr/share/web/data\\n/usr/share/web/more\\n
    """)

  init() {
    root.addFile(
      "/lib64/ld-linux-x86-64.so.2",
      ObjectBuilder.library("ld-linux-x86-64.so.2") {
        $0.readOnlyData = Array("\0/lib/\0/usr/lib/\0".utf8)
      })
    root.addFile("/usr/lib/libx.so.1", ObjectBuilder.library("libx.so.1"))
    root.addFile("/usr/bin/web", ObjectBuilder.program(needed: ["libx.so.1"]), mode: 0o755)
    root.addFile(
      "/app/start", Array("#!/usr/bin/web\n# libfar.so.1 may help\n".utf8), mode: 0o755)
  }

  private func why(
    _ subject: String, all: Bool = false, style: TextStyle = .plain,
    _ change: (inout Request) -> Void = { _ in }
  ) throws -> String {
    var request = Request()
    request.commands = [.init(words: [Array("/app/start".utf8)], source: "test")]
    change(&request)
    func run(_ request: Request) throws(PlanningError) -> Run {
      try Planner(analyzers: allAnalyzers()).run(request, of: root)
    }
    return try Why(run: try run(request), showsAll: all, style: style, replan: run)
      .text(about: subject)
  }

  @Test func `the shortest chain leads to what the request itself says`() throws {
    #expect(
      try why("/usr/lib/libx.so.1").replacing(#/[0-9.]+ k?B/#, with: "N B") == """
        /usr/lib/libx.so.1 is kept: N B, of the package web
          the loader maps it for /usr/bin/web, which needs 'libx.so.1' (required)
          `-- /usr/bin/web: it is the interpreter of /app/start (required)
              `-- /app/start: the command line says '/app/start' (required)

        """)
  }

  @Test func `a terminal gets box drawing`() throws {
    let text = try why(
      "/usr/lib/libx.so.1", style: TextStyle(hasBoxes: true, hasColors: false))
    #expect(text.contains("\n      └── /app/start: the command line"))
  }

  @Test func `all reasons are told where they are asked for`() throws {
    let text = try why("/app/start", all: true) {
      $0.keep = [Array("/app/start".utf8)]
    }
    #expect(text.contains("  the command line says '/app/start' (required)\n"))
    #expect(text.contains("  --keep '/app/start' (required)\n"))
  }

  @Test func `a name without a slash is a package's, else that of files`() throws {
    let package = try why("web")
    #expect(package.hasPrefix("the package web 1.0\n"))
    #expect(package.contains(" of 4 files of it are kept, "))
    #expect(package.contains("\n/usr/bin/web\n  it is the interpreter of /app/start (required)\n"))
    #expect(try why("libx.so.1").hasPrefix("/usr/lib/libx.so.1 is kept"))
    #expect {
      try why("nothing")
    } throws: {
      "\($0)" == "cannot explain 'nothing': no package and no file of memory has that name"
    }
  }

  @Test func `a package of which nothing is kept is told with the evidence that keeps some of it`()
    throws
  {
    root.addFile(
      "/var/lib/dpkg/status",
      Array(
        ("Package: far\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2\n").utf8))
    root.addFile("/var/lib/dpkg/info/far.list", Array("/etc/shadow\n".utf8))
    root.addFile("/etc/shadow", Array("root:*:::\n".utf8))
    let text = try why("far")
    #expect(text.contains("  0 of 1 file of it are kept, 0 B of 10 B\n"))
    #expect(text.contains("\n  /etc/shadow: the profile base: "), "\(text)")
    #expect(text.hasSuffix("  --evidence possible keeps 1 file of it\n"), "\(text)")
  }

  @Test func `a directory is told with what is kept of it`() throws {
    let text = try why("/usr/lib")
    #expect(text.contains("  1 of 2 files below it is kept, "))
  }

  @Test func `what is not kept is told with what mentions it and what keeps it`() throws {
    let text = try why("/usr/lib/libfar.so.1")
    #expect(text.hasPrefix("/usr/lib/libfar.so.1 is not kept: 13 B\n"))
    #expect(text.contains("  its name stands in /app/start\n"))
    #expect(text.hasSuffix("  --keep '/usr/lib/libfar.so.1' keeps it\n"))
  }

  @Test func `an evidence level that keeps it was tried`() throws {
    let text = try why("/usr/share/web/data") { $0.evidence = .required }
    #expect(text.contains("is not kept"))
    #expect(text.contains("  --evidence likely keeps it: "), "\(text)")
    #expect(!text.contains("--evidence possible"))
  }

  @Test func `a drop that leaves it out is named, and what it forbids is not promised`() throws {
    let text = try why("/usr/share/web/data") { $0.drop = [Array("/usr/share/**".utf8)] }
    #expect(text.contains("  --drop '/usr/share/**' leaves it out\n"))
    #expect(!text.contains("keeps it"), "\(text)")
  }

  @Test func `what is not there cannot be explained`() throws {
    #expect {
      try why("/gone/x")
    } throws: {
      "\($0)" == "cannot explain '/gone/x': it is not in memory"
    }
  }
}

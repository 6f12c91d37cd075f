import Roots
import RootsTesting
import Testing

@testable import Packages

/// The header of a package as rpm's database has it.
private struct HeaderBuilder {
  private var index: [UInt8] = []
  private var store: [UInt8] = []
  private var count: UInt32 = 0

  mutating func add(_ tag: UInt32, strings: [String], isArray: Bool = true) {
    enter(tag, kind: isArray ? 8 : 6, count: strings.count)
    for string in strings { store += Array(string.utf8) + [0] }
  }

  mutating func add(_ tag: UInt32, octets: [UInt8]) {
    enter(tag, kind: 1, count: octets.count)
    store += octets
  }

  mutating func add(_ tag: UInt32, numbers: [UInt32]) {
    while store.count % 4 != 0 { store.append(0) }
    enter(tag, kind: 4, count: numbers.count)
    store += numbers.flatMap(big)
  }

  private mutating func enter(_ tag: UInt32, kind: UInt32, count: Int) {
    index += big(tag) + big(kind) + big(UInt32(store.count)) + big(UInt32(count))
    self.count += 1
  }

  var bytes: [UInt8] { big(count) + big(UInt32(store.count)) + index + store }

  private func big(_ value: UInt32) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

@Suite struct RpmTests {
  private static func header(_ name: String, provides: String, requires: String) -> [UInt8] {
    var header = HeaderBuilder()
    header.add(1000, strings: [name], isArray: false)
    header.add(1001, strings: ["1.2"], isArray: false)
    header.add(1002, strings: ["3.el9"], isArray: false)
    header.add(1003, numbers: [1])
    header.add(1014, strings: ["MIT"], isArray: false)
    header.add(1022, strings: ["x86_64"], isArray: false)
    header.add(1044, strings: ["\(name)-set-1.2-3.el9.src.rpm"], isArray: false)
    header.add(1047, strings: [name, provides])
    header.add(1049, strings: [requires, "rpmlib(PayloadIsZstd)"])
    header.add(1037, numbers: [0, 1])
    header.add(1035, strings: ["9dd4e461268c8034f5c8564e155c67a6", ""])
    header.add(1029, octets: [0, 0])
    header.add(1116, numbers: [0, 1])
    header.add(1117, strings: ["\(name).dat", "\(name).conf"])
    header.add(1118, strings: ["/lib/", "/etc/"])
    return header.bytes
  }

  private static func database(_ headers: [[UInt8]]) throws -> [UInt8] {
    let image = try SQLiteImage.open([])
    try image.execute("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)")
    try image.execute("CREATE TABLE Name (key TEXT, hnum INTEGER, idx INTEGER)")
    for (number, header) in headers.enumerated() {
      let digits = header.map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }
      try image.execute("INSERT INTO Packages VALUES (\(number + 1), X'\(digits.joined())')")
      try image.execute("INSERT INTO Name VALUES ('x', \(number + 1), 0)")
    }
    return try image.serialized()
  }

  private static let two = [
    header("tool", provides: "libtool.so.1", requires: "libhelp.so.2"),
    header("helper", provides: "libhelp.so.2", requires: "/bin/sh"),
  ]

  private func root(
    _ bytes: [UInt8], at place: RootPath = "/var/lib/rpm/rpmdb.sqlite"
  ) -> MemoryRoot {
    let root = MemoryRoot("/lib -> usr/lib\n/usr/lib/tool.dat : x")
    root.addFile(place, bytes)
    return root
  }

  @Test func `fields are read`() throws {
    let database = PackageDatabase(root: root(try Self.database(Self.two)))
    let tool = try #require(database.package(named: "tool"))
    #expect(tool.format == .rpm)
    #expect(tool.version == Array("1:1.2-3.el9".utf8))
    #expect(tool.source == Array("tool-set".utf8))
    #expect(tool.license == Array("MIT".utf8))
    #expect(tool.depends == [Array("libhelp.so.2".utf8)])
  }

  @Test func `files are owned under their real paths`() throws {
    let database = PackageDatabase(root: root(try Self.database(Self.two)))
    #expect(database.owner(of: "/usr/lib/tool.dat")?.name == Array("tool".utf8))
  }

  @Test func `capabilities lead to packages`() throws {
    let database = PackageDatabase(root: root(try Self.database(Self.two)))
    let tool = try #require(database.package(named: "tool"))
    #expect(database.dependencies(of: tool).map(\.name) == [Array("helper".utf8)])
  }

  @Test func `flags tell the configuration`() throws {
    let database = PackageDatabase(root: root(try Self.database(Self.two)))
    let tool = try #require(database.package(named: "tool"))
    #expect(database.configurationFiles(of: tool).map(\.path) == ["/etc/tool.conf"])
  }

  @Test func `the database may be below usr`() throws {
    let root = root(try Self.database(Self.two), at: "/usr/lib/sysimage/rpm/rpmdb.sqlite")
    #expect(PackageDatabase(root: root).packages.count == 2)
  }

  @Test func `a database with a write-ahead log is read`() throws {
    var bytes = try Self.database(Self.two)
    bytes[18] = 2
    bytes[19] = 2
    #expect(PackageDatabase(root: root(bytes)).packages.count == 2)
  }

  @Test func `a cut database has the kept packages and reads as one`() throws {
    let database = PackageDatabase(root: root(try Self.database(Self.two)))
    let helper = try #require(database.package(named: "helper"))
    let cut = database.cut(keeping: [helper])
    let file = try #require(cut.written.first)
    #expect(file.path == "/var/lib/rpm/rpmdb.sqlite")
    #expect(PackageDatabase(root: root(file.bytes)).packages == [helper])
    var names = 0
    try SQLiteImage.open(file.bytes).forEachRow(of: "SELECT hnum, key FROM Name") { _, _ in
      names += 1
    }
    #expect(names == 1)
  }

  @Test func `files that are not kept have the state of files that were not installed`() throws {
    let database = PackageDatabase(root: root(try Self.database(Self.two)))
    let tool = try #require(database.package(named: "tool"))
    let cut = database.cut(keeping: [tool]) { $0 == "/etc/tool.conf" }
    let second = PackageDatabase(root: root(try #require(cut.written.first).bytes))
    #expect(second.files(of: tool) == ["/etc/tool.conf"])
    #expect(second.recordedFiles(of: tool).map(\.path) == ["/etc/tool.conf"])
  }

  @Test func `digests are read`() throws {
    let database = PackageDatabase(root: root(try Self.database(Self.two)))
    let tool = try #require(database.package(named: "tool"))
    let files = database.recordedFiles(of: tool)
    #expect(files.map(\.path) == ["/usr/lib/tool.dat", "/etc/tool.conf"])
    #expect(files.first?.checksum?.bytes.first == 0x9d)
    #expect(files.last?.checksum == nil)
    #expect(files.map(\.isConfiguration) == [false, true])
  }

  @Test func `a cut is the same every time`() throws {
    let bytes = try Self.database(Self.two)
    let cuts = try (0..<2).map { _ in
      let database = PackageDatabase(root: root(bytes))
      return database.cut(keeping: [try #require(database.package(named: "tool"))])
        .written.map(\.bytes)
    }
    #expect(cuts[0] == cuts[1])
  }

  @Test func `malformed headers are problems`() throws {
    var cut = Self.two[0]
    cut.removeLast(60)
    let database = PackageDatabase(
      root: root(
        try Self.database([[1, 2, 3], [UInt8](repeating: 0xff, count: 64), cut, Self.two[1]])))
    #expect(database.packages.map(\.name) == [Array("helper".utf8)])
    #expect(database.problems.count == 3)
  }

  @Test func `any cut or changed database is a problem or less of one, not a crash`() throws {
    let bytes = try Self.database(Self.two)
    for length in stride(from: 0, to: bytes.count, by: 997) {
      _ = PackageDatabase(root: root(Array(bytes[..<length]))).packages
    }
    for place in stride(from: 0, to: bytes.count, by: 131) {
      var changed = bytes
      changed[place] ^= 0xff
      let database = PackageDatabase(root: root(changed))
      _ = database.cut(keeping: database.packages)
    }
  }

  @Test func `a view in the place of the table is refused`() throws {
    let image = try SQLiteImage.open([])
    // Views can be made; what is refused is to read one.
    try? image.execute("CREATE VIEW Packages AS SELECT 1 AS hnum, X'00' AS blob")
    let database = PackageDatabase(root: root(try image.serialized()))
    #expect(database.packages.isEmpty)
    #expect(!database.problems.isEmpty)
  }

  @Test func `an older form is named as not read`() {
    let root = MemoryRoot("/var/lib/rpm/Packages : x")
    let database = PackageDatabase(root: root)
    #expect(database.packages.isEmpty)
    #expect(database.problems.map(\.file) == ["/var/lib/rpm/Packages"])
  }
}

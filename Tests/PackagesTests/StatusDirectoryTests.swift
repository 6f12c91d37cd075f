import Packages
import Roots
import RootsTesting
import Testing

/// Images without a package manager have a file per package in status.d.
@Suite struct StatusDirectoryTests {
  let root = MemoryRoot(
    """
    /lib -> usr/lib
    /usr/lib/x/libc.so.6
    /var/lib/dpkg/status.d/libc6 : Package: libc6\\nVersion: 2.36\\nArchitecture: amd64\\n
    /var/lib/dpkg/status.d/libc6.md5sums : d41d8cd98f00b204e9800998ecf8427e  ./lib/x/libc.so.6\\n
    /var/lib/dpkg/status.d/tzdata : Package: tzdata\\nVersion: 2024a\\n
    """)

  @Test func `each file is a package`() {
    let names = PackageDatabase(root: root).packages.map {
      String(decoding: $0.name, as: UTF8.self)
    }
    #expect(names == ["libc6", "tzdata"])
  }

  @Test func `digests stand for the missing list`() {
    #expect(
      PackageDatabase(root: root).owner(of: "/usr/lib/x/libc.so.6")?.name == Array("libc6".utf8))
  }

  @Test func `a cut keeps the files of the packages`() throws {
    let database = PackageDatabase(root: root)
    let cut = database.cut(keeping: [try #require(database.package(named: "libc6"))])
    #expect(cut.written.isEmpty)
    #expect(
      cut.kept == ["/var/lib/dpkg/status.d/libc6", "/var/lib/dpkg/status.d/libc6.md5sums"])
  }
}

import Roots
import RootsTesting
import Testing

@testable import Analyzers

struct PackedPathsTests {
  private let root = MemoryRoot(
    """
    /etc/mime.types : types
    /etc/hosts : hosts
    /etc/ssl/certs/ca-certificates.crt : certificates
    /usr/lib/app/
    /usr/lib/applet : longer
    /lib -> usr/lib
    /loop -> loop
    /x/y : short names
    """)

  private func found(_ text: String) throws -> Set<String> {
    let bytes = Array(text.utf8)
    var found: Set<[UInt8]> = []
    try unsafe PackedPaths(root: root).find(in: bytes.span.bytes, into: &found)
    return Set(found.map { String(decoding: $0, as: UTF8.self) })
  }

  @Test func `paths that touch are told apart by what exists`() throws {
    #expect(
      try found("/etc/mdns.allow/etc/mime.types/etc/ssl/ca.pubinvalid/etc/hostsfoo")
        == ["/etc/mime.types", "/etc/ssl", "/etc/hosts"])
  }

  @Test func `the longest name counts`() throws {
    #expect(try found("x/usr/lib/appletwood") == ["/usr/lib/applet"])
    #expect(try found("x/usr/lib/application") == ["/usr/lib/app"])
  }

  @Test func `names of one byte and links are followed`() throws {
    #expect(try found("a/x/y") == ["/x/y"])
    #expect(try found("/lib/applet") == ["/lib/applet"])
    #expect(try found("/loop/loop").isEmpty)
  }

  @Test func `a name at the top alone says nothing`() throws {
    #expect(try found("/etc /usr/x /lib").isEmpty)
  }

  @Test func `the end of the text is no harm`() throws {
    for text in ["/", "/e", "/etc", "/etc/", "/etc/h", "/etc/host", "/x/"] {
      #expect(try found(text).isEmpty)
    }
  }
}

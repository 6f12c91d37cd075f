import ELFTesting
import Roots
import RootsTesting
import Testing

/// Programs that carry what they run in an archive behind themselves.
@Suite struct SelfExtractingTests {
  private func plan(carrying bytes: [UInt8]) throws -> PlannedRoot {
    let root = MemoryRoot(
      #"""
      /etc/ssl/certs/ca-certificates.crt : x
      /usr/share/zoneinfo/Asia/Tokyo : x
      """#)
    var program = ObjectBuilder()
    program.interpreter = "/lib/ld.so"
    program.needed = ["libc.so.6"]
    root.addFile("/app/tool", program.bytes() + bytes, mode: 0o755)
    for name in ["ld.so", "libc.so.6", "libm.so.6", "libz.so.1", "libother.so.1"] {
      var library = ObjectBuilder()
      library.soname = name
      root.addFile(RootPath("/lib/\(name)"), library.bytes(), mode: 0o755)
    }
    return try PlannedRoot(root, command: "/app/tool", environment: ["LD_LIBRARY_PATH=/lib"])
  }

  @Test func `a program with an archive has what archives leave out`() throws {
    var state: UInt64 = 1
    let noise = (0..<1_000_000).map { _ in
      // Knuth's generator of 64 bits; the upper ones are the good ones.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
    let plan = try plan(carrying: noise)
    #expect(plan.keeps("/lib/libm.so.6", "/lib/libz.so.1", "/etc/ssl/certs/ca-certificates.crt"))
    #expect(plan.keeps("/usr/share/zoneinfo/Asia/Tokyo"))
    #expect(!plan.keeps("/lib/libother.so.1"))
  }

  @Test func `what repeats itself is no archive`() throws {
    let debug = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 % 23) }
    #expect(!(try plan(carrying: debug).keeps("/lib/libm.so.6")))
    #expect(!(try plan(carrying: []).keeps("/lib/libm.so.6")))
  }
}

import ELF
import Loading
import Roots
import RootsTesting
import Testing

/// The formats of ld.so.cache, against files that ldconfig wrote.
@Suite struct LdCacheTests {
  private func lines(_ cache: LdCache) -> [String] {
    cache.entries.map { entry in
      let level = entry.level.map { " \(printable($0))" } ?? ""
      return
        "\(printable(entry.name)) \(String(entry.flags, radix: 16))\(level) \(printable(entry.path))"
    }
  }

  @Test func `the new format is read`() throws {
    let cache = try LdCache(LdconfigOutput.new)
    #expect(
      lines(cache) == [
        "libfoo.so.1 303 x86-64-v2 /opt/l/glibc-hwcaps/x86-64-v2/libfoo.so.1",
        "libfoo.so.1 303 x86-64-v3 /opt/l/glibc-hwcaps/x86-64-v3/libfoo.so.1",
        "libfoo.so.1 303 /opt/l/libfoo.so.1", "libbar.so.10 303 /opt/l/libbar.so.10",
        "libbar.so.9 303 /opt/l/libbar.so.9",
      ])
    #expect(cache.byteOrder == .little)
    #expect(printable(cache.generator).hasPrefix("ldconfig (Debian GLIBC 2.36"))
  }

  @Test func `the new format is written to the byte as ldconfig does`() throws {
    let cache = try LdCache(LdconfigOutput.new)
    #expect(cache.encoded() == LdconfigOutput.new)
    var shuffled = cache
    shuffled.entries.reverse()
    // The two that differ in nothing but their path keep the order in which they come.
    #expect(shuffled.encoded() == LdconfigOutput.new)
  }

  @Test func `the old format is read`() throws {
    #expect(
      lines(try LdCache(LdconfigOutput.old)).last == "libbar.so.9 303 /opt/l/libbar.so.9")
    #expect(try LdCache(LdconfigOutput.old).entries.count == 5)
  }

  @Test func `the new format is found behind the old one`() throws {
    let cache = try LdCache(LdconfigOutput.compatible)
    #expect(lines(cache).dropFirst(2) == lines(try LdCache(LdconfigOutput.new)).dropFirst(2))
    // ldconfig counts these names from elsewhere than the loader, who then knows none of them.
    #expect(cache.entries[0].level == [])
  }

  @Test func `a big-endian cache is read and written`() throws {
    let cache = LdCache(
      entries: [
        LdCache.Entry(
          name: Array("libx.so".utf8), path: Array("/a/libx.so".utf8), flags: 0x403,
          level: Array("z15".utf8), isaLevel: 3)
      ], byteOrder: .big, generator: Array("test".utf8))
    #expect(try LdCache(cache.encoded()) == cache)
    #expect(cache.encoded()[20..<24] == [0, 0, 0, 1])
    #expect(throws: LdCacheError.self) { try LdCache(cache.encoded(), byteOrder: .little) }
  }

  @Test func `an empty cache is a cache`() throws {
    #expect(try LdCache(LdCache().encoded()) == LdCache())
  }

  @Test func `names sort by the value of their digits`() throws {
    let names = ["liba.so.2", "liba.so.10", "liba.so.9", "libb.so", "liba.so"]
    let cache = LdCache(
      entries: names.map { LdCache.Entry(name: Array($0.utf8), path: [47], flags: 0x303) })
    #expect(
      try LdCache(cache.encoded()).entries.map { printable($0.name) } == [
        "libb.so", "liba.so.10", "liba.so.9", "liba.so.2", "liba.so",
      ])
  }

  @Test func `cutting keeps entries whose file and links are kept`() throws {
    let root = MemoryRoot(
      """
      /opt/l -> real
      /opt/real/libfoo.so.1 -> libfoo.so.1.2
      /opt/real/libfoo.so.1.2 : x
      /opt/real/libbar.so.9 : x
      /opt/real/libbar.so.10 : x
      """)
    let cache = try LdCache(LdconfigOutput.new)
    let kept: Set<RootPath> = [
      "/opt/l", "/opt/real/libfoo.so.1", "/opt/real/libfoo.so.1.2", "/opt/real/libbar.so.10",
    ]
    #expect(
      lines(try cache.cut(keeping: kept, in: root)) == [
        "libfoo.so.1 303 /opt/l/libfoo.so.1", "libbar.so.10 303 /opt/l/libbar.so.10",
      ])
    #expect(
      try cache.cut(keeping: kept.subtracting(["/opt/l"]), in: root).entries.isEmpty)
  }

  @Test(arguments: [LdconfigOutput.new, LdconfigOutput.compatible, LdconfigOutput.old])
  func `whatever is wrong with the bytes, nothing outside them is read`(_ bytes: [UInt8]) {
    for end in bytes.indices { _ = try? LdCache(Array(bytes[..<end])) }
    for index in bytes.indices {
      for value: UInt8 in [0, 1, 0x7f, 0xff] {
        var broken = bytes
        broken[index] = value
        _ = try? LdCache(broken)
        _ = try? LdCache(broken, byteOrder: .big)
      }
    }
  }
}

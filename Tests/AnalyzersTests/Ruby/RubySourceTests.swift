import Testing

@testable import Analyzers

struct RubySourceTests {
  private func read(_ text: String) -> RubySource { RubySource(reading: Array(text.utf8)) }

  private func strings(_ set: Set<[UInt8]>) -> Set<String> {
    Set(set.map { String(decoding: $0, as: UTF8.self) })
  }

  private func loads(_ text: String) -> [String] {
    read(text).loads.map {
      "\($0.kind) \(String(decoding: $0.text, as: UTF8.self))" + ($0.isLazy ? " lazy" : "")
    }
  }

  @Test(arguments: [
    ("require 'a/b'", ["require a/b"]),
    ("require \"a\"", ["require a"]),
    ("require_relative '../a'", ["relative ../a"]),
    ("require(\"a\") if x", ["require a"]),
    ("autoload :A, 'a/b'", ["autoload a/b lazy"]),
    ("load 'x.rb'", ["load x.rb"]),
    ("gem 'puma', '~> 6'", ["gem puma"]),
    ("load Gem.bin_path('puma', 'puma')", ["load puma", "program puma", "program puma"]),
    ("def f\n  require 'a'\nend\nrequire 'b'", ["require a lazy", "require b"]),
    ("# require 'a'", []),
    ("=begin\nrequire 'a'\n=end\nrequire 'b'", ["require b"]),
    ("require 'a'\n__END__\nrequire 'b'", ["require a"]),
    ("x = :require, 'a'", []),
    ("require \"a/#{b}\"", []),
  ])
  func `what a source loads`(text: String, expected: [String]) {
    #expect(loads(text) == expected)
  }

  @Test func `the fixed part of a feature that is put together is remembered`() {
    #expect(strings(read("require \"tilt/#{name}\"").prefixes) == ["tilt"])
    #expect(strings(read("puts \"a b/#{c}\"").prefixes).isEmpty)
  }

  @Test func `an import that is rescued is tried`() {
    #expect(read("begin\n  require 'a'\nrescue LoadError\nend").loads.map(\.isTried) == [true])
    #expect(read("require 'a' rescue nil").loads.map(\.isTried) == [true])
    #expect(read("require 'a'").loads.map(\.isTried) == [false])
  }

  @Test func `a lock file lists names and versions`() {
    let lock = """
      GEM
        remote: https://rubygems.org/
        specs:
          nokogiri (1.16.0-x86_64-linux)
            racc (~> 1.4)
          puma (6.4.0)

      DEPENDENCIES
        puma
      """
    let gems = RubyLock.gems(in: Array(lock.utf8)).map {
      String(decoding: $0.name + [UInt8(ascii: " ")] + $0.version, as: UTF8.self)
    }
    #expect(gems == ["nokogiri 1.16.0", "puma 6.4.0"])
  }

  @Test func `versions are compared by their numbers`() {
    #expect(RubyGems.isNewer(Array("1.10.0".utf8), than: Array("1.9.9".utf8)))
    #expect(!RubyGems.isNewer(Array("1.9".utf8), than: Array("1.9.1".utf8)))
  }

  @Test func `encodings are known by each of their names`() {
    #expect(RubyEncodings.features(for: Array("Shift_JIS".utf8)).contains("enc/shift_jis"))
    #expect(
      RubyEncodings.features(for: Array("ISO-8859-2".utf8)) == [
        "enc/iso_8859_2", "enc/trans/single_byte",
      ])
    #expect(RubyEncodings.features(for: Array("utf-8".utf8)).isEmpty)
  }

  @Test(arguments: ["'", "\"#{", "%w[", "%", "=begin", "require", "`", "\u{0}", "\\", "def", "#"])
  func `what makes no sense does no harm`(text: String) {
    _ = read(text)
    _ = read("x = 1\n" + text)
  }

  @Test func `libraries are known by a name that is completed`() {
    let source = RubySource(
      reading: Array("ffi_lib \"/usr/lib/#{arch}/libsass.#{ext}\"\nffi_lib 'magic'\n".utf8))
    #expect(source.libraries == [Array("libsass.so".utf8), Array("magic".utf8)])
  }

  @Test func `calls that start programs say which`() {
    let source = RubySource(
      reading: Array("sh \"tar x\"\nOpen3.capture2('sort', '-u')\nputs 'ls'\n".utf8))
    #expect(source.commands == Set(["tar x", "sort", "-u"].map { Array($0.utf8) }))
  }
}

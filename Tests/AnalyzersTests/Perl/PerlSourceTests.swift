import Testing

@testable import Analyzers

struct PerlSourceTests {
  private func read(_ text: String) -> PerlSource { PerlSource(reading: Array(text.utf8)) }

  private func strings(_ set: Set<[UInt8]>) -> Set<String> {
    Set(set.map { String(decoding: $0, as: UTF8.self) })
  }

  private func imports(_ text: String) -> [String] {
    read(text).imports.map { String(decoding: $0.module, as: UTF8.self) + ($0.isFirm ? "!" : "") }
  }

  @Test(arguments: [
    ("use A::B;", ["A::B!"]),
    ("use A::B qw(c d);", ["A::B!"]),
    ("no A;", ["A!"]),
    ("eval { require A::B };", ["A::B"]),
    ("use 5.010; use v5.36; use strict;", ["strict!"]),
    ("use parent -norequire, 'A::B', qw(C D::E);", ["parent!", "A::B!", "C!", "D::E!"]),
    ("use parent qw(\n  A\n  B::C\n);", ["parent!", "A!", "B::C!"]),
    ("use if $x, 'A::B' => 'c';", ["if!", "A::B!", "c!"]),
    ("use if NEW, a => 'b';", ["if!", "a", "b!"]),
    ("# use A;\n  # use B;", []),
    ("=pod\n\nuse A;\n\n=cut\nuse B;", ["B!"]),
    ("use A;\n__END__\nuse B;", ["A!"]),
    ("$use A; $x->require(B);", []),
    ("print \"use A;\";", []),
    ("it's\nuse A;", ["A!"]),
    ("f();\n# use A;\n;# use B;\n$#a; use C;", ["C!"]),
    ("eval 'use A; 1' or eval q{require B};", ["A", "B"]),
    ("eval(\"require A\")", ["A"]),
    ("use autouse 'A' => 'f';", ["autouse!", "A!", "f!"]),
  ])
  func `what a source loads`(text: String, expected: [String]) {
    #expect(imports(text) == expected)
  }

  @Test func `files, directories and names are told apart`() {
    let source = read(
      """
      use lib "$FindBin::Bin/../lib", 'local';
      require 'helper.pl'; do "other.pl";
      my $class = 'Plack::Handler::FCGI';
      my $driver = "DBD::$name";
      Plack::Request->new;
      """)
    #expect(strings(source.directories) == ["$FindBin::Bin/../lib", "local"])
    #expect(strings(source.files) == ["helper.pl", "other.pl"])
    #expect(strings(source.names) == ["Plack::Handler::FCGI"])
    #expect(strings(source.prefixes) == ["DBD"] || strings(source.prefixes) == [])
    #expect(strings(source.uses) == ["Plack::Request"])
  }

  @Test func `names that are put together are noticed`() {
    #expect(read("require $class;").computes)
    #expect(read("eval \"require $class\";").computes)
    #expect(read("require \"A/$name.pm\";").computes)
    #expect(!read("require A; require 5.006;").computes)
    #expect(strings(read("eval \"use Term::ReadLine::$which;\"").prefixes) == ["Term::ReadLine"])
    #expect(strings(read("my $code = 'use A::B';").names) == ["A::B"])
  }

  @Test func `layers are told from other colons`() {
    #expect(strings(read("open my $f, '<:encoding(UTF-8)', $x;").layers) == ["encoding"])
    #expect(strings(read("binmode STDOUT, ':gzip';").layers) == ["gzip"])
    #expect(read("my $x = 'http://a:b';").layers.isEmpty)
  }

  @Test func `the names of characters are loaded where one is named`() {
    #expect(read("print \"\\N{GREEK SMALL LETTER ALPHA}\";").namesCharacters)
    #expect(read("/\\N{U+20AC}/").namesCharacters)
    #expect(!read("print 'N{x}';").namesCharacters)
  }

  @Test(arguments: [
    "'", "\"", "qw(", "q", "=", "=pod", "use", "`", "\u{0}", "__END__", "\\", "use lib",
  ])
  func `what makes no sense does no harm`(text: String) {
    _ = read(text)
    _ = read("my $x = 1;\n" + text)
  }

  @Test func `a charset is known by each of its names`() {
    let encodings = PerlEncodings(
      configuration: Array(
        "  'shiftjis' => 'Encode::JP',\n 'iso-8859-2' => 'Encode::Byte',\n".utf8))
    #expect(encodings.modules(named: Array("Shift_JIS".utf8)) == [Array("Encode::JP".utf8)])
    #expect(encodings.modules(named: Array("SJIS".utf8)) == [Array("Encode::JP".utf8)])
    #expect(encodings.modules(named: Array("latin2".utf8)) == [Array("Encode::Byte".utf8)])
    #expect(encodings.modules(named: Array("utf8".utf8)).isEmpty)
  }
}

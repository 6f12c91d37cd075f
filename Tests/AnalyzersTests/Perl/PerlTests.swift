import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

struct PerlTests {
  /// A perl as Debian installs it, whose directories stand in its strings.
  static let base = """
    /usr/bin/perl 755 : \\x7fELF\\x00/etc/perl\\x00/usr/lib/x86_64-linux-gnu/perl-base\\x00/usr/share/perl/5.36\\x00/usr/share/perl5\\x00/usr/lib/x86_64-linux-gnu/perl5/5.36\\x00
    /usr/lib/x86_64-linux-gnu/perl-base/strict.pm
    /usr/lib/x86_64-linux-gnu/perl-base/POSIX.pm
    /usr/lib/x86_64-linux-gnu/perl-base/auto/POSIX/POSIX.so
    /usr/share/perl/5.36 -> 5.36.0
    /usr/share/perl/5.36.0/POSIX.pm
    /usr/share/perl/5.36.0/Memoize.pm
    /usr/share/perl/5.36.0/Test/More.pm
    /usr/share/perl/5.36.0/_charnames.pm
    /usr/share/perl/5.36.0/unicore/Name.pl
    /usr/share/perl/5.36.0/Encode/Config.pm : 'shiftjis' => 'Encode::JP',
    /usr/share/perl/5.36.0/Encode/JP.pm
    /usr/share/perl5/Web.pm : package Web; use Memoize; my $h = load($x, 'Web::Handler');
    /usr/share/perl5/Web/Part.pm
    /usr/share/perl5/Web/Handler/Star.pm : use Memoize;
    /usr/share/perl5/Web/Handler/Moon.pm
    /usr/share/perl5/Soft.pm : eval { require Test::More };
    /usr/lib/x86_64-linux-gnu/perl5/5.36/Fast.pm : use AutoLoader;
    /usr/lib/x86_64-linux-gnu/perl5/5.36/auto/Fast/Fast.so
    /usr/lib/x86_64-linux-gnu/perl5/5.36/auto/Fast/autosplit.ix
    /usr/lib/x86_64-linux-gnu/perl5/5.36/auto/Fast/later.al
    """

  private func plan(
    _ script: String, _ more: String = "", command: String = "perl /app/main.pl",
    environment: [String] = []
  ) throws -> PlannedRoot {
    let root = MemoryRoot(Self.base + "\n/app/main.pl : \(script)\n" + more)
    return try PlannedRoot(root, command: command, environment: environment)
  }

  private let core = "/usr/share/perl/5.36.0/"
  private let site = "/usr/share/perl5/"

  @Test func `modules come by use alone`() throws {
    let plan = try plan("use Memoize;")
    #expect(plan.keeps(core + "Memoize.pm", "/usr/share/perl/5.36"))
    #expect(!plan.keeps(site + "Web.pm"))
    #expect(!plan.keeps(core + "Test/More.pm"))
  }

  @Test func `modules that configuration gives to a server which holds perl`() throws {
    let more = """
      /app/server.conf : PerlModule Web::Part\\nPerlRequire Startup\\nPerlSetVar Memoize on\\n
      /usr/local/lib/site_perl/Startup.pm : use Soft;
      """
    let root = MemoryRoot(
      Self.base.replacing(
        "/usr/share/perl5\\x00", with: "/usr/share/perl5\\x00/usr/local/lib/site_perl\\x00")
        + "\n/app/main.pl : 1;\n" + more)
    let plan = try PlannedRoot(root, command: "perl /app/main.pl /app/server.conf")
    #expect(plan.keeps(site + "Web/Part.pm"))
    #expect(plan.keeps("/usr/local/lib/site_perl/Startup.pm", site + "Soft.pm"))
  }

  @Test func `a module in several directories is kept where perl finds it`() throws {
    let plan = try plan("use POSIX;")
    let base = "/usr/lib/x86_64-linux-gnu/perl-base/"
    #expect(plan.keeps(base + "POSIX.pm", base + "auto/POSIX/POSIX.so"))
    #expect(!plan.keeps(core + "POSIX.pm"))
  }

  @Test func `shared objects and AutoLoader's files come with their module`() throws {
    let plan = try plan("use Fast;")
    let auto = "/usr/lib/x86_64-linux-gnu/perl5/5.36/auto/Fast/"
    #expect(plan.keeps(auto + "Fast.so", auto + "autosplit.ix", auto + "later.al"))
  }

  @Test func `what lies below a module's name belongs to it`() throws {
    #expect(try plan("use Web;").keeps(site + "Web/Part.pm"))
  }

  @Test func `a word of the command line names a module in a namespace that a library names`()
    throws
  {
    let command = "perl /app/main.pl -s Star"
    let plan = try plan("use Web;", command: command)
    #expect(plan.rules(site + "Web/Handler/Star.pm").contains("perl-name"))
    #expect(!plan.rules(site + "Web/Handler/Moon.pm").contains("perl-name"))
  }

  @Test func `a library is not followed to what profiles leave out unless it says use`() throws {
    #expect(try !plan("use Soft;").keeps(core + "Test/More.pm"))
    #expect(try plan("use Test::More;").keeps(core + "Test/More.pm"))
  }

  @Test func `tables of characters and charsets come where they are named`() throws {
    #expect(try plan("print \\x22\\\\N{BULLET}\\x22;").keeps(core + "unicore/Name.pl"))
    #expect(try plan("encode('Shift_JIS', $x)").keeps(core + "Encode/JP.pm"))
    #expect(try !plan("print 1;").keeps(core + "unicore/Name.pl"))
  }

  @Test func `directories are added by -I, use lib and the environment`() throws {
    let more = "/lib1/A.pm : use Memoize;"
    #expect(
      try plan("use A;", more, command: "perl -I/lib1 /app/main.pl").keeps(core + "Memoize.pm"))
    #expect(try plan("use lib '/lib1'; use A;", more).keeps(core + "Memoize.pm"))
    #expect(
      try plan("use A;", more, environment: ["PERL5LIB=/lib1"]).keeps(core + "Memoize.pm"))
  }

  @Test(arguments: [
    "perl -MMemoize -e1", "perl -lne use#Memoize", "perl -E use#Memoize",
    "perl -0777pe use#Memoize",
  ])
  func `options load modules and give code`(command: String) throws {
    let words = command.split(separator: " ").map { String($0).replacing("#", with: " ") }
    let plan = try PlannedRoot(MemoryRoot(Self.base), words: words)
    #expect(plan.keeps(core + "Memoize.pm"))
  }

  @Test(arguments: [
    "perl -MMemoize -e 'print 1'", "cat x | perl -ne 'use Memoize; print'",
    "perl <<'END'\\nuse Memoize;\\nEND", "exec perl -we \\x22use Memoize; print $x\\x22",
  ])
  func `what a shell script gives to perl counts`(line: String) throws {
    let root = MemoryRoot(
      Self.base + "\n/bin/sh 755 : \\x7fELF\n/app/run 755 : #!/bin/sh\\n\(line)\\n")
    #expect(try PlannedRoot(root, command: "/app/run").keeps(core + "Memoize.pm"))
  }

  @Test func `of perl's own modules, one that puts names together has what is below it`() throws {
    let more = "/usr/share/perl/5.36.0/Choice.pm : require $x;\n/usr/share/perl/5.36.0/Choice/A.pm"
    #expect(try plan("use Choice;", more).keeps(core + "Choice/A.pm"))
    #expect(try !plan("use Choice;", more.replacing("$x", with: "X")).keeps(core + "Choice/A.pm"))
  }

  @Test func `commands in backticks are kept`() throws {
    let plan = try plan("my $x = `sort -u`;", "/usr/bin/sort 755 : sort")
    #expect(plan.keeps("/usr/bin/sort"))
  }

  @Test func `commands that are piped are kept`() throws {
    let plan = try plan(
      #"open(my $f, "sort -u $x |"); open(my $g, "| tail -1");"#,
      "/usr/bin/sort 755 : sort\n/usr/bin/tail 755 : tail")
    #expect(plan.keeps("/usr/bin/sort", "/usr/bin/tail"))
  }

  @Test func `a shared object names the modules that it loads`() throws {
    let object = "/usr/lib/x86_64-linux-gnu/perl5/5.36/auto/Fast/Fast.so"
    let root = MemoryRoot(
      Self.base + "\n/app/main.pl : use Fast;\n/usr/share/perl5/A/B.pm")
    root.addFile(
      RootPath(object),
      ObjectBuilder.library("Fast.so") {
        $0.readOnlyData = Array("\0Web::Part\0Memoize.pm\0A/B.pm\0".utf8)
      })
    let plan = try PlannedRoot(root, command: "perl /app/main.pl")
    #expect(plan.keeps(site + "Web/Part.pm", site + "A/B.pm"))
    #expect(!plan.keeps(core + "Memoize.pm"))
  }

  @Test func `absolute paths in a module are mentions`() throws {
    let more = """
      \(site)Clock.pm : package Clock; my $dir = '/usr/share/zoneinfo';
      /usr/share/zoneinfo/Asia/Tokyo : TZif
      """
    #expect(try plan("use Clock;", more).keeps("/usr/share/zoneinfo/Asia/Tokyo"))
    #expect(try !plan("use Web;", more).keeps("/usr/share/zoneinfo/Asia/Tokyo"))
  }

  @Test func `of a large catalogue a word brings its own file, whichever mark it is written with`()
    throws
  {
    let root = MemoryRoot(
      Self.base + "\n/app/main.pl : use Tongue; my $x = 'de_DE';\n\(site)Tongue.pm\n")
    for name in ["de-DE", "fr-FR"] + (0..<300).map({ "x\($0)" }) {
      root.addFile(
        RootPath("\(site)Tongue/\(name).pl"), [UInt8](repeating: 0x20, count: 8 << 10))
    }
    let plan = try PlannedRoot(root, command: "perl /app/main.pl")
    #expect(plan.keeps(site + "Tongue/de-DE.pl"))
    #expect(!plan.keeps(site + "Tongue/fr-FR.pl"))
  }

  @Test func `of a large catalogue a name in parts that configuration says brings its own file`()
    throws
  {
    let root = MemoryRoot(
      Self.base
        + "\n/app/main.pl : use Zone;\n/app/site.conf : zone = Area/City\\n\n\(site)Zone.pm\n")
    for name in ["Area/City", "Area/Town"] + (0..<300).map({ "x\($0)" }) {
      root.addFile(
        RootPath("\(site)Zone/\(name).pm"), [UInt8](repeating: 0x20, count: 8 << 10))
    }
    let plan = try PlannedRoot(root, command: "perl /app/main.pl")
    #expect(plan.keeps(site + "Zone/Area/City.pm"))
    #expect(!plan.keeps(site + "Zone/Area/Town.pm"))
  }
}

import ELFTesting
import Roots
import RootsTesting
import Testing

@testable import Analyzers

struct RubyTests {
  /// A ruby as Debian installs it, whose load path stands in its library's strings.
  static let base = """
    /usr/bin/ruby 755 : \\x7fELF\\x00/usr/lib/ruby/3.1.0\\x00/usr/lib/x86_64-linux-gnu/ruby/3.1.0\\x00/usr/lib/ruby/vendor_ruby\\x00
    /usr/lib/x86_64-linux-gnu/ruby/3.1.0/rbconfig.rb
    /usr/lib/x86_64-linux-gnu/ruby/3.1.0/date_core.so
    /usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/shift_jis.so
    /usr/lib/ruby/3.1.0/date.rb : require 'date_core'
    /usr/lib/ruby/3.1.0/time.rb : require 'date'
    /usr/lib/ruby/3.1.0/uri.rb
    /usr/lib/ruby/3.1.0/uri/http.rb
    /usr/lib/ruby/3.1.0/irb.rb
    /usr/lib/ruby/3.1.0/lazy.rb : def f\\n  require 'irb'\\nend
    /usr/lib/ruby/vendor_ruby/rubygems.rb
    /usr/lib/ruby/gems/3.1.0/specifications/web-1.0.gemspec : # stub: web 1.0 ruby lib\\ns.executables = ["webd".freeze]\\ns.add_runtime_dependency(%q<base>.freeze, ["~> 1"])\\n
    /usr/lib/ruby/gems/3.1.0/gems/web-1.0/lib/web.rb : require 'web/part'\\nrequire_relative 'web/other'\\n
    /usr/lib/ruby/gems/3.1.0/gems/web-1.0/lib/web/part.rb
    /usr/lib/ruby/gems/3.1.0/gems/web-1.0/lib/web/other.rb
    /usr/lib/ruby/gems/3.1.0/gems/web-1.0/lib/web/rest.rb : require 'time'\\nrequire 'extra'
    /usr/lib/ruby/gems/3.1.0/gems/web-1.0/data/table.txt
    /usr/lib/ruby/gems/3.1.0/gems/web-1.0/test/test_web.rb
    /usr/lib/ruby/gems/3.1.0/gems/web-1.0/bin/webd 755 : #!/usr/bin/ruby\\nrequire 'web'\\nrequire 'uri'
    /usr/lib/ruby/gems/3.1.0/specifications/base-1.2.gemspec : # stub: base 1.2 ruby lib\\n
    /usr/lib/ruby/gems/3.1.0/gems/base-1.2/lib/base.rb
    /usr/lib/ruby/gems/3.1.0/specifications/base-1.10.gemspec : # stub: base 1.10 ruby lib\\n
    /usr/lib/ruby/gems/3.1.0/gems/base-1.10/lib/base.rb
    /usr/lib/ruby/gems/3.1.0/specifications/extra-1.gemspec : # stub: extra 1 ruby lib\\n
    /usr/lib/ruby/gems/3.1.0/gems/extra-1/lib/extra.rb
    /usr/lib/ruby/gems/3.1.0/specifications/default/uri-0.1.gemspec : # stub: uri 0.1 ruby lib\\n
    """

  private func plan(
    _ script: String, _ more: String = "", command: String = "ruby /app/main.rb",
    environment: [String] = [], workingDirectory: String = "/"
  ) throws -> PlannedRoot {
    let root = MemoryRoot(Self.base + "\n/app/main.rb : \(script)\n" + more)
    return try PlannedRoot(
      root, command: command, environment: environment, workingDirectory: workingDirectory)
  }

  private let core = "/usr/lib/ruby/3.1.0/"
  private let gems = "/usr/lib/ruby/gems/3.1.0/"

  @Test func `what ruby loads by itself, and nothing that nobody requires`() throws {
    let plan = try plan("")
    #expect(plan.keeps("/usr/lib/ruby/vendor_ruby/rubygems.rb"))
    #expect(plan.keeps(gems + "specifications/default/uri-0.1.gemspec"))
    #expect(!plan.keeps(core + "time.rb"))
    #expect(!plan.keeps(gems + "specifications/web-1.0.gemspec"))
  }

  @Test func `features bring what they require, extensions too`() throws {
    let plan = try plan("require 'time'")
    #expect(
      plan.keeps(
        core + "time.rb", core + "date.rb", "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/date_core.so"))
  }

  @Test func `the directory of a feature's name stays with it`() throws {
    #expect(try plan("require 'uri'").keeps(core + "uri/http.rb"))
  }

  @Test func `a gem brings its specification, its files and the gems it depends on`() throws {
    let plan = try plan("require 'web'")
    let web = gems + "gems/web-1.0/"
    #expect(
      plan.keeps(
        gems + "specifications/web-1.0.gemspec", web + "lib/web/part.rb", web + "lib/web/other.rb",
        web + "data/table.txt", gems + "specifications/base-1.10.gemspec"))
    #expect(!plan.keeps(web + "test/test_web.rb"))
  }

  @Test func `what nobody requires of a gem is followed into ruby's own library only`() throws {
    let plan = try plan("require 'web'")
    #expect(plan.keeps(core + "time.rb"))
    #expect(!plan.keeps(gems + "gems/extra-1/lib/extra.rb"))
  }

  @Test func `of a gem the newest version is used, or the one that is locked`() throws {
    #expect(try plan("require 'base'").keeps(gems + "gems/base-1.10/lib/base.rb"))
    #expect(try !plan("require 'base'").keeps(gems + "gems/base-1.2/lib/base.rb"))
    let locked = try plan(
      "", "/app/Gemfile.lock : GEM\\n  specs:\\n    base (1.2)\\n", workingDirectory: "/app")
    #expect(locked.keeps(gems + "gems/base-1.2/lib/base.rb"))
  }

  @Test func `a program of a gem is found by bin_path and by the command line`() throws {
    let web = gems + "gems/web-1.0/bin/webd"
    let plan = try plan("load Gem.bin_path('web', 'webd')")
    #expect(plan.keeps(web, core + "uri.rb"))
    #expect(try self.plan("", command: "ruby -rbundler/setup webd").keeps(web))
  }

  @Test func `what profiles leave out comes where it is required for certain`() throws {
    #expect(try !plan("require 'lazy'").keeps(core + "irb.rb"))
    #expect(try plan("require 'irb'").keeps(core + "irb.rb"))
  }

  @Test func `an encoding comes where it is named`() throws {
    let plan = try plan("x.encode('Shift_JIS')")
    #expect(plan.keeps("/usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/shift_jis.so"))
  }

  @Test func `who finds an encoding by a name from outside has all of them`() throws {
    let encodings = "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/enc/"
    let more = "\(encodings)koi8_r.so\n\(encodings)trans/korean.so\n\(encodings)trans/emoji_x.so"
    let plan = try plan("Encoding.find(charset)", more)
    #expect(plan.keeps(encodings + "koi8_r.so", encodings + "trans/korean.so"))
    #expect(!plan.keeps(encodings + "trans/emoji_x.so"))
    #expect(try !self.plan("Encoding.find('locale')", more).keeps(encodings + "koi8_r.so"))
  }

  @Test(arguments: [
    "ruby -rtime -e 'p 1'", "cat x | ruby -ne \"require 'time'\"",
    "ruby <<'END'\\nrequire 'time'\\nEND",
  ])
  func `what a shell script gives to ruby counts`(line: String) throws {
    let root = MemoryRoot(
      Self.base + "\n/bin/sh 755 : \\x7fELF\n/app/run 755 : #!/bin/sh\\n\(line)\\n")
    #expect(try PlannedRoot(root, command: "/app/run").keeps(core + "time.rb"))
  }

  @Test func `a gem that names an extension of ruby's own library may require it elsewhere`() throws
  {
    let extensions = "/usr/lib/x86_64-linux-gnu/ruby/3.1.0/"
    let more = """
      \(extensions)syslog.so
      \(extensions)pty.so
      \(gems)gems/web-1.0/lib/web/part.rb : add :syslog, libs: ["syslog"]
      """
    let plan = try plan("require 'web'; x = 1", more)
    #expect(plan.keeps(extensions + "syslog.so"))
    #expect(!plan.keeps(extensions + "pty.so"))
  }

  @Test func `absolute paths in a gem's code are mentions`() throws {
    let more = """
      \(gems)gems/web-1.0/lib/web/part.rb : ZONES = ['/usr/share/zoneinfo', '/usr/share/none'].freeze
      /usr/share/zoneinfo/Asia/Tokyo : TZif
      """
    #expect(try plan("require 'web'", more).keeps("/usr/share/zoneinfo/Asia/Tokyo"))
    #expect(try !plan("require 'uri'", more).keeps("/usr/share/zoneinfo/Asia/Tokyo"))
  }

  @Test func `a gem finds what was built with it by its short name`() throws {
    let root = MemoryRoot(
      Self.base + """
        \n/app/main.rb : require 'web/native'
        \(gems)gems/web-1.0/lib/web/native.rb : ffi_lib Loader.find('web-ext')
        \(gems)gems/web-1.0/ext/x86_64-linux/libweb-ext.so
        \(gems)gems/extra-1/ext/libweb-ext.so
        """)
    let plan = try PlannedRoot(root, command: "ruby /app/main.rb")
    #expect(plan.keeps(gems + "gems/web-1.0/ext/x86_64-linux/libweb-ext.so"))
    #expect(!plan.keeps(gems + "gems/extra-1/ext/libweb-ext.so"))
  }

  @Test func `a library starts programs of packages that its own depends on, also by another name`()
    throws
  {
    let root = MemoryRoot(
      Self.base + #"""
        \#n/app/main.rb : require 'pic'
        /usr/lib/ruby/vendor_ruby/pic.rb : TOOL = "draw"\nOTHER = "sheet"\n
        /usr/bin/draw -> /etc/alternatives/draw
        /etc/alternatives/draw -> /usr/bin/draw-6
        /usr/bin/draw-6 755 : \x7fELF
        /usr/bin/sheet 755 : \x7fELF
        /var/lib/dpkg/info/pic.list : /usr/lib/ruby/vendor_ruby/pic.rb\n
        /var/lib/dpkg/info/draw.list : /usr/bin/draw-6\n
        /var/lib/dpkg/info/sheet.list : /usr/bin/sheet\n
        /var/lib/dpkg/status : Package: pic\nStatus: install ok installed\nPriority: optional\nVersion: 1\nDepends: draw\n\nPackage: draw\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\nPackage: sheet\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
        """#)
    let plan = try PlannedRoot(root, command: "ruby /app/main.rb")
    #expect(plan.keeps("/usr/bin/draw", "/usr/bin/draw-6"))
    #expect(!plan.keeps("/usr/bin/sheet"))
  }

  @Test func `what a gem's file cannot be loaded without comes though profiles leave it out`()
    throws
  {
    let more = """
      \(core)irb/tool.rb : require 'irb/deep'
      \(core)irb/deep.rb
      \(core)rdoc.rb
      \(gems)gems/web-1.0/lib/web/tool.rb : require 'irb/tool'\\nbegin\\n  require 'rdoc'\\nrescue LoadError\\nend\\n
      """
    let plan = try plan("require 'web'", more)
    #expect(plan.keeps(core + "irb/tool.rb", core + "irb/deep.rb"))
    #expect(!plan.keeps(core + "rdoc.rb"))
  }

  @Test func `a library starts small programs with options of its own`() throws {
    let tool =
      "x = Core.execute('machine -m &&\\n  machine -n')\\nexecute('words of a sentence')\\n"
    let root = MemoryRoot(
      Self.base + """
        \n/app/main.rb : require 'web'
        \(gems)gems/web-1.0/lib/web/tool.rb : \(tool)
        """)
    for name in ["machine", "words"] {
      root.addFile(RootPath("/usr/bin/\(name)".utf8), ObjectBuilder().bytes(), mode: 0o755)
    }
    let plan = try PlannedRoot(root, command: "ruby /app/main.rb")
    #expect(plan.keeps("/usr/bin/machine"))
    #expect(!plan.keeps("/usr/bin/words"))
  }
}

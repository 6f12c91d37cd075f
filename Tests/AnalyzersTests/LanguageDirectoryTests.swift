import Analyzers
import Roots
import RootsTesting
import Testing

/// Directories with the names of languages.
@Suite struct LanguageDirectoryTests {
  private let plan: PlannedRoot

  init() throws {
    let root = MemoryRoot(
      #"""
      /usr/bin/search 755 : x
      /usr/lib/x86_64-linux-gnu/search/scripts/ruby/context.rb : class Context\nend\n
      /usr/lib/ruby/vendor_ruby/search.rb : class Search\nend\n
      /usr/lib/x86_64-linux-gnu/ruby/search.rb : class Search\nend\n
      /var/lib/dpkg/info/search.list : /usr/bin/search\n/usr/lib/x86_64-linux-gnu/search/scripts/ruby/context.rb\n/usr/lib/ruby/vendor_ruby/search.rb\n/usr/lib/x86_64-linux-gnu/ruby/search.rb\n
      """#)
    root.addFile(
      "/var/lib/dpkg/status",
      Array("Package: search\nStatus: install ok installed\nVersion: 1\n\n".utf8))
    plan = try PlannedRoot(root, command: "search")
  }

  @Test func `what a program keeps in one of its own is its data`() {
    #expect(plan.keeps("/usr/lib/x86_64-linux-gnu/search/scripts/ruby/context.rb"))
  }

  @Test func `the languages' own hold modules, which imports bring`() {
    #expect(!plan.keeps("/usr/lib/ruby/vendor_ruby/search.rb"))
    #expect(!plan.keeps("/usr/lib/x86_64-linux-gnu/ruby/search.rb"))
  }
}

import Analyzers
import Planning
import Roots
import RootsTesting
import Testing

/// What the library of an application's own package names.
@Suite struct LibraryCommandTests {
  private func root(_ literals: String) -> MemoryRoot {
    MemoryRoot(
      #"""
      /usr/bin/manage 755 : #!/usr/bin/ruby\nrequire 'manage/user'\n
      /usr/bin/ruby -> ruby3.1
      /usr/bin/ruby3.1 755 : x
      /usr/lib/ruby/vendor_ruby/manage/user.rb : \#(literals)\n
      /usr/sbin/useradd 755 : x
      /usr/sbin/userdel 755 : x
      /usr/sbin/usermod 755 : x
      /usr/sbin/groupadd 755 : x
      /usr/bin/chage 755 : x
      /var/lib/dpkg/info/manage.list : /usr/bin/manage\n/usr/lib/ruby/vendor_ruby/manage/user.rb\n
      /var/lib/dpkg/status : Package: manage\nStatus: install ok installed\nPriority: optional\nVersion: 1\n\n
      """#)
  }

  @Test func `programs that administer come, with others beside them`() throws {
    let plan = try PlannedRoot(
      root(
        #"commands :add => "useradd", :d => "userdel", :m => "usermod", :g => "groupadd", :p => "chage""#
      ),
      command: "manage /usr/lib/ruby/vendor_ruby/manage/user.rb")
    #expect(plan.keeps("/usr/sbin/useradd", "/usr/sbin/groupadd", "/usr/bin/chage"))
  }

  @Test func `what only stands in other text does not`() throws {
    let plan = try PlannedRoot(
      root(#"raise "no useradd here""#), command: "manage /usr/lib/ruby/vendor_ruby/manage/user.rb")
    #expect(!plan.keeps("/usr/sbin/useradd"))
  }

  @Test func `programs may be named by their paths, and are then meant though they are scripts`()
    throws
  {
    let plan = try PlannedRoot(
      root(
        #"c "/usr/sbin/useradd", "/usr/sbin/userdel", "/usr/sbin/usermod", "/opt/groupadd""#),
      command: "manage /usr/lib/ruby/vendor_ruby/manage/user.rb")
    #expect(plan.keeps("/usr/sbin/useradd", "/usr/sbin/usermod"))
    #expect(!plan.keeps("/usr/sbin/groupadd"))
  }
}

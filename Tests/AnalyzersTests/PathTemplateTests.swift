import Testing

@testable import Analyzers

@Suite struct PathTemplateTests {
  private func canName(_ template: String, _ path: String) -> Bool {
    PathTemplate(Array(template.utf8)[...]).canName(Array(path.utf8)[...])
  }

  @Test(arguments: ["%s.conf", "%-5.3s.conf", "%(name)s.conf", "${name}.conf", "$name.conf"])
  func `the fixed end of a template is the end of what it names`(template: String) {
    #expect(canName(template, "a.conf"))
    #expect(canName(template, "a/b.conf"))
    #expect(!canName(template, "a.conf.dist"))
  }

  @Test func `fixed parts stand in their order`() {
    #expect(canName("lib%s-%d.so", "libx-1.so"))
    #expect(!canName("lib%s-%d.so", "xlib-1.so"))
    #expect(!canName("lib%s-%d.so", "libx.so"))
  }

  @Test func `two names with a slash between are not one name`() {
    #expect(canName("%L/%T/%N%C%S", "app-defaults/XTerm"))
    #expect(!canName("%L/%T/%N%C%S", "Xsession"))
  }

  @Test func `an empty name leaves its slash out`() {
    #expect(canName("%s/config", "config"))
    #expect(canName("%s/config", "site/config"))
  }

  @Test(arguments: ["$names[0].conf", "${x->{y}}", "$x->name", "$(uname).conf"])
  func `what only a language can end may be anything`(template: String) {
    #expect(canName(template, "a"))
  }

  @Test func `a per cent sign that is written twice is one`() {
    #expect(canName("%s%%", "a%"))
    #expect(!canName("%s%%", "a"))
  }

  @Test func `a pattern within it stands for anything`() {
    #expect(canName("$lib/libreadline.so.?", "lib/libreadline.so.8"))
    #expect(!canName("$lib/libreadline.so.?", "t/040.t"))
  }
}

import Testing

/// docs/loader.md and the tests name each other.
@Suite struct LoaderDocumentationTests {
  private let page = sourceText("../../docs/loader.md")

  /// Every `([FILE](PATH): "NAME", "NAME")` of the page.
  private var references: [(path: String, name: String)] {
    var result: [(String, String)] = []
    for part in page.split(separator: "](../Tests/LoadingTests/").dropFirst() {
      guard let end = part.firstIndex(of: ")") else { continue }
      let path = String(part[..<end])
      let rest = part[end...].dropFirst()
      guard rest.hasPrefix(": ") else { continue }
      let names = rest.prefix { $0 != ")" }.split(separator: "\"")
      result += names.enumerated().filter { $0.offset % 2 == 1 }.map { (path, String($0.element)) }
    }
    return result
  }

  @Test func `every test that the page names is there`() {
    #expect(references.count > 100)
    var texts: [String: String] = [:]
    for (path, name) in references {
      let text = texts[path] ?? sourceText(path)
      texts[path] = text
      let wanted = path.hasSuffix(".txt") ? "## \(name)\n" : "`\(name)`"
      #expect(text.contains(wanted), "docs/loader.md names '\(name)', which is not in \(path)")
    }
  }

  @Test(arguments: ["glibc.txt", "musl.txt"])
  func `every rule of the tables is on the page`(_ table: String) {
    let named = Set(references.filter { $0.path == "Rules/\(table)" }.map(\.name))
    for rule in RuleCase.read(table) {
      #expect(named.contains(rule.name), "docs/loader.md does not name the rule '\(rule.name)'")
    }
  }
}

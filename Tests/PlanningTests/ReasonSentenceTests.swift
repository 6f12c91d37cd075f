import Roots
import SystemPackage
import Testing

@testable import Planning

@Suite struct ReasonSentenceTests {
  private func sentence(_ rule: String, from: RootPath? = nil, detail: String? = nil) -> String {
    Reason(.init(rawValue: rule), .likely, from: from, detail: detail.map { Array($0.utf8) })
      .sentence
  }

  @Test func `what is not known is left out of the sentence`() {
    #expect(
      sentence("needed", from: "/bin/a", detail: "libx.so")
        == "the loader maps it for /bin/a, which needs 'libx.so' (likely)")
    #expect(sentence("needed", from: "/bin/a") == "the loader maps it for /bin/a (likely)")
    #expect(
      sentence("licence", from: "/doc/copyright")
        == "/doc/copyright refers to it for the wording of a licence (likely)")
    #expect(sentence("newest-rule", from: "/a", detail: "b") == "newest-rule: /a says 'b' (likely)")
  }

  @Test func `braces and brackets in names stay as they are`() {
    #expect(sentence("keep", detail: "/a/{b,c}[d]") == "--keep '/a/{b,c}[d]' (likely)")
  }

  /// Every rule that some source file of the package defines.
  @Test func `every rule has a wording`() throws {
    let top = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent()
    let sources = try DirectoryRoot(path: top.appending("Sources"))
    var rules: Set<String> = []
    try sources.walk { (path, kind) throws(RootError) in
      if kind == .regular, path.name.suffix(6).elementsEqual(".swift".utf8) {
        rules.formUnion(Self.rules(in: try sources.bytes(of: path)))
      }
      return .into
    }
    #expect(rules.count > 30)
    let unworded = rules.filter { Reason.wording[$0] == nil }.sorted()
    #expect(unworded == [], "add them to Reason+Sentence.swift")
  }

  /// What stands in quotes after `Reason.Rule(rawValue: `, also where a line ends in between. By bytes, for regular expressions take a minute.
  private static func rules(in text: [UInt8]) -> [String] {
    let start = Array("Reason.Rule(".utf8)
    var result: [String] = []
    for index in text.indices.dropLast(start.count)
    where text[index] == start[0] && text[index...].starts(with: start) {
      let rest = text[(index + start.count)...].drop { $0 == 0x20 || $0 == 0x0a }
      guard rest.starts(with: "rawValue: \"".utf8) else { continue }
      result.append(String(decoding: rest.dropFirst(11).prefix { $0 != 0x22 }, as: UTF8.self))
    }
    return result
  }
}

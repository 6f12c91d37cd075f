internal import Planning
internal import Roots

/// Search paths that are templates: `/usr/share/lua/5.1/?.lua` finds the module `a.b` as `/usr/share/lua/5.1/a/b.lua`.
///
/// A kept file that says such a template says how names become files; a word of the application, of a module found this way, or of an object that
/// names modules, is tried in each. Lua's package.path and package.cpath are of this kind, and those of its hosts.
final class ModuleTemplates {
  private struct Template: Hashable {
    var prefix: [UInt8]
    var suffix: [UInt8]
  }

  private var templates: [Template] = []
  private var known: Set<Template> = []
  private var words: [[UInt8]: RootPath] = [:]
  private var order: [[UInt8]] = []

  var isEmpty: Bool { templates.isEmpty }

  /// Takes `text` for a template if it is one: a single `?` that is the whole name, or its beginning.
  func learn(_ text: [UInt8]) -> Bool {
    let marks = text.indices.filter { text[$0] == UInt8(ascii: "?") }
    guard let mark = marks.first, marks.count <= 2, mark > 1, text[mark - 1] == UInt8(ascii: "/"),
      mark + 1 < text.count,
      text[mark + 1] == UInt8(ascii: ".") || text[mark + 1] == UInt8(ascii: "/")
    else { return false }
    let template = Template(prefix: Array(text[..<mark]), suffix: Array(text[(mark + 1)...]))
    if known.insert(template).inserted { templates.append(template) }
    return true
  }

  /// Whether a file's name ends as the modules of some template do, so that its words are names of modules in turn.
  func isModule(_ path: RootPath) -> Bool {
    templates.contains { path.bytes.suffix($0.suffix.count).elementsEqual($0.suffix) }
  }

  /// Remembers a word that may be a module's name.
  func hear(_ word: [UInt8], from file: RootPath) {
    guard word.count >= 2, word.count <= 80, words[word] == nil, order.count < 100_000,
      word.allSatisfy({ Self.nameBytes[Int($0)] })
    else { return }
    words[word] = file
    order.append(word)
  }

  private var tried: [Template: Int] = [:]

  /// Tries what has not been tried yet.
  func settle(_ run: Run) throws(PlanningError) {
    for template in templates {
      let start = tried[template] ?? 0
      guard start < order.count else { continue }
      tried[template] = order.count
      let directory = RootPath(template.prefix)
      guard
        try reading({ () throws(RootError) in try run.root.resolve(directory).entry?.isDirectory })
          == true
      else { continue }
      for word in order[start...] {
        let middle = word.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "/") : $0 }
        var suffix = template.suffix
        // `?/?.lua` repeats the name.
        if let again = suffix.firstIndex(of: UInt8(ascii: "?")) {
          suffix.replaceSubrange(again...again, with: middle)
        }
        let path = RootPath(template.prefix + middle + suffix)
        let entry = try reading { () throws(RootError) in try run.root.resolve(path).entry }
        guard entry?.isRegular == true else { continue }
        try run.keep(
          path, because: Reason(.moduleTemplate, .likely, from: words[word], detail: word),
          standing: .supporting)
      }
    }
  }

  private static let nameBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in UInt8(0)...127 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        table[Int(byte)] = true
      default: break
      }
    }
    return table
  }()
}

extension Reason.Rule {
  /// A module's name in a search path that is a template.
  static let moduleTemplate = Reason.Rule(rawValue: "module-template")
}

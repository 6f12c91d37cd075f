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
  /// How many templates have had their directories read.
  private var read = 0
  /// Names of modules that there are, as words say them, with their files.
  private var modules: [[UInt8]: [RootPath]] = [:]
  /// Words heard so far, with who said them first.
  private var words: [[UInt8]: RootPath] = [:]
  private var wanted: [[UInt8]] = []

  var isEmpty: Bool { templates.isEmpty }

  /// Takes `text` for a template if it is one: a `?` that is a whole name, or the beginning of the last.
  func learn(_ text: [UInt8]) -> Bool {
    guard let mark = text.firstIndex(of: UInt8(ascii: "?")), mark > 1,
      text[mark - 1] == UInt8(ascii: "/"), mark + 1 < text.count,
      text[mark + 1] == UInt8(ascii: ".") || text[mark + 1] == UInt8(ascii: "/"),
      !text[(mark + 1)...].contains(UInt8(ascii: "?"))
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
    guard word.count >= 2, word.count <= 80, words[word] == nil,
      word.allSatisfy({ Self.nameBytes[Int($0)] })
    else { return }
    words[word] = file
    if modules[word] != nil { wanted.append(word) }
  }

  /// Reads the directories of new templates, and keeps the modules that were named.
  func settle(_ run: Run) throws(PlanningError) {
    while read < templates.count {
      try readModules(of: templates[read], run)
      read += 1
    }
    let names = wanted.sortedByBytes()
    wanted = []
    for word in names {
      for path in modules[word] ?? [] {
        try run.keep(
          path, because: Reason(.moduleTemplate, .likely, from: words[word], detail: word),
          standing: .supporting)
      }
    }
  }

  private func readModules(of template: Template, _ run: Run) throws(PlanningError) {
    let top = RootPath(template.prefix)
    guard run.isPrivate(top) else { return }
    var pending: [(directory: RootPath, name: [UInt8])] = [(top, [])]
    while let next = pending.popLast() {
      let children = try reading { () throws(RootError) in
        let real = try run.root.resolve(next.directory)
        return real.entry?.isDirectory == true ? try run.root.children(of: real.path) ?? [] : []
      }
      for child in children {
        let path = next.directory.appending(child.name)
        if child.kind == .directory {
          if template.suffix.contains(UInt8(ascii: "/")) {
            add(next.name + child.name, RootPath(path.bytes + template.suffix))
          }
          if next.name.count < 64 {
            pending.append((path, next.name + child.name + [UInt8(ascii: ".")]))
          }
        } else if child.name.count > template.suffix.count,
          child.name.suffix(template.suffix.count).elementsEqual(template.suffix)
        {
          add(next.name + child.name.dropLast(template.suffix.count), path)
        }
      }
    }
  }

  private func add(_ name: [UInt8], _ path: RootPath) {
    modules[name, default: []].append(path)
    if words[name] != nil { wanted.append(name) }
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

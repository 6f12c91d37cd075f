internal import Packages
internal import Planning
internal import Roots

/// Words that are names of modules where something knows the namespace, or where configuration gives them to a server with perl inside.
extension PerlImporter {
  /// Words name parts of the module that says them (`implementations => ["XS", "PP"]`), and, where the application says them, modules in the
  /// namespaces that libraries name (`enable "Deflater"`).
  func followWords(of source: PerlSource, _ asker: Asker) throws(PlanningError) {
    let owner = asker.path.flatMap { run.packages.owner(of: $0) }
    for word in source.words { words.hear(word, from: owner, isApplication: asker.isApplication) }
    if let path = asker.path {
      try followParts(of: path, source.words, asker)
      if !asker.isApplication {
        try programs.keep(namedBy: source.words.sortedByBytes(), in: path, scripts: false)
      }
    }
  }

  /// Words that name modules below the one that says them: `implementations => ["XS", "PP"]`.
  func followParts(
    of path: RootPath, _ words: Set<[UInt8]>, _ asker: Asker
  ) throws(PlanningError) {
    guard let name = inc.module(of: path) else { return }
    let parts = Set(inc.modules(below: name))
    guard !parts.isEmpty else { return }
    for word in words.sortedByBytes() where word.allSatisfy(PerlTokens.isWordByte) {
      let module = name + Self.colons + word
      if parts.contains(module) { try keep(module: module, .perlName, asker.softened) }
    }
  }

  /// Tries what the application said against the namespaces that were heard.
  func settleWords() throws(PlanningError) {
    let configured = Set(run.configurationWords.new(after: &wordsRead))
      .subtracting(words.application)
    words.hear(configured)
    for word in configured.sortedByBytes() { try keep(configured: word) }
    for namespace in words.newNamespaces() {
      for module in inc.modules(below: namespace) {
        words.learn(module[(namespace.count + 2)...], in: namespace)
      }
    }
    for module in words.takeWanted() { try keep(module: module, .perlName, .application) }
  }

  /// A module that configuration gives to a server which holds an interpreter: `PerlModule Site::Hello`, `perl_require site.pm`. A word that is no
  /// name of several parts means one only where the author put it there.
  private func keep(configured word: [UInt8]) throws(PlanningError) {
    let isName =
      word.first.map(PerlTokens.isLetter) == true
      && word.allSatisfy { PerlTokens.isWordByte($0) || $0 == UInt8(ascii: ":") }
    guard isName, word.last != UInt8(ascii: ":"), word.count < 256,
      let path = inc.find(Self.file(of: word)),
      word.contains(UInt8(ascii: ":")) || (!inc.isCore(path) && isUnowned(path))
    else { return }
    try keep(module: word, .perlName, .application)
  }

  private func isUnowned(_ path: RootPath) -> Bool {
    guard let real = try? run.root.resolve(path).path else { return false }
    return run.packages.owner(of: real) == nil
  }
}

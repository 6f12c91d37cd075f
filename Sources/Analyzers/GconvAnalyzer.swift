internal import Loading
internal import Packages
internal import Planning
internal import Roots
internal import Scanning

/// Character set conversions: iconv(3) loads modules by charset, as gconv-modules and its cache say.
///
/// An application whose own program or library converts may meet any charset, so all modules stay; of what a script starts that holds for programs which speak
/// of charsets at all (`envsubst` converts its author's name for the terminal). Otherwise only those whose charset, or
/// an alias of it, is a word of the application's scripts or configuration or a literal of its code, and those few that a library which converts says by itself: it has to
/// have a default. One that has a whole table of them is asked by whoever uses it. The registry itself always stays with a module.
final class GconvAnalyzer: Analyzer {
  let name = "gconv"
  private let facts: ObjectFacts
  private let texts: ObjectTexts
  /// Libraries that convert, not looked at yet.
  private var libraries: [RootPath] = []
  /// Whether there are any.
  private var converts = false
  private var wantsAll: RootPath?
  /// How many words of configuration were tried.
  private var wordsRead = 0
  private var directory: RootPath?
  /// The directory whose registry was read last.
  private var registry: RootPath?
  /// Charset or alias, in upper case, to modules.
  private var modules: [[UInt8]: Set<[UInt8]>] = [:]
  private var keptAll = false
  /// Code of the application, whose literals are read once it is known that anything converts.
  private var code: [RootPath] = []
  private static let largestCode: UInt64 = 4 << 20
  /// Larger objects are not searched for words: they have all.
  private static let largestSpeaker: UInt64 = 4 << 20

  /// How many modules a library's defaults may have: one has UTF-16 and both of its orders.
  private static let defaults = 6
  /// What their modules may come to, in bytes. Those of the West are small; who names several of East Asia has a table for guessing.
  private static let largestDefaults: UInt64 = 96 << 10

  init(facts: ObjectFacts, texts: ObjectTexts) {
    self.facts = facts
    self.texts = texts
  }

  /// Charsets are sought in the data of libraries, so what there is must be known before any is scanned.
  func begin(_ run: Run) throws(PlanningError) {
    for path in try run.index.paths(named: "gconv-modules".utf8)
    where path.parent.name.elementsEqual("gconv".utf8) && modules.isEmpty {
      try readRegistry(in: path.parent, run)
    }
    texts.seek(modules.keys)
  }

  func analyze(_ file: KeptFile, in run: Run) throws(PlanningError) {
    if directory == nil, file.path.name.starts(with: "libc.so.".utf8) {
      let place = file.path.parent.appending("gconv")
      if try reading({ () throws(RootError) in try run.root.entry(at: place)?.isDirectory }) == true
      {
        directory = place
        if registry != place { try readRegistry(in: place, run) }
      }
    }
    if file.standing == .leading, file.entry.size <= Self.largestCode,
      ProgramText.isCode(file.path), !ProgramText.isLibrary(file.path)
    {
      code.append(file.path)
      return
    }
    // The tools that every root has convert what they are told to; that stands in the words of who runs them.
    guard wantsAll == nil, run.packages.owner(of: file.path)?.isEssential != true,
      let object = try? run.loader.object(at: file.path),
      try facts.abilities(of: file.path, object, run).contains(.iconv)
    else { return }
    if try isApplications(file, run), try speaksOfCharsets(file, run) {
      wantsAll = file.path
    } else {
      libraries.append(file.path)
      converts = true
    }
  }

  /// `new Iconv("UTF-8", "EUC-KR")`: the charsets that are literals of the application's code.
  private func followCode(_ run: Run) throws(PlanningError) {
    guard converts, let directory else { return }
    let paths = code
    code = []
    for path in paths.sorted() {
      var words: Set<[UInt8]> = []
      try reading { () throws(RootError) in
        try run.root.withContent(of: path) { (text) throws(RootError) in
          CodeLiterals.forEach(in: text) { literal in
            guard (3...32).contains(literal.range.count) else { return }
            // `EUC-KR//TRANSLIT`, as iconv_open(3) has it.
            let word = text.bytes(in: literal.range).prefix { $0 != UInt8(ascii: "/") }
            if modules[Self.upper(Array(word))] != nil { words.insert(Array(word)) }
          }
        }
      }
      for word in words.sortedByBytes() { try keep(word, namedBy: path, in: directory, run) }
    }
  }

  /// Whether an object is the application's own: what it starts, and what is built from the same source.
  private func isApplications(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    if file.standing == .leading { return true }
    guard try run.isObject(file.path), let owner = run.packages.owner(of: file.path) else {
      return false
    }
    return run.leadingSources().contains(owner.source)
  }

  /// Whether an object could be told a charset: the command line starts it, or its data has a word for one, of an option or a setting.
  private func speaksOfCharsets(_ file: KeptFile, _ run: Run) throws(PlanningError) -> Bool {
    if file.reasons.contains(where: { $0.rule == .commandLine }) { return true }
    if file.entry.size > Self.largestSpeaker { return true }
    return try reading { () throws(RootError) in
      try run.root.withContent(of: file.path) { (bytes) throws(RootError) in
        // Whatever the case of the first letter.
        ["ncoding", "harset", "odeset", "HARSET", "NCODING"].contains {
          bytes.contains($0, in: 0..<bytes.byteCount)
        }
      }
    }
  }

  func settle(_ run: Run) throws(PlanningError) {
    guard let directory, !keptAll else { return }
    if let wantsAll {
      keptAll = true
      try run.keepTree(
        directory, because: Reason(.charset, .likely, from: wantsAll), standing: .supporting)
      return
    }
    try followDefaults(run)
    try followCode(run)
    for locale in LocaleAnalyzer.locales(of: run.request) {
      if let dot = locale.firstIndex(of: UInt8(ascii: ".")) {
        let charset = locale[(dot + 1)...].prefix { $0 != UInt8(ascii: "@") }
        run.configurationWords.insert(Array(charset))
      }
    }
    // Shorter ones are countries, which some old charsets are called after.
    let words = run.configurationWords.new(after: &wordsRead)
      .filter { $0.count > 2 && modules[Self.upper($0)] != nil }
    for word in words.sortedByBytes() {
      try keep(word, namedBy: nil, in: directory, run)
    }
  }

  /// Keeps the modules for a charset, with the registry.
  private func keep(
    _ word: [UInt8], namedBy file: RootPath?, in directory: RootPath, _ run: Run
  ) throws(PlanningError) {
    for module in (modules[Self.upper(word)] ?? []).sortedByBytes() {
      let reason = Reason(.charset, .likely, from: file, detail: word)
      try run.keep(directory.appending(module + Array(".so".utf8)), because: reason)
      for name in ["gconv-modules", "gconv-modules.cache", "gconv-modules.d"] {
        try run.keep(directory.appending(name), because: reason, standing: .passive)
      }
      try run.keep(
        directory.appending("gconv-modules.d").appending("gconv-modules-extra.conf"),
        because: reason, standing: .passive)
    }
  }

  /// The charsets that libraries say.
  private func followDefaults(_ run: Run) throws(PlanningError) {
    guard let directory, !libraries.isEmpty else { return }
    for path in libraries.sorted() {
      guard let object = try? run.loader.object(at: path) else { continue }
      let said = try texts.scan(path, object, run).words
      let words = modules.keys.filter { $0.count > 3 && said.contains($0) }
      let files = words.reduce(into: Set<[UInt8]>()) { $0.formUnion(modules[$1] ?? []) }
      guard files.count <= Self.defaults else { continue }
      var size: UInt64 = 0
      for module in files {
        let file = directory.appending(module + Array(".so".utf8))
        size += try reading { () throws(RootError) in try run.root.entry(at: file)?.size ?? 0 }
      }
      guard size <= Self.largestDefaults else { continue }
      for word in words.sortedByBytes() { try keep(word, namedBy: path, in: directory, run) }
    }
    libraries = []
  }

  private static func upper(_ word: [UInt8]) -> [UInt8] {
    word.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & 0xdf : $0 }
  }

  /// `module FROM// INTERNAL MODULE cost` and `alias NAME// CHARSET//`.
  private func readRegistry(
    in directory: RootPath, _ run: Run
  ) throws(PlanningError) {
    registry = directory
    modules = [:]
    var files = [directory.appending("gconv-modules")]
    let parts = directory.appending("gconv-modules.d")
    let children = try reading { () throws(RootError) in try run.root.children(of: parts) ?? [] }
    files += children.map { parts.appending($0.name) }
    var aliases: [([UInt8], [UInt8])] = []
    for file in files {
      guard
        try reading({ () throws(RootError) in try run.root.entry(at: file)?.isRegular }) == true
      else { continue }
      let text = try reading { () throws(RootError) in try run.root.bytes(of: file, limit: 4 << 20)
      }
      for line in text.split(separator: UInt8(ascii: "\n")) {
        let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
        guard let key = words.first else { continue }
        if key.elementsEqual("module".utf8), words.count >= 4 {
          for charset in words[1...2] where !charset.elementsEqual("INTERNAL".utf8) {
            modules[Self.charset(charset), default: []].insert(Array(words[3]))
          }
        } else if key.elementsEqual("alias".utf8), words.count >= 3 {
          aliases.append((Self.charset(words[1]), Self.charset(words[2])))
        }
      }
    }
    for (alias, charset) in aliases {
      if let targets = modules[charset] { modules[alias, default: []].formUnion(targets) }
    }
  }

  /// `UTF-16//`, `ISO/TR_11548-1/`: the slashes at the end stand for variants, others belong to the name.
  private static func charset(_ word: ArraySlice<UInt8>) -> [UInt8] {
    var name = word
    while name.last == UInt8(ascii: "/") { name.removeLast() }
    return Array(name)
  }
}

extension Reason.Rule {
  /// A character set is converted.
  static let charset = Reason.Rule(rawValue: "charset")
}
